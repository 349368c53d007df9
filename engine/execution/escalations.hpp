// How an escalation is caught (BPMN 2.0.2 clause 10.5.7; bpmn.md decision 9): as an error is, but
// whoever throws it goes on unless the catching event interrupts, and one that nobody catches is
// only recorded.
#pragma once

#include <string>

#include "engine/execution/command.hpp"
#include "engine/execution/step.hpp"
#include "engine/value/value.hpp"

namespace onward {

struct Escalation {
  std::string code;
  Context variables;
};

/// Throws from the token's element; afterwards the token may be gone.
void throw_escalation(Step& step, LocalId token, const Escalation& escalation);

/// A called instance escalated and nothing in it caught it: it goes on at the call activity.
Result<Done> child_escalated(Step& step, const ChildEscalated& escalated);

}  // namespace onward
