#include "adapters/xml/document.hpp"

#include "adapters/xml/namespaces.hpp"
#include "adapters/xml/wellformed.hpp"

namespace onward::xml {

Result<Document> Document::parse(std::string_view bytes) {
  ONWARD_TRY(Wellformed checked, check(bytes));
  Document document;
  document.utf8_ = std::move(checked.utf8);
  document.lines_ = Lines(document.utf8_);
  // parse_doctype: were a DOCTYPE ever to pass the check, it would be in the tree and not silently
  // skipped.
  const pugi::xml_parse_result parsed =
      document.tree_.load_buffer(document.utf8_.data(), document.utf8_.size(),
                                 pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (!parsed) {
    const auto offset = static_cast<std::size_t>(parsed.offset);
    return Error{ErrorCode::malformed, std::string("expected XML: ") + parsed.description(),
                 to_text(document.lines_.at(document.utf8_, offset))};
  }
  return document;
}

Position Document::position(pugi::xml_node node) const {
  const auto offset = node.offset_debug();  // of an element: its name
  if (offset < 0) return {};
  const std::size_t shift = node.type() == pugi::node_element ? 1 : 0;
  return lines_.at(utf8_, static_cast<std::size_t>(offset) - shift);
}

std::string_view local_name(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}
std::string_view local_name(pugi::xml_node node) {
  return local_name(std::string_view(node.name()));
}
std::string_view local_name(pugi::xml_attribute attribute) {
  return local_name(std::string_view(attribute.name()));
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

std::string_view resolve_prefix(pugi::xml_node node, std::string_view prefix) {
  if (prefix == "xml") return xml_uri;
  if (prefix == "xmlns") return xmlns_uri;
  for (; node.type() == pugi::node_element; node = node.parent()) {
    for (const pugi::xml_attribute candidate : node.attributes()) {
      const std::string_view name = candidate.name();
      const bool declares =
          prefix.empty() ? name == "xmlns" : name.starts_with("xmlns:") && name.substr(6) == prefix;
      if (declares) return candidate.value();
    }
  }
  return {};
}

std::string_view namespace_of(pugi::xml_node node) {
  return resolve_prefix(node, prefix_of(node.name()));
}

std::string_view namespace_of(pugi::xml_node owner, pugi::xml_attribute attribute) {
  const std::string_view prefix = prefix_of(attribute.name());
  return prefix.empty() ? std::string_view{} : resolve_prefix(owner, prefix);
}

bool is(pugi::xml_node node, std::string_view uri, std::string_view local) {
  return node.type() == pugi::node_element && local_name(node) == local &&
         namespace_of(node) == uri;
}

pugi::xml_node child(pugi::xml_node parent, std::string_view uri, std::string_view local) {
  return parent.find_child([&](pugi::xml_node node) { return is(node, uri, local); });
}

pugi::xml_attribute attribute(pugi::xml_node node, std::string_view uri, std::string_view local) {
  return node.find_attribute([&](pugi::xml_attribute candidate) {
    return local_name(candidate) == local && namespace_of(node, candidate) == uri;
  });
}

bool is_declaration(pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  return name == "xmlns" || name.starts_with("xmlns:");
}

std::string text_of(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node part : node.children())
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  return text;
}

}  // namespace onward::xml
