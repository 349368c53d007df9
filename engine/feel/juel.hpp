// The JUEL subset of imported models (`${amount > 100 && !approved}`), read into the FEEL tree.
// Methods beyond the common read-only ones of texts and lists, and beans, are refused: such a model
// is stored but cannot run (bpmn.md decisions 13, 17).
#pragma once

#include <string_view>

#include "engine/base/result.hpp"
#include "engine/feel/parser.hpp"

namespace onward::feel {

/// Text around and between several ${...} is joined. Errors: invalid_expression with where
/// "line:column", too_large.
Result<Parsed> parse_juel(std::string_view text);

}  // namespace onward::feel
