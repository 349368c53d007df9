// One document while it is being read: the tree, the ids in it, and the problems found so far.
#pragma once

#include <functional>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/xml/document.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// The value of an attribute without a namespace; "" when absent.
std::string_view plain(pugi::xml_node node, const char* name);
bool has_plain(pugi::xml_node node, const char* name);
/// Whether it is an element of BPMN's own namespace, and of this name.
bool is_bpmn(pugi::xml_node node);
bool is_bpmn(pugi::xml_node node, std::string_view local);
/// The first BPMN child of this name; an empty node when there is none.
pugi::xml_node bpmn_child(pugi::xml_node parent, std::string_view local);
std::vector<pugi::xml_node> bpmn_children(pugi::xml_node parent, std::string_view local);
/// Text without the blanks around it.
std::string trimmed_text(pugi::xml_node node);

class Source {
 public:
  explicit Source(const xml::Document& document);

  [[nodiscard]] const xml::Document& document() const { return document_; }
  [[nodiscard]] pugi::xml_node root() const { return document_.root(); }
  [[nodiscard]] Position at(pugi::xml_node node) const { return document_.position(node); }

  void report(model::Severity severity, std::string_view code, std::string message,
              pugi::xml_node node);
  void error(std::string_view code, std::string message, pugi::xml_node node) {
    report(model::Severity::error, code, std::move(message), node);
  }
  void warning(std::string_view code, std::string message, pugi::xml_node node) {
    report(model::Severity::warning, code, std::move(message), node);
  }
  void not_executable(std::string message, pugi::xml_node node) {
    not_executable("not-executable", std::move(message), node);
  }
  void not_executable(std::string_view code, std::string message, pugi::xml_node node) {
    report(model::Severity::not_executable, code, std::move(message), node);
  }
  [[nodiscard]] std::vector<model::Problem> take_problems() { return std::move(problems_); }

  /// Remembers an id; false when it is taken.
  bool add_id(std::string_view id, pugi::xml_node node);
  /// The element with this id; an empty node when there is none.
  [[nodiscard]] pugi::xml_node find(std::string_view id) const;
  /// The element that a QName refers to (BPMN 2.0.2 clause 15.3.2): prefixes stand for the target
  /// namespace of this document or of an imported one. Empty when it is not in this document.
  [[nodiscard]] pugi::xml_node find_reference(pugi::xml_node owner, std::string_view qname) const;
  /// Whether a QName leads out of this document, by its prefix.
  [[nodiscard]] bool is_external(pugi::xml_node owner, std::string_view qname) const;

  /// The id as written, else the one made for it ("task-2": the second task without an id).
  [[nodiscard]] std::string id_of(pugi::xml_node node) const;
  /// The name that the first reference with a plain name gives to a data object; "" when none does.
  [[nodiscard]] std::string_view name_by_reference(pugi::xml_node data_object) const;
  /// Makes ids for elements of processes that have none; call once, when all ids are known.
  void name_the_nameless();

  /// The language that the document declares for its expressions; "" when it is one of ours or the
  /// schema's default.
  [[nodiscard]] const std::string& foreign_language() const { return foreign_language_; }

 private:
  [[nodiscard]] std::string owner_of(pugi::xml_node node, model::Severity severity) const;

  const xml::Document& document_;
  std::string target_;
  std::string foreign_language_;
  std::map<std::string, pugi::xml_node, std::less<>> ids_;
  std::map<std::size_t, std::string> made_ids_;                   ///< by hash_value of the node
  std::map<std::string, std::string, std::less<>> object_names_;  ///< by id of the data object
  std::vector<model::Problem> problems_;
};

}  // namespace onward::bpmn_xml
