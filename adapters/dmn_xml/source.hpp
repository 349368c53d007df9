// What the parts of the DMN reader share: the document, its DMN namespace, and the list of
// problems.
#pragma once

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/xml/document.hpp"
#include "engine/dmn/draft.hpp"

namespace onward::dmn_xml {

class Source {
 public:
  Source(const xml::Document& document, std::string_view uri, std::vector<dmn::Problem>& problems)
      : document_(document), uri_(uri), problems_(problems) {}

  /// Whether a node is an element of the DMN namespace.
  [[nodiscard]] bool is_dmn(pugi::xml_node node) const {
    return node.type() == pugi::node_element && xml::namespace_of(node) == uri_;
  }
  [[nodiscard]] pugi::xml_node child(pugi::xml_node node, std::string_view local) const {
    return xml::child(node, uri_, local);
  }
  [[nodiscard]] Position at(pugi::xml_node node) const { return document_.position(node); }

  /// An attribute without prefix; empty when it is not there.
  static std::string attribute(pugi::xml_node node, const char* name) {
    return node.attribute(name).value();
  }
  /// A type reference: an attribute, or a child element in models of DMN 1.1 style.
  [[nodiscard]] std::string type_ref(pugi::xml_node node) const {
    std::string type = attribute(node, "typeRef");
    return type.empty() && child(node, "typeRef") ? xml::text_of(child(node, "typeRef")) : type;
  }
  /// The <text> inside an element, with its place.
  /// "null" with a problem when it is in another language than FEEL.
  [[nodiscard]] dmn::DraftText text(pugi::xml_node node) const {
    const pugi::xml_node inner = child(node, "text");
    const pugi::xml_node content = inner.first_child() ? inner.first_child() : inner;
    dmn::DraftText text{attribute(node, "id"), xml::text_of(inner),
                        content ? at(content) : at(node)};
    if (const std::string language = foreign_language(node); !language.empty()) {
      problems_.push_back({"not-executable",
                           "expressions in '" + language + "' need another runtime", text.id,
                           text.at, dmn::Severity::warning});
      text.text = "null";
    }
    return text;
  }
  [[nodiscard]] dmn::DraftVariable variable(pugi::xml_node node) const {
    return {attribute(node, "name"), type_ref(node), at(node)};
  }
  void problem(std::string code, std::string message, pugi::xml_node node) {
    pugi::xml_node named = node;
    while (named && named.attribute("id").empty()) named = named.parent();
    problems_.push_back({std::move(code), std::move(message), attribute(named, "id"), at(node),
                         dmn::Severity::error});
  }
  /// Calls `visit(child, local name)` for the DMN children; it returns false for one that it does
  /// not know.
  template <class Visit>
  void each(pugi::xml_node node, const Visit& visit) {
    for (const pugi::xml_node inner : node.children()) {
      if (!is_dmn(inner)) continue;
      const std::string_view name = xml::local_name(inner);
      if (name == "description" || name == "extensionElements") continue;
      if (!visit(inner, name)) {
        problem("unknown-element",
                "\"" + std::string(name) + "\" has no place in \"" +
                    std::string(xml::local_name(node)) + "\"",
                inner);
      }
    }
  }
  static bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    for (const std::string_view one : names) {
      if (one == name) return true;
    }
    return false;
  }

 private:
  /// What an expression, or else the whole model, says it is in (clause 6.3.2, 7.3.1); empty: FEEL,
  /// which has another URI in each version of the standard.
  [[nodiscard]] std::string foreign_language(pugi::xml_node node) const {
    std::string language = attribute(node, "expressionLanguage");
    if (language.empty()) language = attribute(document_.root(), "expressionLanguage");
    std::string upper = language;
    for (char& letter : upper)
      if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return upper.find("FEEL") == std::string::npos ? language : std::string{};
  }

  const xml::Document& document_;
  std::string_view uri_;
  std::vector<dmn::Problem>& problems_;
};

}  // namespace onward::dmn_xml
