// From the state that an instance has to one that it had, as facts.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// `past` is of the same instance and the same definition, and every called instance that it waits
/// for is still waited for. Whether the instance is suspended, what it is called and what it runs
/// for stay as they are.
void rewind(Step& step, const Instance& past);

}  // namespace onward
