// What happens to a document once a reader has understood it: the rules and the compiler.
#pragma once

#include "engine/model/draft.hpp"

namespace onward::fuzz {

void compile_all(const model::Draft& draft);

}  // namespace onward::fuzz
