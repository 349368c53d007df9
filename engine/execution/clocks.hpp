// Timers that stand still while somebody else is waited on (onward:pausedWhile): the clock of a
// service level does not run while the customer thinks.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// Quiescent: pauses the timers whose party is the only one that is waited on, and lets the others
/// run again. What is left is counted in the timer's calendar.
void set_clocks(Step& step);

}  // namespace onward
