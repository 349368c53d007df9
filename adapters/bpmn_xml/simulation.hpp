// onward:simulation: what a simulation goes by (docs/simulate.md).
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/element.hpp"

namespace onward::bpmn_xml {

/// What the element says. Problems: invalid-value.
model::SimulationNote read_simulation(Source& source, pugi::xml_node node);

}  // namespace onward::bpmn_xml
