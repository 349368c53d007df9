// Which way the request's commands went where there was a choice: told from their facts, since a
// token says by which flow it came.
#pragma once

#include "engine/service/view.hpp"
#include "engine/value/json.hpp"

namespace onward::api {

/// "decisions": [{elementId, name, flowId, condition, default, targetId}], in order, one for each
/// flow that was taken out of an exclusive or inclusive gateway with several, or out of an element
/// with conditions. `condition` is null for a flow without one.
void write_decisions(View& view, JsonWriter& out);

}  // namespace onward::api
