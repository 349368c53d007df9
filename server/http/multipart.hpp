// Bodies of multipart/form-data (RFC 7578, RFC 2046 section 5.1): several files in one request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "server/http/message.hpp"

namespace onward::http {

struct Part {
  std::string name;
  std::optional<std::string> filename;  ///< as sent: never use it as a path
  std::string content_type;             ///< as sent; empty when the part has none
  std::string body;
};

/// The parts of a body whose content-type is `multipart/form-data; boundary=...`, in order.
/// Errors: unsupported_media_type (another type), malformed (no boundary, a broken part, no end),
/// too_large (more than limits::http_parts parts).
Result<std::vector<Part>> parse_multipart(const Request& request);

}  // namespace onward::http
