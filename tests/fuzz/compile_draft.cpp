#include "tests/fuzz/compile_draft.hpp"

#include "engine/base/check.hpp"
#include "engine/model/compile.hpp"

namespace onward::fuzz {

void compile_all(const model::Draft& draft) {
  (void)model::check_document(draft);
  for (std::size_t index = 0; index < draft.processes.size(); ++index) {
    const model::Compiled compiled = model::compile(draft, index, 1);
    ONWARD_CHECK(compiled.definition != nullptr || !compiled.problems.empty());
  }
}

}  // namespace onward::fuzz
