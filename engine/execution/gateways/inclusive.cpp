// Inclusive gateway: the split takes every flow whose condition holds, else the default; the join
// waits for every token that can still come (joins.cpp decides when the agenda is empty). Standard:
// BPMN 2.0.2 clause 13.4.3, table 13.3.
#include "engine/execution/behavior.hpp"
#include "engine/execution/gateways/gateways.hpp"

namespace onward {
namespace {

void split(Step& step, LocalId token) {
  const Token at = step.token(token);
  const auto flows = choose_flows(step, at, step.element_of(at));
  if (!flows.ok()) {
    const bool nothing = flows.error().code == ErrorCode::wrong_state;
    return step.raise_incident(token, nothing ? "no-flow" : "expression-failed",
                               flows.error().message, true);
  }
  if (flows->size() > 1 && !step.has_room(flows->size() - 1))
    return step.raise_too_many(token, true);
  step.consume(token, TokenEnd::completed);
  follow(step, at.scope, flows.value());
}

}  // namespace

void enter_inclusive(Step& step, LocalId token) {
  if (step.element_of(step.token(token)).incoming.size() > 1) return step.park(token);
  split(step, token);
}

void fire_inclusive_join(Step& step, const std::vector<LocalId>& parked) {
  LocalId first;
  for (const LocalId token : parked) {
    if (!token) continue;
    if (first) {
      step.consume(token, TokenEnd::merged);
    } else {
      first = token;
      step.resolve_incidents(token);
    }
  }
  // No longer parked, so that a failed split leaves a stuck token and not a join that fires for
  // ever.
  step.wait(first);
  split(step, first);
}

}  // namespace onward
