// Variables in and out of an element: onward:input and output, the camunda: family's inputOutput,
// BPMN's own data associations (BPMN 2.0.2 clause 10.4.2), and what a thrown event carries.
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// Fills io, job.inputs, opportunity_inputs and payload; job and opportunity must be read before.
void read_mappings(Source& source, pugi::xml_node node, model::Details& details);

/// The variable that a data object, property, data input or output stands for: its name when FEEL
/// can name it, else its id. The text itself when nothing has that id.
std::string variable_of(const Source& source, std::string_view id);
/// FEEL text of a text constant.
std::string feel_text(std::string_view text);

}  // namespace onward::bpmn_xml
