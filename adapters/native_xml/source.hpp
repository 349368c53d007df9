// One document of the compact dialect while it is read: the tree, its ids, its problems.
#pragma once

#include <functional>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/xml/document.hpp"
#include "engine/model/element.hpp"

namespace onward::native_xml {

/// The value of an attribute, trimmed; "" when absent.
std::string_view value_of(pugi::xml_node node, const char* name);
bool has(pugi::xml_node node, const char* name);
/// Whether an attribute says true.
bool flag(pugi::xml_node node, const char* name);
std::string_view name_of(pugi::xml_node node);
std::vector<pugi::xml_node> children(pugi::xml_node parent, std::string_view name);

class Source {
 public:
  explicit Source(const xml::Document& document) : document_(document) {}
  [[nodiscard]] pugi::xml_node root() const { return document_.root(); }
  [[nodiscard]] Position at(pugi::xml_node node) const { return document_.position(node); }

  void error(std::string_view code, std::string message, pugi::xml_node node);
  [[nodiscard]] std::vector<model::Problem> take_problems() { return std::move(problems_); }
  [[nodiscard]] bool has_errors() const { return !problems_.empty(); }

  /// Takes an id for an element. Problem duplicate-id; `maker` says which element made a generated
  /// one, and is empty for a written one.
  void take_id(const std::string& id, pugi::xml_node node, std::string_view maker);
  [[nodiscard]] bool is_taken(std::string_view id) const { return ids_.contains(id); }
  [[nodiscard]] pugi::xml_node find(std::string_view id) const;

  /// FEEL, which an attribute holds without any mark. Problem invalid-value: "=" in front.
  model::Formula feel(pugi::xml_node node, std::string_view text);
  model::Formula feel_attribute(pugi::xml_node node, const char* name);
  model::Formula literal(pugi::xml_node node, std::string_view text) const;
  /// A literal when it is a date, a duration or a repetition of ISO 8601, else FEEL.
  model::Formula time(pugi::xml_node node, std::string_view text);

 private:
  const xml::Document& document_;
  std::map<std::string, pugi::xml_node, std::less<>> ids_;
  std::vector<model::Problem> problems_;
};

}  // namespace onward::native_xml
