#include "engine/execution/errors.hpp"

#include "engine/execution/activities/multi_instance.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

/// The error event definition among an element's events that catches the code: the code itself,
/// else a catch-all.
const model::EventDefinition* catches(const model::Element& element, const std::string& code,
                                      bool catch_all) {
  for (const model::EventDefinition& event : element.details.events) {
    if (event.kind != model::EventKind::error) continue;
    if (catch_all ? event.name.empty() : !event.name.empty() && event.name.text == code)
      return &event;
  }
  return nullptr;
}

Context payload_of(const model::EventDefinition& event, const BpmnError& error) {
  Context payload = error.variables;
  if (!event.code_variable.empty()) payload.set(event.code_variable, error.code);
  if (!event.message_variable.empty()) payload.set(event.message_variable, error.message);
  return payload;
}

/// By code first, then by the catch-all (bpmn.md decision 9), over a list of elements that may
/// catch.
template <class Use>
bool catch_in(const Step& step, const std::vector<model::ElementIndex>& elements,
              const BpmnError& error, Use use) {
  for (const bool catch_all : {false, true}) {
    for (const model::ElementIndex index : elements) {
      const model::Element& element = step.definition().element(index);
      if (const auto* event = catches(element, error.code, catch_all)) {
        use(element, payload_of(*event, error));
        return true;
      }
    }
  }
  return false;
}

bool caught_at_boundary(Step& step, LocalId token, const BpmnError& error) {
  return catch_in(step, step.element_of(step.token(token)).boundary_events, error,
                  [&](const model::Element& boundary, const Context& payload) {
                    step.add(EventCaught{{}, boundary.id, error.code});
                    trigger_boundary(step, token, boundary, payload);
                  });
}

bool caught_in_scope(Step& step, const Scope& scope, const BpmnError& error) {
  const model::Definition& definition = step.definition();
  const auto& candidates =
      scope.element.empty() ? definition.event_sub_processes
                            : definition.element(definition.at(scope.element)).event_sub_processes;
  std::vector<model::ElementIndex> starts;
  for (const model::ElementIndex process : candidates)
    for (const model::ElementIndex start : definition.element(process).start_events)
      starts.push_back(start);
  return catch_in(step, starts, error, [&](const model::Element& start, const Context& payload) {
    step.add(EventCaught{{}, start.id, error.code});
    trigger_event_sub_process(step, scope.id, start, payload);
  });
}

/// What an interrupting event sub-process throws goes to the border of the scope that it replaced,
/// not to itself again (clause 10.5.7: the error is thrown on).
bool is_interrupting_handler(const Step& step, const Scope& scope) {
  if (scope.kind != ScopeKind::event_sub_process) return false;
  const model::Definition& definition = step.definition();
  for (const model::ElementIndex start :
       definition.element(definition.at(scope.element)).start_events)
    if (definition.element(start).details.interrupting) return true;
  return false;
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
    const Token at = step.token(current);
    // The boundary events of a multi-instance activity hang on the activity as a whole.
    if (!is_inner_instance(step.instance(), at) && caught_at_boundary(step, current, error)) return;
    LocalId next;
    bool handled = false;  // the scope is being handled already: its handlers are done with
    for (LocalId id = at.scope; id && !next;) {
      const Scope scope = *find_scope(step.instance(), id);
      const bool can_catch =
          scope.kind == ScopeKind::process || scope.kind == ScopeKind::sub_process;
      if (can_catch && !handled && caught_in_scope(step, scope, error)) return;
      handled = is_interrupting_handler(step, scope);
      next = scope.owner;
      id = scope.parent;
    }
    current = next;
  }
  uncaught(step, token, error);
}

}  // namespace onward
