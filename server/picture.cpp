#include "server/picture.hpp"

#include "adapters/bpmn_xml/diagram.hpp"
#include "adapters/diagram/layout.hpp"
#include "adapters/diagram/svg.hpp"
#include "adapters/xml/document_kind.hpp"
#include "server/document_reader.hpp"

namespace onward {

namespace {

Result<diagram::Diagram> diagram_of(std::string_view document) {
  if (xml::kind_of_document(document) == xml::DocumentKind::bpmn) {
    ONWARD_TRY(diagram::Diagram drawn, bpmn_xml::read_diagram(document));
    if (!drawn.empty()) return drawn;
  }
  ONWARD_TRY(const Document read, DocumentReader().read(document));
  if (read.kind == StoredDefinition::Kind::decision)
    return Error{ErrorCode::not_found, "a decision has no diagram"};
  return diagram::lay_out(read.draft);
}

diagram::MarkState state_of(sales::StepState state) {
  switch (state) {
    case sales::StepState::done: return diagram::MarkState::done;
    case sales::StepState::active: return diagram::MarkState::active;
    case sales::StepState::possible: return diagram::MarkState::possible;
    case sales::StepState::skipped: return diagram::MarkState::skipped;
  }
  return diagram::MarkState::possible;
}

/// Until when, and how often when that is more than once.
std::string note_of(const sales::FlowStep& step) {
  std::string note;
  if (step.state == sales::StepState::active && step.due)
    note = "due " + to_text(*step.due).substr(0, 10);
  if (step.passes > 1) note += (note.empty() ? "" : ", ") + std::to_string(step.passes) + " times";
  return note;
}

}  // namespace

Result<std::string> picture_of(std::string_view document) {
  ONWARD_TRY(const diagram::Diagram drawn, diagram_of(document));
  return diagram::to_svg(drawn);
}

Result<std::string> picture_of(std::string_view document, const sales::FlowChart& chart) {
  ONWARD_TRY(const diagram::Diagram drawn, diagram_of(document));
  diagram::Marks marks;
  for (const sales::FlowStep& step : chart.steps)
    marks[step.id] = {state_of(step.state), step.person_in_charge, note_of(step)};
  return diagram::to_svg(drawn, marks);
}

}  // namespace onward
