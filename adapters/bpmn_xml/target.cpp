// The small steps of writing.
#include "adapters/bpmn_xml/target.hpp"

#include <sstream>

#include "adapters/bpmn_xml/names.hpp"
#include "adapters/xml/namespaces.hpp"

namespace onward::bpmn_xml {

pugi::xml_node add(pugi::xml_node parent, std::string_view name) {
  std::string full(name);
  if (name.find(':') == std::string_view::npos) full = "bpmn:" + full;
  return parent.append_child(full.c_str());
}

pugi::xml_node add_text(pugi::xml_node parent, std::string_view name, std::string_view text) {
  const pugi::xml_node node = add(parent, name);
  node.text().set(std::string(text).c_str());
  return node;
}

void set_always(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(std::string(value).c_str());
}

void set(pugi::xml_node node, const char* name, std::string_view value) {
  if (!value.empty()) set_always(node, name, value);
}

void set_true(pugi::xml_node node, const char* name, bool value) {
  if (value) set_always(node, name, "true");
}

void set_false(pugi::xml_node node, const char* name, bool value) {
  if (!value) set_always(node, name, "false");
}

void add_expression(pugi::xml_node parent, std::string_view name, const model::Formula& formula,
                    Bare bare) {
  if (formula.empty()) return;
  const pugi::xml_node node = add_text(parent, name, text_of(formula, bare));
  set_always(node, "xsi:type", "bpmn:tFormalExpression");
}

void add_simulation(pugi::xml_node node, const model::SimulationNote& note) {
  if (!note.duration && !note.probability) return;
  pugi::xml_node extensions = node.child("bpmn:extensionElements");
  if (!extensions) extensions = add(node, "extensionElements");
  const pugi::xml_node each = add(extensions, "onward:simulation");
  if (note.duration) set_always(each, "duration", model::to_text(*note.duration));
  if (note.probability) set_always(each, "probability", model::to_text(*note.probability));
}

Target::Target(const model::Draft& draft) {
  root_ = document_.append_child("bpmn:definitions");
  const std::pair<const char*, std::string_view> namespaces[] = {
      {"xmlns:bpmn", bpmn_uri},
      {"xmlns:bpmndi", bpmndi_uri},
      {"xmlns:dc", dc_uri},
      {"xmlns:di", di_uri},
      {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
      {"xmlns:camunda", "http://camunda.org/schema/1.0/bpmn"},
      {"xmlns:zeebe", zeebe_uri},
      {"xmlns:onward", onward_uri},
  };
  for (const auto& [name, uri] : namespaces) set_always(root_, name, uri);
  for (const model::DraftProcess& process : draft.processes) {
    taken_.insert(process.id);
    for (const model::DraftElement& element : process.elements) {
      taken_.insert(element.id);
      for (const model::EventDefinition& event : element.details.events) taken_.insert(event.ref);
      taken_.insert(element.details.message.ref);
      if (element.details.multi_instance)
        for (const model::MultiInstance::Throw& thrown : element.details.multi_instance->throws)
          taken_.insert(thrown.event.ref);
    }
    for (const model::DraftFlow& flow : process.flows) taken_.insert(flow.id);
    for (const model::DraftLane& lane : process.lanes) taken_.insert(lane.id);
    for (const model::DraftAssociation& each : process.associations) taken_.insert(each.id);
  }
  for (const model::DraftParticipant& pool : draft.participants) taken_.insert(pool.id);
  for (const model::DraftMessageFlow& flow : draft.message_flows) taken_.insert(flow.id);
  const std::string key = draft.processes.empty() ? "process" : draft.processes.front().id;
  set_always(root_, "id", free_id(key + "-definitions"));
  set_always(root_, "targetNamespace", "urn:onward:processes");
}

std::string Target::free_id(const std::string& wish) {
  std::string id = wish;
  for (std::size_t n = 2; !taken_.insert(id).second; ++n) id = wish + "-" + std::to_string(n);
  return id;
}

std::string Target::take() {
  pugi::xml_node declaration = document_.prepend_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  std::ostringstream out;
  document_.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace onward::bpmn_xml
