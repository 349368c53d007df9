// Holds the extensions of a document against the tables, and finds them for the readers.
#include "adapters/bpmn_xml/dialects.hpp"

#include "adapters/bpmn_xml/names.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

bool is_listed(std::string_view name, std::string_view list) {
  for (const std::string_view word : xml::words(list))
    if (word == name) return true;
  return false;
}

const Dialect* dialect_of(std::string_view uri) {
  for (const Dialect& dialect : dialects())
    if (dialect.uri == uri) return &dialect;
  return nullptr;
}

void apply_treatment(Source& source, const Dialect& dialect, const VendorName* known,
                     std::string_view what, std::string_view name, pugi::xml_node node) {
  const std::string full = std::string(dialect.prefix) + ":" + std::string(name);
  const std::string_view owner = xml::local_name(node);
  const bool misplaced = known != nullptr && !known->on.empty() && !is_listed(owner, known->on);
  if (known == nullptr || misplaced) {
    const std::string message =
        full + (misplaced ? " has no meaning on " + std::string(owner) : " is not known here");
    if (dialect.strictness == Strictness::unknown_is_error)
      source.error("unknown-" + std::string(what), message, node);
    else
      source.warning("no-effect", message + " and has no effect", node);
    return;
  }
  if (known->treatment == Treatment::warning)
    source.warning("no-effect", full + " has no effect here", node);
  if (known->treatment == Treatment::not_executable)
    source.not_executable(full + " needs another runtime", node);
}

/// The row for this owner, else the one for every owner, else one for others.
const VendorName* find_name(std::span<const VendorName> names, std::string_view name,
                            std::string_view owner) {
  const VendorName* found = nullptr;
  for (const VendorName& known : names) {
    if (known.name != name) continue;
    if (is_listed(owner, known.on)) return &known;
    if (found == nullptr || known.on.empty()) found = &known;
  }
  return found;
}

const OnwardElement* find_onward(std::string_view name) {
  for (const OnwardElement& element : onward_elements())
    if (element.name == name) return &element;
  return nullptr;
}

void check_onward_attributes(Source& source, pugi::xml_node node, const OnwardElement& element) {
  std::vector<std::string_view> allowed = xml::words(element.attributes);
  for (std::string_view& name : allowed) {
    const bool required = name.ends_with('!');
    if (required) name.remove_suffix(1);
    if (required && !node.attribute(std::string(name).c_str()))
      source.error("missing-attribute",
                   "onward:" + std::string(element.name) + " needs '" + std::string(name) + "'",
                   node);
  }
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (xml::is_declaration(attribute) || name.find(':') != std::string_view::npos) continue;
    bool known = false;
    for (const std::string_view word : allowed) known = known || word == name;
    if (!known)
      source.error("unknown-attribute",
                   "onward:" + std::string(element.name) + " has no attribute '" +
                       std::string(name) + "'; it has " +
                       (allowed.empty() ? std::string("none") : xml::one_of(allowed)),
                   node);
  }
}

/// Our own elements are checked all the way down; depth is bounded by limits::xml_depth.
void check_onward_element(Source& source, pugi::xml_node node) {
  const std::string_view name = xml::local_name(node);
  const OnwardElement* element = find_onward(name);
  if (element == nullptr) return;
  check_onward_attributes(source, node, *element);
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) {
      if (!element->has_text && !xml::trim(child.value()).empty())
        source.error("unexpected-text", "text is not allowed in onward:" + std::string(name),
                     child);
      continue;
    }
    const OnwardElement* inner =
        xml::namespace_of(child) == onward_uri ? find_onward(xml::local_name(child)) : nullptr;
    if (inner == nullptr || !is_listed(name, inner->parents))
      source.error(
          "unknown-element",
          "'" + std::string(child.name()) + "' is not allowed in onward:" + std::string(name),
          child);
    else
      check_onward_element(source, child);
  }
}

void check_attributes(Source& source, pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (xml::is_declaration(attribute)) continue;
    const Dialect* dialect = dialect_of(xml::namespace_of(node, attribute));
    if (dialect == nullptr) continue;
    const std::string_view name = xml::local_name(attribute);
    const VendorName* known = find_name(dialect->attributes, name, xml::local_name(node));
    apply_treatment(source, *dialect, known, "attribute", name, node);
  }
}

/// Inside a vendor's element that is read: attributes without a namespace, and elements of the
/// vendor's own. Depth is bounded by limits::xml_depth.
void check_inside(Source& source, const Dialect& dialect, pugi::xml_node node) {
  const std::string_view owner = xml::local_name(node);
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (xml::is_declaration(attribute) || name.find(':') != std::string_view::npos) continue;
    apply_treatment(source, dialect, find_name(dialect.inner_attributes, name, owner), "attribute",
                    name, node);
  }
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element || xml::namespace_of(child) != dialect.uri) continue;
    const std::string_view name = xml::local_name(child);
    const VendorName* known = find_name(dialect.inner_elements, name, owner);
    apply_treatment(source, dialect, known, "element", name, node);
    if (known != nullptr && known->treatment == Treatment::read)
      check_inside(source, dialect, child);
  }
}

void check_extension_elements(Source& source, pugi::xml_node owner, pugi::xml_node extensions) {
  for (const pugi::xml_node node : extensions.children()) {
    const Dialect* dialect = dialect_of(xml::namespace_of(node));
    if (node.type() != pugi::node_element || dialect == nullptr) continue;
    const std::string_view name = xml::local_name(node);
    const VendorName* known = find_name(dialect->elements, name, xml::local_name(owner));
    apply_treatment(source, *dialect, known, "element", name, owner);
    if (dialect->uri == onward_uri)
      check_onward_element(source, node);
    else if (known != nullptr && known->treatment == Treatment::read)
      check_inside(source, *dialect, node);
  }
}

void check_node(Source& source, pugi::xml_node node) {
  check_attributes(source, node);
  for (const pugi::xml_node child : node.children()) {
    if (!is_bpmn(child)) continue;
    const std::string_view name = xml::local_name(child);
    if (name == "extensionElements")
      check_extension_elements(source, node, child);
    else if (name != "documentation")
      check_node(source, child);
  }
}

std::vector<pugi::xml_node> extensions_of(pugi::xml_node node) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : bpmn_child(node, "extensionElements").children())
    if (child.type() == pugi::node_element) found.push_back(child);
  return found;
}

bool is_onward(pugi::xml_node node, std::string_view name) {
  return xml::is(node, onward_uri, name);
}

/// The families that share camunda:'s words; zeebe: has its own.
bool is_vendor_uri(std::string_view uri) {
  return uri != onward_uri && uri != zeebe_uri && dialect_of(uri) != nullptr;
}

}  // namespace

void check_extensions(Source& source) { check_node(source, source.root()); }

pugi::xml_attribute vendor_attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes())
    if (xml::local_name(attribute) == name && is_vendor_uri(xml::namespace_of(node, attribute)))
      return attribute;
  return {};
}

std::string vendor_text(pugi::xml_node node, std::string_view name) {
  return std::string(xml::trim(vendor_attribute(node, name).value()));
}

bool is_vendor(pugi::xml_node node, std::string_view name) {
  return node.type() == pugi::node_element && xml::local_name(node) == name &&
         is_vendor_uri(xml::namespace_of(node));
}

std::vector<pugi::xml_node> vendor_elements(pugi::xml_node node, std::string_view name) {
  std::vector<pugi::xml_node> found = extensions_of(node);
  std::erase_if(found, [&](pugi::xml_node each) { return !is_vendor(each, name); });
  return found;
}

std::vector<pugi::xml_node> vendor_children(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : parent.children())
    if (is_vendor(child, name)) found.push_back(child);
  return found;
}

pugi::xml_attribute onward_attribute(pugi::xml_node node, std::string_view name) {
  return xml::attribute(node, onward_uri, name);
}

std::string onward_text(pugi::xml_node node, std::string_view name) {
  return std::string(xml::trim(onward_attribute(node, name).value()));
}

std::vector<pugi::xml_node> onward_elements_of(pugi::xml_node node, std::string_view name) {
  std::vector<pugi::xml_node> found = extensions_of(node);
  std::erase_if(found, [&](pugi::xml_node each) { return !is_onward(each, name); });
  return found;
}

std::vector<pugi::xml_node> onward_children(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : parent.children())
    if (is_onward(child, name)) found.push_back(child);
  return found;
}

}  // namespace onward::bpmn_xml
