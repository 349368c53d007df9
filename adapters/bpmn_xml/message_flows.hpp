// Message flows between the pools of one document (BPMN 2.0.2 clause 9.3): what names no message of
// its own throws or catches the message of the flow, so that drawing it is enough to run it.
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/draft.hpp"

namespace onward::bpmn_xml {

/// Reads participants and message flows, and names the messages of the events and tasks at their
/// ends.
void connect_message_flows(Source& source, model::Draft& draft);

}  // namespace onward::bpmn_xml
