// The words of zeebe: that have an equal here; docs/dialects.md section 4. Each fills what the
// other vocabularies left empty. zeebe:ioMapping is in mappings.hpp, zeebe:subscription in
// events.hpp.
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// An element of zeebe: in the extensionElements of `node`; an empty node when there is none.
pugi::xml_node zeebe_element(pugi::xml_node node, const char* name);

/// zeebe:taskDefinition: a worker's topic and the number of attempts.
void read_zeebe_job(Source& source, pugi::xml_node node, model::JobTask& job);
/// zeebe:assignmentDefinition, taskSchedule and priorityDefinition.
void read_zeebe_user(Source& source, pugi::xml_node node, model::UserTask& user);
/// zeebe:calledDecision: which decision, bound to what, and the variable that takes its result.
void read_zeebe_decision(Source& source, pugi::xml_node node, model::DecisionTask& decision);
/// zeebe:script: an expression and the variable that takes its value.
void read_zeebe_script(Source& source, pugi::xml_node node, model::ScriptTask& script);
/// zeebe:calledElement: which process, and whether everything passes or only what is mapped.
void read_zeebe_call(Source& source, pugi::xml_node node, model::CallActivity& call);
/// zeebe:loopCharacteristics of the loop's element.
void read_zeebe_loop(Source& source, pugi::xml_node loop, model::MultiInstance& multi);
/// The variable of each instance from which its output is gathered: Zeebe makes it the instance's
/// own, so that nothing of it gets out. "" when there is none.
std::string zeebe_output_variable(pugi::xml_node activity, const model::MultiInstance& multi);
/// zeebe:taskHeaders as an input mapping of the activity: a context `taskHeaders`.
void read_zeebe_headers(Source& source, pugi::xml_node node, model::Details& details);
/// zeebe:versionTag of a process; "" when absent.
std::string zeebe_version_tag(pugi::xml_node process);

}  // namespace onward::bpmn_xml
