// The vocabularies of extension that we read, each a table: what is read, what is passed over in
// silence, what deserves a warning, what cannot run here. Adding a dialect with the same words is
// one row in dialects(). Defined in docs/dialects.md sections 3 and 4.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bpmn_xml/source.hpp"

namespace onward::bpmn_xml {

enum class Treatment : std::uint8_t {
  read,
  quiet,           ///< kept, no effect; tools write it unasked
  warning,         ///< harmless, no effect
  not_executable,  ///< needs a runtime that is not here
};

/// A name of a vocabulary: an attribute of a BPMN element, or an element in extensionElements.
struct VendorName {
  std::string_view name;
  std::string_view on;  ///< BPMN elements, blanks between; empty: any
  Treatment treatment = Treatment::read;
};

enum class Strictness : std::uint8_t { unknown_is_error, unknown_is_warning };

struct Dialect {
  std::string_view prefix;  ///< as people call it
  std::string_view uri;
  Strictness strictness = Strictness::unknown_is_warning;
  std::span<const VendorName> attributes, elements;
  /// What stands inside the elements that are read; `on`: the vendor's element around it.
  std::span<const VendorName> inner_attributes, inner_elements;
};
std::span<const Dialect> dialects();

/// The elements of our own vocabulary, with the attributes that they have ("!" behind a required
/// one) and where they stand: in the extensionElements of a BPMN element, or in one of our own.
struct OnwardElement {
  std::string_view name, parents, attributes;
  bool has_text = false;
};
std::span<const OnwardElement> onward_elements();

/// Compares every extension with the tables. Problems: not-executable, no-effect (warning); for
/// onward: unknown-element, unknown-attribute, missing-attribute, unexpected-text.
void check_extensions(Source& source);

/// An attribute of the camunda: family; an empty attribute when absent.
pugi::xml_attribute vendor_attribute(pugi::xml_node node, std::string_view name);
/// Its value, trimmed; "" when absent.
std::string vendor_text(pugi::xml_node node, std::string_view name);
/// Elements of the camunda: family in the extensionElements of `node`.
std::vector<pugi::xml_node> vendor_elements(pugi::xml_node node, std::string_view name);
/// Children of an element of the family that have this name in it.
std::vector<pugi::xml_node> vendor_children(pugi::xml_node parent, std::string_view name);
bool is_vendor(pugi::xml_node node, std::string_view name);

/// The same for onward:.
pugi::xml_attribute onward_attribute(pugi::xml_node node, std::string_view name);
std::string onward_text(pugi::xml_node node, std::string_view name);
std::vector<pugi::xml_node> onward_elements_of(pugi::xml_node node, std::string_view name);
std::vector<pugi::xml_node> onward_children(pugi::xml_node parent, std::string_view name);

}  // namespace onward::bpmn_xml
