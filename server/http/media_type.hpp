// The values of content-type and content-disposition: "type/subtype; name=value; name=\"quoted\""
// (RFC 9110 section 8.3.1).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "server/http/message.hpp"

namespace onward::http {

struct MediaType {
  std::string essence;  ///< lower case: "application/json", "form-data"
  Pairs parameters;     ///< lower-case names, values unquoted
  [[nodiscard]] const std::string* parameter(std::string_view name) const;
};

/// Errors: malformed.
Result<MediaType> parse_media_type(std::string_view text);

/// Whether the request has a body of one of these essences in UTF-8 ("application/json" or
/// "application/json; charset=utf-8"). Errors: unsupported_media_type when it says another or none,
/// malformed when it cannot be read.
Result<MediaType> require_media_type(const Request& request,
                                     std::initializer_list<std::string_view> essences);

/// Compares ASCII text without regard to case.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace onward::http
