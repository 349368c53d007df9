// Throwing events: intermediate throw events and end events. What they throw leaves as an effect;
// an error goes up through the scopes; terminate ends its scope. Standard: BPMN 2.0.2
// clauses 13.5.4 (throw events) and 13.5.6 (end events).
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/chains.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/events/events.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

Result<Done> throw_signal(Step& step, LocalId token, const model::EventDefinition& event) {
  const Token at = step.token(token);
  const LocalId scope = scope_of(step, at);
  ONWARD_TRY(const std::string name, evaluate_text(step, event.name, scope));
  ONWARD_TRY(Context payload, payload_of(step, step.element_of(at).details.payload, scope));
  // Who hears it may run for the thrower's opportunity (docs/dialects.md, signals).
  const OpportunityId opportunity = step.instance().opportunity;
  if (opportunity && payload.find("opportunityId") == nullptr)
    payload.set("opportunityId", Value(to_text(opportunity)));
  step.add(EventThrown{at.element, "signal", name});
  step.emit(BroadcastSignal{name, std::move(payload), opportunity});
  return Done{};
}

/// The token goes on at the link catch event of the same name in the same scope (clause 10.5.1,
/// link events).
void follow_link(Step& step, LocalId token, const model::EventDefinition& link) {
  const Token at = step.token(token);
  const model::Element& source = step.element_of(at);
  for (const model::Element& target : step.definition().elements) {
    if (target.kind != model::ElementKind::intermediate_catch_event ||
        target.parent != source.parent)
      continue;
    for (const model::EventDefinition& event : target.details.events) {
      if (event.kind != model::EventKind::link || event.name.text != link.name.text) continue;
      step.consume(token, TokenEnd::completed);
      step.create_token(at.scope, target);
      return;
    }
  }
  step.raise_incident(token, "no-flow",
                      "no link catch event is named \"" + link.name.text + "\" here");
}

/// Throws one event definition; false when the token is gone or waits now, so that nothing is left
/// to do.
Result<bool> throw_one(Step& step, LocalId token, const model::EventDefinition& event) {
  const Token at = step.token(token);
  switch (event.kind) {
    case model::EventKind::message: {
      const model::Element& element = step.element_of(at);
      if (element.details.job.kind != model::JobKind::none) {
        open_job(step, token, element.details.job);
        return false;
      }
      return throw_message(step, token, event);
    }
    case model::EventKind::signal: {
      if (stops_long_chain(step, token)) return false;
      ONWARD_TRY_DONE(throw_signal(step, token, event));
      return true;
    }
    case model::EventKind::error: throw_error(step, token, {event.name.text, {}, {}}); return false;
    case model::EventKind::link: follow_link(step, token, event); return false;
    case model::EventKind::terminate: {
      // Clause 13.5.6: everything else in this scope is abandoned; the scope then completes.
      const LocalId scope = at.scope;
      step.consume(token, TokenEnd::completed);
      cancel_content(step, scope);
      return false;
    }
    case model::EventKind::none:
    case model::EventKind::timer:
    case model::EventKind::escalation:
    case model::EventKind::conditional:
    case model::EventKind::compensation:
    case model::EventKind::cancel: return true;
  }
  return true;
}

void throw_all(Step& step, LocalId token) {
  const model::Element& element = step.element_of(step.token(token));
  for (const model::EventDefinition& event : element.details.events) {
    const auto more = throw_one(step, token, event);
    if (!more.ok()) return step.raise_incident(token, "expression-failed", more.error().message);
    if (!more.value()) return;
  }
  leave_element(step, token);
}

}  // namespace

Result<bool> throw_message(Step& step, LocalId token, const model::EventDefinition& event) {
  if (stops_long_chain(step, token)) return false;
  const Token at = step.token(token);
  const LocalId scope = scope_of(step, at);
  SendMessage message;
  ONWARD_TRY(message.name, evaluate_text(step, event.name, scope));
  ONWARD_TRY(message.variables, payload_of(step, step.element_of(at).details.payload, scope));
  if (!event.correlation_key.empty()) {
    ONWARD_TRY(const Value key, evaluate(step, event.correlation_key, scope));
    message.key = feel::to_feel_text(key);
    message.has_key = true;
  }
  if (Receivers* receivers = step.environment().receivers;
      receivers != nullptr &&
      receivers->is_ambiguous(step.instance(), message.name,
                              message.has_key ? std::optional(message.key) : std::nullopt)) {
    step.raise_incident(token, "ambiguous-message",
                        "several wait for the message \"" + message.name +
                            "\", and its correlation key does not say which is meant");
    return false;
  }
  step.add(EventThrown{at.element, "message", message.name});
  step.emit(std::move(message));
  return true;
}

void enter_throw_event(Step& step, LocalId token) { throw_all(step, token); }
void enter_end_event(Step& step, LocalId token) { throw_all(step, token); }

}  // namespace onward
