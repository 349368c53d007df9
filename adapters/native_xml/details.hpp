// What steps say beyond their place in the graph: tasks, loops, mappings, events.
#pragma once

#include "adapters/native_xml/source.hpp"
#include "engine/model/draft.hpp"

namespace onward::native_xml {

/// Fills the details of an activity (task, service, script, decide, send, receive, call, group).
/// Problems: missing-attribute, conflicting-attributes, invalid-value, field-unknown-type.
void read_activity(Source& source, pugi::xml_node node, model::Details& details);

/// Fills the events of start, end, wait and throw.
void read_event_step(Source& source, pugi::xml_node node, model::Details& details);
/// The trigger of an event of first-of, of a boundary event, and of an `on`. `interrupting` is set
/// too.
void read_trigger(Source& source, pugi::xml_node node, model::Details& details);

/// What a simulation goes by (docs/simulate.md): the attributes simulation-duration and
/// simulation-probability. Problem invalid-value.
model::SimulationNote read_simulation(Source& source, pugi::xml_node node);

/// The message of send and receive.
model::EventDefinition read_message(Source& source, pugi::xml_node node);

/// The fields of a task (forms.cpp).
std::vector<model::FormField> read_fields(Source& source, pugi::xml_node task);
/// name and value of each child of this name.
std::vector<model::Mapping> read_pairs(Source& source, pugi::xml_node node, std::string_view name);
/// The one attribute of `names` that is given; "" (and a problem) when none or several are. With
/// `needed` false none is fine.
std::string one_given(Source& source, pugi::xml_node node,
                      const std::vector<std::string_view>& names, bool needed);

}  // namespace onward::native_xml
