// BPMN's own data: data objects, properties, data inputs and outputs and the associations between
// them (BPMN 2.0.2 clause 10.4), read into the mappings that execution knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// Fills data, io and payload of an element from its ioSpecification, properties, data objects and
/// associations; what vendors say must be read before.
void read_data(Source& source, pugi::xml_node node, model::Details& details);
/// What a process takes and gives back when it is called.
model::DataNames read_process_data(const Source& source, pugi::xml_node process);

/// The variable that a data object, property, data input or output stands for: its name when FEEL
/// can name it, else its id. A data object without a name has that of the first reference to it,
/// which is where modelers write it. The text itself when nothing has that id.
std::string variable_of(const Source& source, std::string_view id);

/// Adds a name that is not empty and not there yet.
void add_once(std::vector<std::string>& names, const std::string& name);

/// The parts of a plain path ("order.total"); empty when it is none, or too deep.
std::vector<std::string> path_of(std::string_view text);

}  // namespace onward::bpmn_xml
