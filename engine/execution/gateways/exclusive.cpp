// Exclusive gateway: passes each token on, along the first flow whose condition holds, else the
// default flow. Standard: BPMN 2.0.2 clause 13.4.2.
#include "engine/execution/behavior.hpp"
#include "engine/execution/gateways/gateways.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

/// The one that is taken; none when nothing can be.
Result<std::vector<model::FlowIndex>> first_that_holds(const Step& step, const Token& token,
                                                       const model::Element& gateway) {
  for (const model::FlowIndex index : gateway.outgoing) {
    const model::Flow& flow = step.definition().flow(index);
    if (index == gateway.default_flow) continue;
    if (flow.condition.empty()) return std::vector{index};
    ONWARD_TRY(const bool holds, evaluate_condition(step, flow.condition, token.scope));
    if (holds) return std::vector{index};
  }
  if (gateway.default_flow == model::none) return std::vector<model::FlowIndex>{};
  return std::vector{gateway.default_flow};
}

}  // namespace

void enter_exclusive(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& gateway = step.element_of(at);
  const auto flows = steered_flows(step, at, gateway, first_that_holds);
  if (!flows.ok()) return step.raise_incident(token, "expression-failed", flows.error().message);
  if (flows->empty() && !gateway.outgoing.empty())
    return step.raise_incident(token, "no-flow", "no condition holds and there is no default flow");
  step.consume(token, TokenEnd::completed);
  follow(step, at.scope, *flows);
}

}  // namespace onward
