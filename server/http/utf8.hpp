// Whether bytes are text.
#pragma once

#include <string_view>

namespace onward::http {

/// Well-formed byte sequences only (Unicode 15, table 3-7): no overlong form, no surrogate.
bool is_utf8(std::string_view text);

}  // namespace onward::http
