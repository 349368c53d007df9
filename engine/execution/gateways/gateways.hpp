// The gateways' verbs, for the table in behaviors.cpp.
#pragma once

#include <vector>

#include "engine/execution/step.hpp"

namespace onward {

void enter_exclusive(Step& step, LocalId token);
void enter_parallel(Step& step, LocalId token);
void enter_inclusive(Step& step, LocalId token);
void enter_event_based(Step& step, LocalId token);
void enter_complex(Step& step, LocalId token);
/// The complex gateway's activation in this scope is over (joins.cpp decides when).
void reset_complex(Step& step, LocalId scope, const model::Element& gateway);

/// Uses up the parked tokens (one per incoming flow, none where empty) and splits again.
void fire_inclusive_join(Step& step, const std::vector<LocalId>& parked);

}  // namespace onward
