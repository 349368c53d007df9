#include "engine/execution/escalations.hpp"

#include <algorithm>

#include "engine/execution/catchers.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

constexpr auto kind = model::EventKind::escalation;

Context payload_of(const model::EventDefinition& event, const Escalation& escalation) {
  Context payload = escalation.variables;
  if (!event.code_variable.empty()) payload.set(event.code_variable, escalation.code);
  return payload;
}

/// True: somebody caught it.
bool caught(Step& step, LocalId token, const Escalation& escalation) {
  for (LocalId current = token; current;) {
    if (const auto catcher = catcher_at_boundary(step, current, kind, escalation.code)) {
      const model::Element& boundary = step.definition().element(catcher->element);
      step.add(EventCaught{{}, boundary.id, escalation.code});
      trigger_boundary(step, current, boundary, payload_of(*catcher->event, escalation));
      return true;
    }
    ScopesAround around(step, current);
    if (const auto catcher = around.next_catcher(kind, escalation.code)) {
      const model::Element& start = step.definition().element(catcher->element);
      step.add(EventCaught{{}, start.id, escalation.code});
      trigger_event_sub_process(step, around.scope(), start,
                                payload_of(*catcher->event, escalation));
      return true;
    }
    current = around.owner();
  }
  return false;
}

void throw_on(Step& step, LocalId token, const Escalation& escalation) {
  if (caught(step, token, escalation)) return;
  const Instance& instance = step.instance();
  if (!instance.parent) return;
  step.emit(CommandInstance{
      instance.parent,
      ChildEscalated{instance.parent_token, instance.id, escalation.code, escalation.variables}});
}

}  // namespace

void throw_escalation(Step& step, LocalId token, const Escalation& escalation) {
  step.add(EventThrown{step.token(token).element, "escalation", escalation.code});
  throw_on(step, token, escalation);
}

Result<Done> child_escalated(Step& step, const ChildEscalated& escalated) {
  const auto& calls = step.instance().calls;
  const bool waited = std::any_of(calls.begin(), calls.end(), [&](const Call& call) {
    return call.token == escalated.token && call.child == escalated.child;
  });
  if (!waited)
    return Error{ErrorCode::no_catcher, "nobody waits for this called instance any more"};
  throw_on(step, escalated.token, {escalated.code, escalated.variables});
  return Done{};
}

}  // namespace onward
