// Mermaid: the charts of a document, what is made of them, rules and compiler.
#include "adapters/mermaid/import.hpp"
#include "adapters/mermaid/reader.hpp"
#include "engine/base/check.hpp"
#include "engine/model/compile.hpp"
#include "tests/fuzz/compile_draft.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = onward::mermaid::read(onward::fuzz::text_of(data, size));
  if (!document.problems.empty()) return 0;
  for (const auto& chart : document.charts) {
    const auto imported = onward::mermaid::to_draft(chart, {"p", "P", ""});
    // Whatever is drawn, the standard allows what comes out.
    for (const auto& problem : onward::model::compile(imported.draft, 0, 1).problems)
      ONWARD_CHECK(problem.severity != onward::model::Severity::error);
    onward::fuzz::compile_all(imported.draft);
  }
  return 0;
}
