#include "server/picture.hpp"

#include "adapters/bpmn_xml/diagram.hpp"
#include "adapters/diagram/layout.hpp"
#include "adapters/diagram/svg.hpp"
#include "adapters/xml/document_kind.hpp"
#include "server/document_reader.hpp"

namespace onward {

Result<std::string> picture_of(std::string_view document) {
  if (xml::kind_of_document(document) == xml::DocumentKind::bpmn) {
    ONWARD_TRY(const diagram::Diagram drawn, bpmn_xml::read_diagram(document));
    if (!drawn.empty()) return diagram::to_svg(drawn);
  }
  ONWARD_TRY(const Document read, DocumentReader().read(document));
  if (read.kind == StoredDefinition::Kind::decision)
    return Error{ErrorCode::not_found, "a decision has no diagram"};
  ONWARD_TRY(const diagram::Diagram made, diagram::lay_out(read.draft));
  return diagram::to_svg(made);
}

}  // namespace onward
