// Brings the bytes of a document to UTF-8. Accepted: UTF-8, US-ASCII, ISO-8859-1, UTF-16 with a
// byte order mark. Standard: XML 1.0 clause 4.3.3 and appendix F. A declaration that contradicts
// the bytes is refused, so that no other program can read another document out of the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace onward::xml {

/// The same text in UTF-8, without a byte order mark; whether its characters are legal is not
/// checked here. Errors: malformed (an encoding that is not accepted or not the declared one; where
/// = "1:1").
Result<std::string> to_utf8(std::string_view bytes);

}  // namespace onward::xml
