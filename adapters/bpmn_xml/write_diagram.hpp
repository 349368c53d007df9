// Writes the diagram interchange (BPMN 2.0.2 clause 12).
#pragma once

#include "adapters/bpmn_xml/target.hpp"
#include "adapters/diagram/diagram.hpp"

namespace onward::bpmn_xml {

/// `plane`: the collaboration, or the process when there is none.
void add_diagram(Target& target, const diagram::Diagram& picture, const std::string& plane);

}  // namespace onward::bpmn_xml
