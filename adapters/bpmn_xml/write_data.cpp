// Writes data inputs, outputs and properties, and the mappings that are associations between them
// (clause 10.4). A variable of an association that nothing declares is a data object of the
// process: those are all visible, and have no meaning of their own.
#include <algorithm>

#include "adapters/bpmn_xml/target.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using model::Mapping;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Names that a message takes from data inputs (10.4.2).
std::vector<std::string> carried(const model::Details& details) {
  std::vector<std::string> names;
  for (const Mapping& each : details.payload)
    if (!each.copy_of.empty()) names.push_back(each.name);
  return names;
}

void add_item(pugi::xml_node parent, const char* kind, const std::string& id,
              const std::string& variable) {
  const pugi::xml_node node = add(parent, kind);
  set_always(node, "id", id);
  if (id != variable) set_always(node, "name", variable);
}

std::string joined(const Mapping& mapping) {
  std::string text = mapping.name;
  for (const std::string& member : mapping.path) text += "." + member;
  return text;
}

}  // namespace

bool is_throwing(model::ElementKind kind) {
  return kind == model::ElementKind::intermediate_throw_event ||
         kind == model::ElementKind::end_event || kind == model::ElementKind::send_task;
}

DataPart data_part_of(const model::DraftElement& element) {
  const model::Details& details = element.details;
  const std::vector<std::string> names = carried(details);
  const auto is_data_input = [&](const Mapping& each) {
    return !each.copy_of.empty() || (is_throwing(element.kind) && contains(names, each.name));
  };
  const auto is_data_output = [&](const Mapping& each) {
    return !each.copy_of.empty() || (details.io.propagate_rest && !each.path.empty());
  };
  const auto& in = details.io.inputs;
  const auto& out = details.io.outputs;
  return {
      static_cast<std::size_t>(std::find_if(in.begin(), in.end(), is_data_input) - in.begin()),
      static_cast<std::size_t>(std::find_if(out.begin(), out.end(), is_data_output) - out.begin())};
}

void Target::begin_data(const model::DraftProcess& process, pugi::xml_node node) {
  process_ = &process;
  process_node_ = node;
  items_ = {};
  const auto declare = [&](const std::string& home, const std::vector<std::string>& names) {
    for (const std::string& name : names)
      if (items_.find(home, name).empty())
        items_.declare(home, name, xml::is_plain_name(name) ? free_id("data-" + name) : name);
  };
  declare({}, process.data.inputs);
  declare({}, process.data.outputs);
  for (const model::DraftElement& element : process.elements) {
    declare(element.id, element.details.data.own);
    declare(element.id, element.details.data.inputs);
    declare(element.id, element.details.data.outputs);
  }
}

std::string Target::item_for(const model::DraftElement& element, const std::string& variable,
                             bool own_first) {
  if (own_first)
    if (std::string id = items_.find(element.id, variable); !id.empty()) return id;
  std::string home = element.parent;
  for (std::size_t depth = 0; !home.empty() && depth < process_->elements.size(); ++depth) {
    if (std::string id = items_.find(home, variable); !id.empty()) return id;
    const auto outer = std::find_if(process_->elements.begin(), process_->elements.end(),
                                    [&](const model::DraftElement& e) { return e.id == home; });
    home = outer == process_->elements.end() ? std::string() : outer->parent;
  }
  if (std::string id = items_.find({}, variable); !id.empty()) return id;
  const std::string id = xml::is_plain_name(variable) ? free_id("data-" + variable) : variable;
  items_.declare({}, variable, id);
  add_item(process_node_, "dataObject", id, variable);
  return id;
}

void Target::add_process_data(const model::DraftProcess& process, pugi::xml_node node) {
  const model::DataNames& data = process.data;
  if (data.inputs.empty() && data.outputs.empty() && data.input_sets.empty()) return;
  const pugi::xml_node list = add(node, "ioSpecification");
  for (const std::string& name : data.inputs)
    add_item(list, "dataInput", items_.find({}, name), name);
  for (const std::string& name : data.outputs)
    add_item(list, "dataOutput", items_.find({}, name), name);
  for (const std::vector<std::string>& set : data.input_sets) {
    const pugi::xml_node node_of_set = add(list, "inputSet");
    for (const std::string& name : set) {
      const std::string id = items_.find({}, name);
      add_text(node_of_set, "dataInputRefs", id.empty() ? name : id);
    }
  }
  if (!data.outputs.empty()) {
    const pugi::xml_node set = add(list, "outputSet");
    for (const std::string& name : data.outputs)
      add_text(set, "dataOutputRefs", items_.find({}, name));
  }
}

void Target::add_data(const model::DraftElement& element, pugi::xml_node node) {
  const model::DataNames& data = element.details.data;
  const bool is_event = model::is_event(element.kind);
  const auto id_of = [&](const std::string& name) { return items_.find(element.id, name); };
  const auto add_properties = [&] {
    for (const std::string& name : data.own)
      if (!contains(data.inputs, name) && !contains(data.outputs, name))
        add_item(node, "property", id_of(name), name);
  };
  const auto add_input_sets = [&](pugi::xml_node list) {
    for (const std::vector<std::string>& set : data.input_sets) {
      const pugi::xml_node node_of_set = add(list, "inputSet");
      for (const std::string& name : set)
        add_text(node_of_set, "dataInputRefs", id_of(name).empty() ? name : id_of(name));
    }
  };
  const bool has_list = !data.inputs.empty() || !data.outputs.empty() || !data.input_sets.empty();
  if (is_event) add_properties();
  pugi::xml_node list = node;
  if (has_list && !is_event) list = add(node, "ioSpecification");
  for (const std::string& name : data.inputs) add_item(list, "dataInput", id_of(name), name);
  for (const std::string& name : data.outputs) add_item(list, "dataOutput", id_of(name), name);
  if (!is_event) {
    add_input_sets(list);
    if (!data.outputs.empty()) {
      const pugi::xml_node set = add(list, "outputSet");
      for (const std::string& name : data.outputs) add_text(set, "dataOutputRefs", id_of(name));
    }
    add_properties();
  }
  const auto associate = [&](const char* kind, const std::vector<Mapping>& mappings,
                             std::size_t first) {
    const bool is_input = std::string_view(kind) == "dataInputAssociation";
    for (std::size_t i = first; i < mappings.size(); ++i) {
      const Mapping& mapping = mappings[i];
      const pugi::xml_node association = add(node, kind);
      if (!mapping.copy_of.empty()) {
        add_text(association, "sourceRef", item_for(element, mapping.copy_of, !is_input));
        add_text(association, "targetRef", item_for(element, mapping.name, is_input));
        continue;
      }
      const bool is_plain = xml::is_plain_name(mapping.name);
      const pugi::xml_node assignment = add(association, "assignment");
      add_expression(assignment, "from", mapping.value, Bare::feel);
      add_text(assignment, "to",
               is_plain ? joined(mapping) : item_for(element, mapping.name, is_input));
    }
  };
  const DataPart part = data_part_of(element);
  associate("dataInputAssociation", element.details.io.inputs, part.inputs);
  associate("dataOutputAssociation", element.details.io.outputs, part.outputs);
  if (is_event) add_input_sets(node);
}

}  // namespace onward::bpmn_xml
