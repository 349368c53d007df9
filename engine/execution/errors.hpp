// Where a BPMN error is caught (BPMN 2.0.2 clause 10.5.7; bpmn.md decision 9): the boundary events
// of the activity, event sub-processes of the scopes around it, the boundary events of those
// scopes' owners, the caller.
#pragma once

#include <string>

#include "engine/execution/step.hpp"
#include "engine/value/value.hpp"

namespace onward {

struct BpmnError {
  std::string code, message;
  Context variables;
};

/// Throws from the token's element. Uncaught: goes to the caller when there is one; else an
/// incident at the token, or, from an error end event of the top scope, the end of the instance as
/// failed.
void throw_error(Step& step, LocalId token, const BpmnError& error);

}  // namespace onward
