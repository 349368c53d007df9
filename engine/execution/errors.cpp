#include "engine/execution/errors.hpp"

#include "engine/execution/catchers.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

constexpr auto kind = model::EventKind::error;

Context payload_of(const model::EventDefinition& event, const BpmnError& error) {
  Context payload = error.variables;
  if (!event.code_variable.empty()) payload.set(event.code_variable, error.code);
  if (!event.message_variable.empty()) payload.set(event.message_variable, error.message);
  return payload;
}

void uncaught(Step& step, LocalId token, const BpmnError& error) {
  const Token at = step.token(token);
  const std::string text = "the BPMN error \"" + error.code + "\" is caught nowhere" +
                           (error.message.empty() ? std::string{} : ": " + error.message);
  const bool at_top_end =
      at.scope == root_scope && step.element_of(at).kind == model::ElementKind::end_event;
  if (step.instance().parent) {
    ChildEnded ended;
    ended.error = true;
    ended.error_code = error.code;
    ended.message = error.message;
    ended.variables = error.variables;
    return end_instance(step, InstanceState::failed, text, &ended);
  }
  if (at_top_end) return end_instance(step, InstanceState::failed, text);
  step.raise_incident(token, "uncaught-error", text);
}

}  // namespace

void throw_error(Step& step, LocalId token, const BpmnError& error) {
  step.add(EventThrown{step.token(token).element, "error", error.code});
  for (LocalId current = token; current;) {
    if (const auto catcher = catcher_at_boundary(step, current, kind, error.code)) {
      const model::Element& boundary = step.definition().element(catcher->element);
      step.add(EventCaught{{}, boundary.id, error.code});
      return trigger_boundary(step, current, boundary, payload_of(*catcher->event, error));
    }
    ScopesAround around(step, current);
    if (const auto catcher = around.next_catcher(kind, error.code)) {
      const model::Element& start = step.definition().element(catcher->element);
      step.add(EventCaught{{}, start.id, error.code});
      return trigger_event_sub_process(step, around.scope(), start,
                                       payload_of(*catcher->event, error));
    }
    current = around.owner();
  }
  uncaught(step, token, error);
}

}  // namespace onward
