// Unfolds the rows of the table into types with everything inherited, once.
#include "adapters/bpmn_xml/schema.hpp"

#include <functional>
#include <map>
#include <set>

namespace onward::bpmn_xml {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) found.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return found;
}

ValueKind kind_of(std::string_view text) {
  if (text == "string") return ValueKind::string;
  if (text == "id") return ValueKind::id;
  if (text == "idref") return ValueKind::idref;
  if (text == "qname") return ValueKind::qname;
  if (text == "boolean") return ValueKind::boolean;
  if (text == "integer") return ValueKind::integer;
  return ValueKind::enumeration;
}

AttributeRule attribute_of(std::string_view word) {
  AttributeRule rule;
  rule.required = word.ends_with('!');
  if (rule.required) word.remove_suffix(1);
  const std::size_t colon = word.find(':');
  rule.name = word.substr(0, colon);
  rule.values = word.substr(colon + 1);
  rule.kind = kind_of(rule.values);
  return rule;
}

ChildRule child_of(std::string_view word) {
  ChildRule rule;
  rule.single = word.ends_with('?');
  if (rule.single) word.remove_suffix(1);
  const std::size_t equals = word.find('=');
  rule.name = word.substr(0, equals);
  rule.type = equals == std::string_view::npos ? rule.name : word.substr(equals + 1);
  return rule;
}

using Rows = std::map<std::string_view, const TypeRow*, std::less<>>;

void inherit(const Rows& rows, const TypeRow& row, Type& type) {
  const auto base = rows.find(row.base);
  if (base != rows.end()) inherit(rows, *base->second, type);
  for (const std::string_view word : words(row.attributes))
    type.attributes.push_back(attribute_of(word));
  for (const std::string_view word : words(row.children)) type.children.push_back(child_of(word));
  if (row.content != Content::elements) type.content = row.content;
}

struct Tables {
  Rows rows;
  std::map<std::string_view, Type, std::less<>> types;
  std::set<std::string_view, std::less<>> local_elements;  ///< "incoming", "loopCardinality" ...
};

Tables build() {
  Tables tables;
  for (const TypeRow& row : type_table()) tables.rows.emplace(row.name, &row);
  for (const TypeRow& row : type_table()) {
    Type type;
    type.name = row.name;
    type.meaning = row.meaning;
    inherit(tables.rows, row, type);
    for (const ChildRule& child : type.children) tables.local_elements.insert(child.name);
    tables.types.emplace(row.name, std::move(type));
  }
  return tables;
}

const Tables& tables() {
  static const Tables built = build();
  return built;
}

}  // namespace

const Type* find_type(std::string_view name) {
  const auto found = tables().types.find(name);
  return found == tables().types.end() ? nullptr : &found->second;
}

const ChildRule* find_child(const Type& parent, std::string_view element) {
  for (const ChildRule& child : parent.children) {
    if (child.name == element) return &child;
    if (child.name == child.type && is_in_group(element, child.name)) return &child;
  }
  return nullptr;
}

const AttributeRule* find_attribute(const Type& type, std::string_view name) {
  for (const AttributeRule& rule : type.attributes)
    if (rule.name == name) return &rule;
  return nullptr;
}

bool is_bpmn_element(std::string_view name) {
  return tables().rows.contains(name) || tables().local_elements.contains(name);
}

bool is_in_group(std::string_view element, std::string_view group) {
  for (auto row = tables().rows.find(element); row != tables().rows.end();
       row = tables().rows.find(row->second->group)) {
    if (row->second->group.empty()) return false;
    if (row->second->group == group) return true;
  }
  return false;
}

}  // namespace onward::bpmn_xml
