#include "server/document_reader.hpp"

#include <algorithm>

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/dmn_xml/reader.hpp"
#include "adapters/native_xml/reader.hpp"
#include "adapters/xml/document_kind.hpp"

namespace onward {
namespace {

bool is_done_by(const model::Draft& draft, const std::string& element,
                const std::vector<std::string>& connectors) {
  for (const model::DraftProcess& process : draft.processes)
    for (const model::DraftElement& each : process.elements)
      if (each.id == element)
        return std::find(connectors.begin(), connectors.end(), each.details.job.topic.text) !=
               connectors.end();
  return false;
}

}  // namespace

Result<Document> DocumentReader::read(std::string_view bytes) {
  ONWARD_TRY(Document document, read_document(bytes));
  std::erase_if(document.draft.problems, [&](const model::Problem& problem) {
    return problem.code == "connector-unknown" &&
           is_done_by(document.draft, problem.element_id, connectors_);
  });
  return document;
}

Result<Document> DocumentReader::read_document(std::string_view bytes) {
  Document document;
  switch (xml::kind_of_document(bytes)) {
    case xml::DocumentKind::compact: {
      ONWARD_TRY(document.draft, native_xml::read(bytes));
      return document;
    }
    case xml::DocumentKind::dmn: {
      ONWARD_TRY(dmn::DraftModel model, dmn_xml::read(bytes));
      document.kind = StoredDefinition::Kind::decision;
      document.decisions = std::make_shared<const dmn::DraftModel>(std::move(model));
      return document;
    }
    case xml::DocumentKind::bpmn:
    case xml::DocumentKind::unknown: break;
  }
  // The BPMN reader also says what is wrong with a document that is none of these.
  ONWARD_TRY(document.draft, bpmn_xml::read(bytes));
  return document;
}

}  // namespace onward
