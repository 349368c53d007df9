// Joins that look at the whole scope when the agenda is empty: inclusive joins (BPMN 2.0.2
// clause 13.4.3), and the search for tokens that wait for nobody.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// Fires each inclusive join that is enabled; true when one was.
bool fire_inclusive_joins(Step& step);

/// Quiescent, not ended, and a scope holds parked tokens only: incident `deadlock` on them. True
/// when it raised one.
void report_deadlocks(Step& step);

}  // namespace onward
