// A checked document as a pugixml tree, and what every reader of XML needs of it: namespaces, local
// names, places. The views that come from here point into the document and live as long as it does.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "adapters/xml/lines.hpp"
#include "engine/base/position.hpp"
#include "engine/base/result.hpp"

namespace onward::xml {

/// Comments and processing instructions are not in the tree; whitespace between elements is not
/// either.
class Document {
 public:
  /// Errors: those of check() in wellformed.hpp.
  static Result<Document> parse(std::string_view bytes);

  [[nodiscard]] pugi::xml_node root() const { return tree_.document_element(); }
  /// Where an element begins ("<"), or a text.
  [[nodiscard]] Position position(pugi::xml_node node) const;

 private:
  Document() = default;
  std::string utf8_;
  Lines lines_;
  pugi::xml_document tree_;
};

/// "task" of "bpmn:task".
std::string_view local_name(std::string_view name);
std::string_view local_name(pugi::xml_node node);
std::string_view local_name(pugi::xml_attribute attribute);
/// "bpmn" of "bpmn:task", "" of "task".
std::string_view prefix_of(std::string_view name);

/// The URI that `prefix` stands for at `node` ("" asks for the default namespace); "" when it
/// stands for none. Also for names inside values, such as xsi:type="bpmn:tFormalExpression".
std::string_view resolve_prefix(pugi::xml_node node, std::string_view prefix);
std::string_view namespace_of(pugi::xml_node node);
/// An attribute without a prefix is in no namespace: "" (Namespaces in XML 1.0 clause 6.2).
std::string_view namespace_of(pugi::xml_node owner, pugi::xml_attribute attribute);

/// Whether an element has this name in this namespace.
bool is(pugi::xml_node node, std::string_view uri, std::string_view local);
/// The first child element of this name; an empty node when there is none.
pugi::xml_node child(pugi::xml_node parent, std::string_view uri, std::string_view local);
/// The attribute of this name in this namespace ("" for one without prefix); an empty attribute
/// when there is none.
pugi::xml_attribute attribute(pugi::xml_node node, std::string_view uri, std::string_view local);
/// Whether an attribute declares a namespace (xmlns, xmlns:p): readers skip those.
bool is_declaration(pugi::xml_attribute attribute);
/// All text directly inside an element, CDATA sections too.
std::string text_of(pugi::xml_node node);

}  // namespace onward::xml
