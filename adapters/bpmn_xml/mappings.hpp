// Variables in and out of an element: onward:input and output, the camunda: family's inputOutput,
// zeebe:ioMapping, BPMN's own data associations (data.hpp), and what a thrown event carries.
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// Fills io, data, job.inputs, opportunity_inputs and payload; job and opportunity must be read
/// before.
void read_mappings(Source& source, pugi::xml_node node, model::Details& details);

/// FEEL text of a text constant.
std::string feel_text(std::string_view text);

}  // namespace onward::bpmn_xml
