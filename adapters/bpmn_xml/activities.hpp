// What tasks, call activities and sub-processes say beyond their place in the graph (BPMN 2.0.2
// clauses 10.3.3 to 10.3.8).
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// Fills the parts of `details` that belong to an activity of this kind.
void read_activity(Source& source, pugi::xml_node node, model::ElementKind kind,
                   model::Details& details);

/// Who does a service task, a send task, a business rule task or a message throw event.
void read_job(Source& source, pugi::xml_node node, model::JobTask& job);

}  // namespace onward::bpmn_xml
