// Attributes, ids and expressions of the compact dialect.
#include "adapters/native_xml/source.hpp"

#include "adapters/xml/texts.hpp"

namespace onward::native_xml {

std::string_view value_of(pugi::xml_node node, const char* name) {
  return xml::trim(node.attribute(name).value());
}

bool has(pugi::xml_node node, const char* name) { return static_cast<bool>(node.attribute(name)); }

bool flag(pugi::xml_node node, const char* name) { return value_of(node, name) == "true"; }

std::string_view name_of(pugi::xml_node node) { return xml::local_name(node); }

std::vector<pugi::xml_node> children(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node node : parent.children())
    if (node.type() == pugi::node_element && name_of(node) == name) found.push_back(node);
  return found;
}

void Source::error(std::string_view code, std::string message, pugi::xml_node node) {
  std::string id;
  for (pugi::xml_node up = node; up && id.empty(); up = up.parent())
    if (is_taken(value_of(up, "id"))) id = value_of(up, "id");
  problems_.push_back(
      {model::Severity::error, std::string(code), std::move(message), at(node), std::move(id)});
}

void Source::take_id(const std::string& id, pugi::xml_node node, std::string_view maker) {
  const auto [taken, is_new] = ids_.emplace(id, node);
  if (is_new) return;
  std::string message = "id '" + id + "' is used before, at " + to_text(at(taken->second));
  if (!maker.empty()) message += "; here '" + std::string(maker) + "' makes it";
  error("duplicate-id", std::move(message), node);
}

pugi::xml_node Source::find(std::string_view id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? pugi::xml_node() : found->second;
}

model::Formula Source::literal(pugi::xml_node node, std::string_view text) const {
  model::Formula formula;
  formula.text = xml::trim(text);
  formula.language = model::Language::literal;
  formula.at = at(node);
  return formula;
}

model::Formula Source::feel(pugi::xml_node node, std::string_view text) {
  model::Formula formula = literal(node, text);
  formula.language = model::Language::feel;
  if (formula.text.starts_with('='))
    error("invalid-value", "expected FEEL without a '=' in front, found '" + formula.text + "'",
          node);
  return formula;
}

model::Formula Source::feel_attribute(pugi::xml_node node, const char* name) {
  if (has(node, name) && value_of(node, name).empty())
    error("invalid-value", std::string(name) + " is empty, but must be an expression", node);
  return feel(node, value_of(node, name));
}

model::Formula Source::time(pugi::xml_node node, std::string_view text) {
  text = xml::trim(text);
  if (xml::is_iso_date(text) || xml::is_iso_duration(text) || xml::is_iso_repetition(text))
    return literal(node, text);
  return feel(node, text);
}

}  // namespace onward::native_xml
