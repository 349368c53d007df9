// Parallel gateway: joins one token from every incoming flow, then forks to all outgoing flows.
// Standard: BPMN 2.0.2 clause 13.4.1. Excess tokens on a flow stay parked for the next round
// (bpmn.md decision 2).
#include "engine/execution/behavior.hpp"
#include "engine/execution/gateways/gateways.hpp"

namespace onward {
namespace {

/// The first parked token of each incoming flow; fewer than flows when one is still empty.
std::vector<LocalId> one_per_flow(Step& step, LocalId scope, const model::Element& gateway) {
  const model::ElementIndex element = step.definition().at(gateway.id);
  std::vector<LocalId> tokens;
  for (const model::FlowIndex flow : gateway.incoming)
    if (const LocalId token =
            step.places().first_parked(scope, element, step.definition().flow(flow).id))
      tokens.push_back(token);
  return tokens;
}

}  // namespace

void enter_parallel(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& gateway = step.element_of(at);
  if (gateway.outgoing.size() > 1 && !step.has_room(gateway.outgoing.size() - 1))
    return step.raise_too_many(token);
  if (gateway.incoming.size() > 1) {
    step.park(token);
    const std::vector<LocalId> joined = one_per_flow(step, at.scope, gateway);
    if (joined.size() < gateway.incoming.size()) return;
    for (const LocalId id : joined)
      step.consume(id, id == joined.front() ? TokenEnd::completed : TokenEnd::merged);
  } else {
    step.consume(token, TokenEnd::completed);
  }
  follow(step, at.scope, gateway.outgoing);
}

}  // namespace onward
