// Start and completion quantities of activities: how many tokens one activation takes and makes
// (BPMN 2.0.2 clause 13.3.2).
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// The token arrived by a flow at an activity that begins with several: it waits there until there
/// are enough, then the last one goes on for all of them. True: go on with it.
bool has_start_quantity(Step& step, LocalId token);

}  // namespace onward
