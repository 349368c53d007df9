#include "server/document_reader.hpp"

#include "adapters/bpmn_xml/reader.hpp"
#include "adapters/dmn_xml/reader.hpp"
#include "adapters/native_xml/reader.hpp"
#include "adapters/xml/document_kind.hpp"

namespace onward {

Result<Document> DocumentReader::read(std::string_view bytes) {
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
