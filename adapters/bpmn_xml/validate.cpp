// The walk over the tree that compares every node with its row in the schema's table.
#include "adapters/bpmn_xml/validate.hpp"

#include <set>

#include "adapters/bpmn_xml/names.hpp"
#include "adapters/bpmn_xml/schema.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

bool is_among(std::string_view value, std::string_view values) {
  while (true) {
    const std::size_t bar = values.find('|');
    if (value == values.substr(0, bar)) return true;
    if (bar == std::string_view::npos) return false;
    values.remove_prefix(bar + 1);
  }
}

std::string with_commas(std::string_view values) {
  std::string text(values);
  for (std::size_t bar = text.find('|'); bar != std::string::npos; bar = text.find('|'))
    text.replace(bar, 1, ", ");
  return text;
}

void check_id(Source& source, pugi::xml_node node, std::string_view value) {
  const std::string_view id = xml::trim(value);
  if (!xml::is_ncname(id)) {
    source.error("invalid-attribute",
                 "id " + quoted(id) +
                     " is no id of XML: it begins with a letter or _ and goes on with letters, "
                     "digits, '-', '_' and '.'",
                 node);
  } else if (!source.add_id(id, node)) {
    source.error("duplicate-id",
                 "id " + quoted(id) + " is used before, by the element at " +
                     to_text(source.at(source.find(id))),
                 node);
  }
}

void check_qname(Source& source, pugi::xml_node node, std::string_view name,
                 std::string_view value) {
  const std::string_view prefix = xml::prefix_of(xml::trim(value));
  if (!prefix.empty() && xml::resolve_prefix(node, prefix).empty())
    source.error("invalid-attribute",
                 std::string(name) + " " + quoted(value) + " has a prefix that is not declared",
                 node);
}

void check_value(Source& source, pugi::xml_node node, const AttributeRule& rule,
                 std::string_view value) {
  const auto complain = [&](std::string_view expected) {
    source.error(
        "invalid-attribute",
        std::string(rule.name) + " is " + quoted(value) + ", but must be " + std::string(expected),
        node);
  };
  switch (rule.kind) {
    case ValueKind::string:
    case ValueKind::idref: break;
    case ValueKind::id: check_id(source, node, value); break;
    case ValueKind::qname: check_qname(source, node, rule.name, value); break;
    case ValueKind::boolean:
      if (!xml::boolean_of(value)) complain("true or false");
      break;
    case ValueKind::integer:
      if (!xml::integer_of(value)) complain("an integer");
      break;
    case ValueKind::enumeration:
      if (!is_among(value, rule.values)) complain("one of " + with_commas(rule.values));
      break;
  }
}

void check_attributes(Source& source, pugi::xml_node node, const Type& type) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (xml::is_declaration(attribute) || name.find(':') != std::string_view::npos) {
      if (xml::namespace_of(node, attribute) == bpmn_uri)
        source.error("unknown-attribute",
                     "attributes of BPMN are written without a prefix: " + quoted(name), node);
      continue;
    }
    const AttributeRule* rule = find_attribute(type, name);
    if (rule == nullptr)
      source.error("unknown-attribute",
                   std::string(xml::local_name(node)) + " has no attribute " + quoted(name), node);
    else
      check_value(source, node, *rule, attribute.value());
  }
  for (const AttributeRule& rule : type.attributes)
    if (rule.required && !node.attribute(std::string(rule.name).c_str()))
      source.error("missing-attribute",
                   std::string(xml::local_name(node)) + " needs the attribute " + quoted(rule.name),
                   node);
}

void check_node(Source& source, pugi::xml_node node, const Type& type);

/// An element that holds nothing but a reference.
void check_reference_element(Source& source, pugi::xml_node node, std::string_view kind) {
  for (const pugi::xml_attribute attribute : node.attributes())
    if (!xml::is_declaration(attribute))
      source.error("unknown-attribute", std::string(xml::local_name(node)) + " has no attributes",
                   node);
  for (const pugi::xml_node child : node.children())
    if (child.type() == pugi::node_element)
      source.error("misplaced-element",
                   std::string(xml::local_name(node)) + " holds a reference, not elements", child);
  if (kind == "qname") check_qname(source, node, xml::local_name(node), trimmed_text(node));
}

void check_bpmn_child(Source& source, pugi::xml_node parent, pugi::xml_node node,
                      const Type& parent_type, std::set<std::string_view>& seen) {
  const std::string_view name = xml::local_name(node);
  const ChildRule* rule = find_child(parent_type, name);
  if (rule == nullptr) {
    if (is_bpmn_element(name))
      source.error("misplaced-element",
                   quoted(name) + " is not allowed in " + quoted(xml::local_name(parent)), node);
    else
      source.error("unknown-element", "BPMN 2.0 has no element " + quoted(name), node);
    return;
  }
  if (rule->single && !seen.insert(rule->name).second)
    source.error("repeated-element",
                 quoted(xml::local_name(parent)) + " has at most one " + quoted(rule->name), node);
  if (rule->type == "qname" || rule->type == "idref") {
    check_reference_element(source, node, rule->type);
    return;
  }
  const bool in_group = rule->name != name;
  const Type* type = find_type(in_group ? name : rule->type);
  if (type == nullptr) return;
  if (type->meaning == Meaning::abstract && type->name == name && rule->name == rule->type)
    source.error("unknown-element", quoted(name) + " is abstract: it stands for others only", node);
  // Every expression may be written as a formal one: xsi:type says so, and tools forget it.
  check_node(source, node, type->name == "expression" ? *find_type("formalExpression") : *type);
}

void check_child(Source& source, pugi::xml_node parent, pugi::xml_node node,
                 const Type& parent_type, std::set<std::string_view>& seen) {
  const std::string_view uri = xml::namespace_of(node);
  if (uri == bpmn_uri) {
    check_bpmn_child(source, parent, node, parent_type, seen);
  } else if (uri != bpmndi_uri || parent_type.name != "definitions") {
    source.error("foreign-element",
                 "elements of other namespaces are only allowed in extensionElements: " +
                     quoted(node.name()),
                 node);
  }
}

/// Depth is bounded by limits::xml_depth, which the document has passed.
void check_node(Source& source, pugi::xml_node node, const Type& type) {
  check_attributes(source, node, type);
  if (type.meaning == Meaning::unsupported)
    source.not_executable(std::string(type.name) + " is not supported", node);
  if (type.content == Content::any) return;
  std::set<std::string_view> seen;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element)
      check_child(source, node, child, type, seen);
    else if (type.content == Content::elements && !xml::trim(child.value()).empty())
      source.error("unexpected-text", "text is not allowed in " + quoted(xml::local_name(node)),
                   child);
  }
}

/// The ids of the diagram are of the same kind (xsd:ID), so they are unique together with the rest.
void check_diagram_ids(Source& source, pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view uri = xml::namespace_of(child);
    if (uri != bpmndi_uri && uri != dc_uri && uri != di_uri) continue;
    const std::string_view id = xml::trim(plain(child, "id"));
    if (!id.empty()) check_id(source, child, id);
    check_diagram_ids(source, child);
  }
}

}  // namespace

void check_schema(Source& source) {
  check_node(source, source.root(), *find_type("definitions"));
  for (const pugi::xml_node child : source.root().children())
    if (xml::is(child, bpmndi_uri, "BPMNDiagram")) {
      const std::string_view id = xml::trim(plain(child, "id"));
      if (!id.empty()) check_id(source, child, id);
      check_diagram_ids(source, child);
    }
  source.name_the_nameless();
}

}  // namespace onward::bpmn_xml
