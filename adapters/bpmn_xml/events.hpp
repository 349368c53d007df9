// Event definitions: triggers and results of events (BPMN 2.0.2 clause 10.5.5), and the messages of
// send and receive tasks.
#pragma once

#include <vector>

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// All definitions of an event, also those that it refers to, in document order.
std::vector<model::EventDefinition> read_event_definitions(Source& source, pugi::xml_node event);

/// One event definition, wherever it stands.
model::EventDefinition read_event_definition(Source& source, pugi::xml_node definition);

/// What the event says when it throws or catches this <message>.
void set_message(Source& source, pugi::xml_node node, pugi::xml_node message,
                 model::EventDefinition& event);

/// The message of a send or receive task; kind none when it names none.
model::EventDefinition read_task_message(Source& source, pugi::xml_node task);

}  // namespace onward::bpmn_xml
