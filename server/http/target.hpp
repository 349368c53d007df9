// The request target: percent-decoded exactly once, and refused when two readers could see two
// different paths in it. RFC 9112 section 3.2 (origin-form, absolute-form), RFC 3986 section 2.1.
// Routes are matched and authorised on what this gives, never on the text that came (reliability.md
// F7).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "server/http/message.hpp"

namespace onward::http {

struct Target {
  std::string path;
  Pairs query;
};

/// Errors: malformed for control characters, non-ASCII, '\', '#', ';' in the path, a bad or
/// truncated %xx, text that is not UTF-8 once decoded, %2F, %5C, %00 and other encoded controls in
/// the path, "." and ".." segments, "//". A trailing slash is kept and matches no route.
Result<Target> parse_target(std::string_view target);

}  // namespace onward::http
