// Standard loop: an activity that runs again, one pass after the other, as long as its condition
// holds (BPMN 2.0.2 clause 13.3.6). Its passes live in a scope as the instances of a multi-instance
// activity do (multi_instance.hpp: is_inner_instance).
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// The token arrived at a looping activity: the first pass, or none.
void enter_standard_loop(Step& step, LocalId outer);
/// A pass is done: the next one, or the activity is left.
void complete_pass(Step& step, LocalId inner);

}  // namespace onward
