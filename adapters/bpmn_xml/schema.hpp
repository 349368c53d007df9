// What the BPMN 2.0 XML schema says, as one table: every element, its attributes, where it may
// stand, and what this engine does with it. Nothing that the standard knows is missing here, so
// nothing is dropped by accident. Standard: BPMN 2.0.2 clauses 8 to 11, the tables "XML schema".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace onward::bpmn_xml {

enum class Content : std::uint8_t {
  elements,  ///< child elements only
  mixed,     ///< text and child elements
  any,       ///< whatever stands there is no concern of BPMN (documentation, script, extensions)
};

enum class Meaning : std::uint8_t {
  abstract,     ///< only a base of others: never written itself
  read,         ///< read into the draft
  kept,         ///< no meaning for execution: descriptive, or of another kind of diagram
  unsupported,  ///< matters to execution, and this engine does not do it: not executable
};

/// One row. Attributes: "name:kind" with kind string, id, idref, qname, boolean, integer or the
/// allowed values with bars, "!" behind it when required. Children: "name", "name=type" for one
/// that has its type only there, "?" behind it when at most one is allowed. Both without those of
/// the base.
struct TypeRow {
  std::string_view name, base, group, attributes, children;
  Content content = Content::elements;
  Meaning meaning = Meaning::kept;
};
std::span<const TypeRow> type_table();

enum class ValueKind : std::uint8_t { string, id, idref, qname, boolean, integer, enumeration };

struct AttributeRule {
  std::string_view name;
  ValueKind kind = ValueKind::string;
  std::string_view values;  ///< of an enumeration, with bars
  bool required = false;
};

struct ChildRule {
  std::string_view name;
  std::string_view type;  ///< row of the table, or "qname" / "idref" for one that holds only a text
  bool single = false;
};

/// A row with everything that its bases give.
struct Type {
  std::string_view name;
  std::vector<AttributeRule> attributes;
  std::vector<ChildRule> children;
  Content content = Content::elements;
  Meaning meaning = Meaning::kept;
};

/// The type of this name; nullptr when BPMN has none.
const Type* find_type(std::string_view name);
/// The rule by which `element` may stand in `parent`, directly or for a group that it belongs to;
/// nullptr when it may not.
const ChildRule* find_child(const Type& parent, std::string_view element);
const AttributeRule* find_attribute(const Type& type, std::string_view name);
/// Whether BPMN has an element of this name anywhere.
bool is_bpmn_element(std::string_view name);
/// Whether an element belongs to a group such as "flowElement" or "eventDefinition".
bool is_in_group(std::string_view element, std::string_view group);

}  // namespace onward::bpmn_xml
