// DMN: reader, compiler, and every decision with nothing to decide on.
#include "adapters/dmn_xml/reader.hpp"
#include "engine/base/check.hpp"
#include "engine/dmn/compile.hpp"
#include "engine/dmn/evaluate.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto draft = onward::dmn_xml::read(onward::fuzz::text_of(data, size));
  if (!draft.ok()) return 0;
  const onward::dmn::Compiled compiled = onward::dmn::compile(*draft);
  ONWARD_CHECK(compiled.model != nullptr || !compiled.problems.empty());
  if (compiled.model == nullptr) return 0;
  for (const auto& decision : compiled.model->decisions)
    (void)onward::dmn::evaluate(*compiled.model, decision.id, {}, {}).ok();
  return 0;
}
