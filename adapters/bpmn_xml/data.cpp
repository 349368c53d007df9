// Reads data associations. What an association does: a transformation gives the whole target;
// assignments give parts of it; with neither the source is copied (clause 10.4.2).
#include "adapters/bpmn_xml/data.hpp"

#include <algorithm>
#include <array>

#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/base/limits.hpp"

namespace onward::bpmn_xml {
namespace {

/// Modelers write this property as the end of an association that only draws a line.
constexpr std::string_view placeholder = "__targetRef_placeholder";

bool is_store(pugi::xml_node node) {
  return is_bpmn(node, "dataStoreReference") || is_bpmn(node, "dataStore");
}

bool has_variable(pugi::xml_node node) {
  constexpr std::array names{"dataObject", "dataObjectReference", "property",      "dataInput",
                             "dataOutput", "inputDataItem",       "outputDataItem"};
  const bool is_item = std::any_of(names.begin(), names.end(),
                                   [&](const char* name) { return is_bpmn(node, name); });
  return is_item && plain(node, "name") != placeholder;
}

pugi::xml_node object_of(const Source& source, pugi::xml_node node) {
  if (!is_bpmn(node, "dataObjectReference")) return node;
  const pugi::xml_node object = source.find(xml::trim(plain(node, "dataObjectRef")));
  return object ? object : node;
}

/// The element in whose scope the item is: what contains it, past the lists that hold it.
pugi::xml_node home_of(const Source& source, pugi::xml_node item) {
  pugi::xml_node home = object_of(source, item).parent();
  while (is_bpmn(home, "ioSpecification") || is_bpmn(home, "multiInstanceLoopCharacteristics"))
    home = home.parent();
  return home;
}

bool is_inside(pugi::xml_node node, pugi::xml_node outer) {
  for (pugi::xml_node up = node; up; up = up.parent())
    if (up == outer) return true;
  return false;
}

/// Without the marks of an expression: "=order.total" and "${order.total}" name the same place.
std::string_view unmarked(std::string_view text) {
  text = xml::trim(text);
  if (text.starts_with('=')) return xml::trim(text.substr(1));
  const bool braced = (text.starts_with("${") || text.starts_with("#{")) && text.ends_with('}');
  return braced ? xml::trim(text.substr(2, text.size() - 3)) : text;
}

/// The list that has the data inputs and outputs: events have them themselves.
pugi::xml_node list_of(pugi::xml_node node) {
  const pugi::xml_node specification = bpmn_child(node, "ioSpecification");
  return specification ? specification : node;
}

std::vector<std::vector<std::string>> read_input_sets(const Source& source, pugi::xml_node list) {
  std::vector<std::vector<std::string>> sets;
  for (const pugi::xml_node set : bpmn_children(list, "inputSet")) {
    std::vector<std::string>& required = sets.emplace_back();
    for (const pugi::xml_node ref : bpmn_children(set, "dataInputRefs"))
      add_once(required, variable_of(source, trimmed_text(ref)));
    for (const char* kind : {"optionalInputRefs", "whileExecutingInputRefs"})
      for (const pugi::xml_node ref : bpmn_children(set, kind))
        std::erase(required, variable_of(source, trimmed_text(ref)));
  }
  return sets;
}

class DataReader {
 public:
  DataReader(Source& source, pugi::xml_node node, model::Details& details)
      : source_(source), node_(node), details_(details) {
    const pugi::xml_node loop = bpmn_child(node, "multiInstanceLoopCharacteristics");
    loop_input_ = xml::local_name(trimmed_text(bpmn_child(loop, "loopDataInputRef")));
    loop_output_ = xml::local_name(trimmed_text(bpmn_child(loop, "loopDataOutputRef")));
    output_item_ = bpmn_child(loop, "outputDataItem");
  }

  void read() {
    read_names();
    const bool throws = is_bpmn(node_, "intermediateThrowEvent") || is_bpmn(node_, "endEvent") ||
                        is_bpmn(node_, "sendTask");
    std::vector<std::string> carried = throws ? details_.data.inputs : std::vector<std::string>{};
    const std::size_t vendor_inputs = details_.io.inputs.size();
    for (const pugi::xml_node each : bpmn_children(node_, "dataInputAssociation"))
      if (!is_of_loop(each, "targetRef", loop_input_)) read_association(each, details_.io.inputs);
    for (const pugi::xml_node each : bpmn_children(node_, "dataOutputAssociation"))
      if (!is_of_loop(each, "sourceRef", loop_output_)) read_association(each, details_.io.outputs);
    // Clause 10.4.2: the data inputs of a throw event or send task are what its message carries.
    if (throws)
      for (std::size_t i = vendor_inputs; i < details_.io.inputs.size(); ++i)
        add_once(carried, details_.io.inputs[i].name);
    for (const std::string& name : carried) details_.payload.push_back({name, {}, {}, name});
    require_inputs();
  }

 private:
  /// The collection of a multi-instance activity belongs to the activity as a whole; each instance
  /// has an item of it.
  bool is_of_loop(pugi::xml_node association, const char* end, const std::string& loop) const {
    return !loop.empty() && trimmed_text(bpmn_child(association, end)) == loop;
  }

  void read_names() {
    model::DataNames& data = details_.data;
    for (const char* kind : {"dataObject", "property"})
      for (const pugi::xml_node each : bpmn_children(node_, kind))
        if (has_variable(each)) add_once(data.own, variable(each));
    const pugi::xml_node list = list_of(node_);
    for (const pugi::xml_node each : bpmn_children(list, "dataInput"))
      if (source_.id_of(each) != loop_input_) add_once(data.inputs, variable(each));
    for (const pugi::xml_node each : bpmn_children(list, "dataOutput"))
      if (source_.id_of(each) != loop_output_) add_once(data.outputs, variable(each));
    if (output_item_) add_once(data.outputs, variable(output_item_));
    for (const auto* names : {&data.inputs, &data.outputs})
      for (const std::string& name : *names) add_once(data.own, name);
  }

  std::string variable(pugi::xml_node item) const {
    return variable_of(source_, source_.id_of(item));
  }

  void require_inputs() {
    details_.data.input_sets = read_input_sets(source_, list_of(node_));
    for (std::vector<std::string>& set : details_.data.input_sets)
      std::erase_if(set, [&](const std::string& name) {
        return std::find(from_store_.begin(), from_store_.end(), name) != from_store_.end() ||
               (!loop_input_.empty() && name == variable_of(source_, loop_input_));
      });
  }

  void read_association(pugi::xml_node association, std::vector<model::Mapping>& mappings) {
    const pugi::xml_node target = source_.find(trimmed_text(bpmn_child(association, "targetRef")));
    const std::vector<pugi::xml_node> refs = bpmn_children(association, "sourceRef");
    std::vector<pugi::xml_node> sources;
    for (const pugi::xml_node ref : refs) {
      sources.push_back(source_.find(trimmed_text(ref)));
      check_visible(association, sources.back());
    }
    check_visible(association, target);
    const pugi::xml_node transformation = bpmn_child(association, "transformation");
    const bool computes = transformation || bpmn_child(association, "assignment");
    if (computes && is_store(target)) return warn_of_store(association);
    if (transformation)
      mappings.push_back({variable_of(source_, trimmed_text(bpmn_child(association, "targetRef"))),
                          expression_in(source_, transformation, Bare::feel)});
    for (const pugi::xml_node assignment : bpmn_children(association, "assignment"))
      read_assignment(assignment, mappings);
    if (!computes) read_copy(association, sources, target, mappings);
  }

  void read_copy(pugi::xml_node association, const std::vector<pugi::xml_node>& sources,
                 pugi::xml_node target, std::vector<model::Mapping>& mappings) {
    if (sources.size() > 1)
      return source_.not_executable(
          "an association with several sources needs a transformation (clause 10.4.2)",
          association);
    // With an end that is no data it only draws a line.
    if (sources.empty()) return;
    const pugi::xml_node from = sources.front();
    if ((is_store(from) && has_variable(target)) || (is_store(target) && has_variable(from))) {
      if (has_variable(target)) from_store_.push_back(variable(target));
      return warn_of_store(association);
    }
    if (has_variable(from) && has_variable(target))
      mappings.push_back({variable(target), {}, {}, variable(from)});
  }

  void read_assignment(pugi::xml_node assignment, std::vector<model::Mapping>& mappings) {
    const pugi::xml_node to = bpmn_child(assignment, "to");
    const std::string text = trimmed_text(to);
    const std::string_view place = unmarked(text);
    model::Mapping mapping;
    mapping.value = expression_in(source_, bpmn_child(assignment, "from"), Bare::feel);
    if (has_variable(source_.find(place))) {
      mapping.name = variable_of(source_, place);
    } else {
      mapping.path = path_of(place);
      if (mapping.path.empty())
        return source_.not_executable(
            "an assignment writes a variable or a member of one, not '" + text + "'", to);
      const pugi::xml_node item = source_.find(mapping.path.front());
      mapping.name = has_variable(item) ? variable(item) : mapping.path.front();
      mapping.path.erase(mapping.path.begin());
    }
    mappings.push_back(std::move(mapping));
  }

  void warn_of_store(pugi::xml_node association) {
    source_.warning("no-effect", "a data store is not read or written here", association);
  }

  /// Clause 10.4.1: data is accessible in the scope that has it and inside that.
  void check_visible(pugi::xml_node association, pugi::xml_node item) {
    if (!has_variable(item)) return;
    const pugi::xml_node home = home_of(source_, item);
    if (!is_inside(node_, home))
      source_.not_executable("'" + source_.id_of(item) + "' belongs to '" + source_.id_of(home) +
                                 "' and is not accessible here (clause 10.4.1)",
                             association);
  }

  Source& source_;
  pugi::xml_node node_;
  model::Details& details_;
  std::string loop_input_, loop_output_;  ///< ids
  pugi::xml_node output_item_;
  std::vector<std::string> from_store_;  ///< data inputs that a data store would fill
};

}  // namespace

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
    names.push_back(name);
}

std::vector<std::string> path_of(std::string_view text) {
  std::vector<std::string> path;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!xml::is_plain_name(text.substr(0, dot)) || path.size() == limits::feel_depth) return {};
    path.emplace_back(text.substr(0, dot));
    if (dot == std::string_view::npos) return path;
    text.remove_prefix(dot + 1);
  }
}

std::string variable_of(const Source& source, std::string_view id) {
  const std::string_view asked = xml::trim(id);
  const pugi::xml_node node = source.find(xml::local_name(asked));
  if (!node) return std::string(asked);
  const pugi::xml_node object = object_of(source, node);
  const std::string_view name = xml::trim(plain(object, "name"));
  if (xml::is_plain_name(name)) return std::string(name);
  if (is_bpmn(object, "dataObject") && name.empty())
    if (const std::string_view shown = source.name_by_reference(object); !shown.empty())
      return std::string(shown);
  return source.id_of(object);
}

void read_data(Source& source, pugi::xml_node node, model::Details& details) {
  DataReader(source, node, details).read();
}

model::DataNames read_process_data(const Source& source, pugi::xml_node process) {
  model::DataNames data;
  const pugi::xml_node list = bpmn_child(process, "ioSpecification");
  for (const pugi::xml_node each : bpmn_children(list, "dataInput"))
    add_once(data.inputs, variable_of(source, source.id_of(each)));
  for (const pugi::xml_node each : bpmn_children(list, "dataOutput"))
    add_once(data.outputs, variable_of(source, source.id_of(each)));
  data.input_sets = read_input_sets(source, list);
  return data;
}

}  // namespace onward::bpmn_xml
