// Correlation by BPMN's own means (BPMN 2.0.2 clause 8.4.2): keys of a conversation, what a message
// says of their properties, and what a process asks for.
#pragma once

#include "adapters/bpmn_xml/source.hpp"
#include "engine/model/draft.hpp"

namespace onward::bpmn_xml {

/// Gives their correlation key to the events and tasks that name a message and have no key of a
/// vendor's or of our own: catching by the subscription of the process, throwing by the retrieval
/// expressions of the message.
void read_correlation(Source& source, model::Draft& draft);

}  // namespace onward::bpmn_xml
