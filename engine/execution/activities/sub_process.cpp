// Embedded sub-process: opens a scope, starts inside, and is left when nothing is left in it
// (ending.cpp). Standard: BPMN 2.0.2 clause 13.3.4.
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {

void enter_sub_process(Step& step, LocalId token) {
  const model::Element& element = step.element_of(step.token(token));
  const auto& starts =
      element.start_events.empty() ? element.implicit_starts : element.start_events;
  if (!step.has_room(starts.size())) return step.raise_too_many(token);
  const LocalId scope = open_local_scope(step, token, ScopeKind::sub_process);
  step.wait(token);
  open_event_sub_processes(step, scope, element.event_sub_processes);
  start_scope(step, scope, starts);
}

}  // namespace onward
