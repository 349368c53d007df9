// Catching events: start events pass on (what starts them happened already), intermediate catch
// events wait, link catches pass on. Standard: BPMN 2.0.2 clauses 13.5.1 to 13.5.3.
#include "engine/execution/behavior.hpp"
#include "engine/execution/events/events.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {

void enter_start_event(Step& step, LocalId token) { leave_element(step, token); }

void enter_boundary_event(Step& step, LocalId token) { leave_element(step, token); }

void enter_catch_event(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  if (!element.details.events.empty() &&
      element.details.events.front().kind == model::EventKind::link)
    return leave_element(step, token);
  const auto opened = open_waits(step, token, scope_of(step, at), element);
  if (!opened.ok()) return step.raise_incident(token, "expression-failed", opened.error().message);
  step.wait(token);
}

}  // namespace onward
