// BPMN: reader, rules, compiler, and the drawing of the diagram.
#include "adapters/bpmn_xml/diagram.hpp"
#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/diagram/svg.hpp"
#include "tests/fuzz/compile_draft.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = onward::fuzz::text_of(data, size);
  const auto draft = onward::bpmn_xml::read(text);
  if (draft.ok()) onward::fuzz::compile_all(*draft);
  const auto diagram = onward::bpmn_xml::read_diagram(text);
  if (diagram.ok()) (void)onward::diagram::to_svg(*diagram);
  return 0;
}
