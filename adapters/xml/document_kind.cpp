// Parses the document and compares the root's name and namespace.
#include "adapters/xml/document_kind.hpp"

#include "adapters/xml/document.hpp"

namespace onward::xml {

DocumentKind kind_of_document(std::string_view bytes) {
  const Result<Document> document = Document::parse(bytes);
  if (!document) return DocumentKind::unknown;
  const pugi::xml_node root = document->root();
  const std::string_view uri = namespace_of(root);
  if (uri == "urn:onward:process:1") return DocumentKind::compact;
  if (local_name(root) != "definitions") return DocumentKind::unknown;
  if (uri == "http://www.omg.org/spec/BPMN/20100524/MODEL") return DocumentKind::bpmn;
  // DMN 1.1 to 1.5: one namespace per version.
  if (uri.starts_with("https://www.omg.org/spec/DMN/") ||
      uri.starts_with("http://www.omg.org/spec/DMN/"))
    return DocumentKind::dmn;
  return DocumentKind::unknown;
}

}  // namespace onward::xml
