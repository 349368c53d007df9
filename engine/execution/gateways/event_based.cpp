// Event-based gateway: waits for the events that its flows lead to; the first that happens decides
// (waits.cpp: fire). Standard: BPMN 2.0.2 clause 13.4.4; receive tasks count as events (bpmn.md
// decision 7).
#include "engine/execution/gateways/gateways.hpp"
#include "engine/execution/waits.hpp"

namespace onward {

void enter_event_based(Step& step, LocalId token) {
  const Token at = step.token(token);
  step.wait(token);
  for (const model::FlowIndex flow : step.element_of(at).outgoing) {
    const model::Element& target = step.definition().element(step.definition().flow(flow).target);
    const auto opened = open_waits(step, token, at.scope, target);
    if (opened.ok()) continue;
    close_waits(step, token);
    return step.raise_incident(token, "expression-failed", opened.error().message);
  }
}

}  // namespace onward
