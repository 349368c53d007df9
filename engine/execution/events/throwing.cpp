// Throwing events: intermediate throw events and end events. What they throw leaves as an effect;
// an error goes up through the scopes; terminate ends its scope. Standard: BPMN 2.0.2
// clauses 13.5.4 (throw events) and 13.5.6 (end events).
#include <algorithm>

#include "engine/base/iso8601.hpp"
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/chains.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/escalations.hpp"
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

/// Now, for a message without a time to live.
Instant kept_until(const Step& step, const model::EventDefinition& event) {
  if (event.time_to_live.empty()) return step.now();
  const auto span = duration_from_text(event.time_to_live);
  if (!span.ok()) return step.now();  // the reader has refused it
  const auto until = add(step.now(), span.value(), step.zone());
  return until.ok() ? until.value() : step.now();
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

}  // namespace

Result<bool> throw_event(Step& step, LocalId token, const model::EventDefinition& event) {
  const Token at = step.token(token);
  switch (event.kind) {
    case model::EventKind::message: {
      const model::Element& element = step.element_of(at);
      if (model::is_event(element.kind) && element.details.job.kind != model::JobKind::none) {
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
    case model::EventKind::error:
      if (give_outputs(step, token)) throw_error(step, token, {event.name.text, {}, {}});
      return false;
    case model::EventKind::link:
      if (give_outputs(step, token)) follow_link(step, token, event);
      return false;
    case model::EventKind::terminate: {
      // Clause 13.5.6: everything else in this scope is abandoned; the scope then completes.
      if (!give_outputs(step, token)) return false;
      const LocalId scope = at.scope;
      step.consume(token, TokenEnd::completed);
      cancel_content(step, scope);
      return false;
    }
    case model::EventKind::escalation: {
      ONWARD_TRY(Context payload,
                 payload_of(step, step.element_of(at).details.payload, scope_of(step, at)));
      throw_escalation(step, token, {event.name.text, std::move(payload)});
      return step.alive(token);
    }
    case model::EventKind::none:
    case model::EventKind::timer:
    case model::EventKind::conditional: return true;
    case model::EventKind::compensation: return throw_compensation(step, token, event);
    case model::EventKind::cancel: cancel_transaction(step, token); return false;
  }
  return true;
}

namespace {

/// Of several: those after which the token goes on come first, one that it waits for comes next,
/// one that ends it last.
int rank(const model::Element& element, model::EventKind kind) {
  switch (kind) {
    case model::EventKind::message: return element.details.job.kind == model::JobKind::none ? 0 : 1;
    case model::EventKind::compensation: return 1;
    case model::EventKind::error:
    case model::EventKind::cancel:
    case model::EventKind::terminate:
    case model::EventKind::link: return 2;
    case model::EventKind::none:
    case model::EventKind::timer:
    case model::EventKind::signal:
    case model::EventKind::escalation:
    case model::EventKind::conditional: return 0;
  }
  return 0;
}

std::vector<model::EventDefinition> in_order(const model::Element& element) {
  std::vector<model::EventDefinition> events = element.details.events;
  std::stable_sort(events.begin(), events.end(), [&](const auto& a, const auto& b) {
    return rank(element, a.kind) < rank(element, b.kind);
  });
  return events;
}

/// Names, keys and payload once more before anything is thrown: of several events all are thrown,
/// or none.
Result<Done> check_all(const Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  const LocalId scope = scope_of(step, at);
  ONWARD_TRY(const Context payload, payload_of(step, element.details.payload, scope));
  for (const model::EventDefinition& event : element.details.events) {
    ONWARD_TRY_DONE(evaluate_text(step, event.name, scope));
    if (!event.correlation_key.empty())
      ONWARD_TRY_DONE(evaluate(step, event.correlation_key, scope));
  }
  return Done{};
}

void throw_all(Step& step, LocalId token) {
  const model::Element& element = step.element_of(step.token(token));
  if (element.details.events.size() > 1) {
    if (const auto sound = check_all(step, token); !sound.ok())
      return step.raise_incident(token, "expression-failed", sound.error().message);
  }
  for (const model::EventDefinition& event : in_order(element)) {
    const auto more = throw_event(step, token, event);
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
  message.until = kept_until(step, event);
  if (!event.correlation_key.empty()) {
    ONWARD_TRY(const Value key, event.key_of_payload
                                    ? evaluate_over(step, event.correlation_key, message.variables)
                                    : evaluate(step, event.correlation_key, scope));
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
