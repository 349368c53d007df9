// The events' verbs, for the table in behaviors.cpp.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

void enter_start_event(Step& step, LocalId token);
void enter_catch_event(Step& step, LocalId token);
void enter_boundary_event(Step& step, LocalId token);
void enter_throw_event(Step& step, LocalId token);
void enter_end_event(Step& step, LocalId token);

/// Sends the message that the event definition names, with the element's payload; false when the
/// token has an incident instead. Errors: invalid_expression.
Result<bool> throw_message(Step& step, LocalId token, const model::EventDefinition& event);

/// Throws one event from the token's element; false: the token is gone, or waits. Errors:
/// invalid_expression.
Result<bool> throw_event(Step& step, LocalId token, const model::EventDefinition& event);

}  // namespace onward
