// The compact dialect -> Draft: docs/dialects.md section 6. Every problem has its line and column
// and says what was expected.
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/model/draft.hpp"

namespace onward::native_xml {

/// Reads one process. What is wrong in it is in the draft's problems; the process is there as far
/// as it could be understood, none when it is not made of the words of the dialect. Errors:
/// malformed (not well-formed, or another root: where = line:column), too_large.
Result<model::Draft> read(std::string_view bytes);

}  // namespace onward::native_xml
