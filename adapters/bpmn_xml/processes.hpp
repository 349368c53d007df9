// The graph of a process: flow nodes, sequence flows, lanes, associations, however deeply nested.
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/draft.hpp"

namespace onward::bpmn_xml {

/// Reads one <process>; what is wrong in it goes into the problems of `source`.
model::DraftProcess read_process(Source& source, pugi::xml_node process);

}  // namespace onward::bpmn_xml
