// Look-ups in one document: names, ids, references, and whose problem a problem is.
#include "adapters/bpmn_xml/source.hpp"

#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/names.hpp"
#include "adapters/bpmn_xml/schema.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {

std::string_view plain(pugi::xml_node node, const char* name) {
  return node.attribute(name).value();
}

bool has_plain(pugi::xml_node node, const char* name) {
  return static_cast<bool>(node.attribute(name));
}

bool is_bpmn(pugi::xml_node node) { return xml::namespace_of(node) == bpmn_uri; }

bool is_bpmn(pugi::xml_node node, std::string_view local) { return xml::is(node, bpmn_uri, local); }

pugi::xml_node bpmn_child(pugi::xml_node parent, std::string_view local) {
  return xml::child(parent, bpmn_uri, local);
}

std::vector<pugi::xml_node> bpmn_children(pugi::xml_node parent, std::string_view local) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node node : parent.children())
    if (is_bpmn(node, local)) found.push_back(node);
  return found;
}

std::string trimmed_text(pugi::xml_node node) {
  const std::string text = xml::text_of(node);
  return std::string(xml::trim(text));
}

Source::Source(const xml::Document& document) : document_(document) {
  target_ = plain(root(), "targetNamespace");
  const std::string_view language = plain(root(), "expressionLanguage");
  if (language_of(language) == DeclaredLanguage::foreign) foreign_language_ = language;
}

void Source::report(model::Severity severity, std::string_view code, std::string message,
                    pugi::xml_node node) {
  problems_.push_back(
      {severity, std::string(code), std::move(message), at(node), owner_of(node, severity)});
}

std::string Source::owner_of(pugi::xml_node node, model::Severity severity) const {
  std::string nearest;
  std::string in_process;
  for (pugi::xml_node up = node; up && up != root(); up = up.parent()) {
    if (!is_bpmn(up)) continue;
    const std::string_view name = xml::local_name(up);
    const std::string id = id_of(up);
    if (nearest.empty()) nearest = id;
    const bool element = is_in_group(name, "flowElement") || name == "process" || name == "lane";
    if (element && in_process.empty()) in_process = id;
  }
  if (!in_process.empty()) return in_process;
  // What no process owns concerns every process of the document, when it hinders execution.
  return severity == model::Severity::not_executable ? std::string() : nearest;
}

bool Source::add_id(std::string_view id, pugi::xml_node node) {
  return ids_.emplace(std::string(id), node).second;
}

pugi::xml_node Source::find(std::string_view id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? pugi::xml_node() : found->second;
}

pugi::xml_node Source::find_reference(pugi::xml_node owner, std::string_view qname) const {
  if (is_external(owner, qname)) return {};
  return find(xml::local_name(qname));
}

bool Source::is_external(pugi::xml_node owner, std::string_view qname) const {
  const std::string_view prefix = xml::prefix_of(qname);
  if (prefix.empty()) return false;
  const std::string_view uri = xml::resolve_prefix(owner, prefix);
  if (uri.empty() || uri == target_ || uri == bpmn_uri) return false;
  // Some tools write any prefix at all: what is nowhere imported and known here is meant here.
  for (const pugi::xml_node import : bpmn_children(root(), "import"))
    if (plain(import, "namespace") == uri) return true;
  return !find(xml::local_name(qname));
}

std::string Source::id_of(pugi::xml_node node) const {
  const pugi::xml_attribute written = node.attribute("id");
  if (written) return std::string(xml::trim(written.value()));
  const auto made = made_ids_.find(node.hash_value());
  return made == made_ids_.end() ? std::string() : made->second;
}

std::string_view Source::name_by_reference(pugi::xml_node data_object) const {
  const auto found = object_names_.find(xml::trim(plain(data_object, "id")));
  return found == object_names_.end() ? std::string_view() : std::string_view(found->second);
}

void Source::name_the_nameless() {
  std::map<std::string, std::size_t, std::less<>> counts;
  const auto name = [&](pugi::xml_node node) {
    if (is_bpmn(node, "dataObjectReference"))
      if (const std::string_view shown = xml::trim(plain(node, "name")); xml::is_plain_name(shown))
        object_names_.emplace(xml::trim(plain(node, "dataObjectRef")), shown);
    if (!is_bpmn(node) || has_plain(node, "id")) return;
    const std::string_view local = xml::local_name(node);
    if (!is_in_group(local, "flowElement") && local != "process" && local != "lane") return;
    std::string id;
    do {
      id = std::string(local) + "-" + std::to_string(++counts[std::string(local)]);
    } while (find(id));
    made_ids_.emplace(node.hash_value(), id);
    ids_.emplace(id, node);
  };
  struct Walker : pugi::xml_tree_walker {
    explicit Walker(const std::function<void(pugi::xml_node)>& visit) : visit_(visit) {}
    bool for_each(pugi::xml_node& node) override {
      visit_(node);
      return true;
    }
    const std::function<void(pugi::xml_node)>& visit_;
  };
  const std::function<void(pugi::xml_node)> visit = name;
  Walker walker(visit);
  root().traverse(walker);
}

}  // namespace onward::bpmn_xml
