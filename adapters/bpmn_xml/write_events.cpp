// Writes event definitions and the root elements that they refer to: each once, by its id.
#include <optional>

#include "adapters/bpmn_xml/target.hpp"
#include "adapters/bpmn_xml/writer.hpp"

namespace onward::bpmn_xml {
namespace {

using model::EventDefinition;
using model::EventKind;

/// Calls `visit` with every event of an element.
template <class Visit>
void for_each_event(const model::DraftElement& element, Visit visit) {
  for (const EventDefinition& event : element.details.events) visit(event);
  visit(element.details.message);
  if (element.details.multi_instance)
    for (const model::MultiInstance::Throw& thrown : element.details.multi_instance->throws)
      visit(thrown.event);
}

void add_root(pugi::xml_node root, const EventDefinition& event) {
  const std::string name = text_of(event.name, Bare::literal);
  if (event.kind == EventKind::message) {
    const pugi::xml_node node = add(root, "message");
    set_always(node, "id", event.ref);
    set(node, "name", name);
    set(node, "onward:timeToLive", event.time_to_live);
  } else if (event.kind == EventKind::signal) {
    const pugi::xml_node node = add(root, "signal");
    set_always(node, "id", event.ref);
    set(node, "name", name);
  } else if (event.kind == EventKind::error || event.kind == EventKind::escalation) {
    const bool is_error = event.kind == EventKind::error;
    const pugi::xml_node node = add(root, is_error ? "error" : "escalation");
    set_always(node, "id", event.ref);
    set(node, "name", name);
    set(node, is_error ? "errorCode" : "escalationCode", name);
  }
}

bool waits_without_key(const model::DraftElement& element, const std::string& message) {
  if (is_throwing(element.kind)) return false;
  if (element.kind == model::ElementKind::start_event && element.parent.empty()) return false;
  bool found = false;
  for_each_event(element, [&](const EventDefinition& event) {
    found = found || (event.kind == EventKind::message && event.ref == message &&
                      event.correlation_key.empty());
  });
  return found;
}

/// A process that may subscribe to the key without a change: nobody in it waits without one.
const model::DraftProcess* subscriber(const model::Draft& draft, const std::string& message) {
  for (const model::DraftProcess& process : draft.processes) {
    bool is_free = true;
    for (const model::DraftElement& element : process.elements)
      is_free = is_free && !waits_without_key(element, message);
    if (is_free) return &process;
  }
  return nullptr;
}

const char* time_name(model::TimerKind kind) {
  if (kind == model::TimerKind::date) return "timeDate";
  return kind == model::TimerKind::duration ? "timeDuration" : "timeCycle";
}

}  // namespace

void Target::add_roots(const model::Draft& draft) {
  std::set<std::string> written;
  for (const model::DraftProcess& process : draft.processes)
    for (const model::DraftElement& element : process.elements)
      for_each_event(element, [&](const EventDefinition& event) {
        const bool refers = !event.ref.empty() && event.kind != EventKind::compensation;
        if (refers && written.insert(event.ref).second) add_root(root_, event);
      });
}

void Target::add_event_definition(pugi::xml_node parent, const EventDefinition& event,
                                  std::string_view id) {
  const auto definition = [&](const char* name) {
    const pugi::xml_node node = add(parent, std::string(name) + "EventDefinition");
    set(node, "id", id);
    return node;
  };
  switch (event.kind) {
    case EventKind::none: return;
    case EventKind::message: {
      const pugi::xml_node node = definition("message");
      set(node, "messageRef", event.ref);
      if (!event.key_of_payload)
        set(node, "onward:correlationKey", text_of(event.correlation_key, Bare::feel));
      return;
    }
    case EventKind::timer: {
      const pugi::xml_node node = definition("timer");
      set(node, "onward:calendar", event.timer.calendar);
      set(node, "onward:pausedWhile", event.timer.paused_while);
      return add_expression(node, time_name(event.timer.kind), event.timer.value,
                            event.timer.kind == model::TimerKind::cycle ? Bare::cycle : Bare::time);
    }
    case EventKind::signal: return set(definition("signal"), "signalRef", event.ref);
    case EventKind::error: {
      const pugi::xml_node node = definition("error");
      set(node, "errorRef", event.ref);
      set(node, "camunda:errorCodeVariable", event.code_variable);
      set(node, "camunda:errorMessageVariable", event.message_variable);
      return;
    }
    case EventKind::escalation: {
      const pugi::xml_node node = definition("escalation");
      set(node, "escalationRef", event.ref);
      set(node, "camunda:escalationCodeVariable", event.code_variable);
      return;
    }
    case EventKind::conditional:
      return add_expression(definition("conditional"), "condition", event.condition, Bare::feel);
    case EventKind::link:
      return set_always(definition("link"), "name", text_of(event.name, Bare::literal));
    case EventKind::terminate: definition("terminate"); return;
    case EventKind::compensation: {
      const pugi::xml_node node = definition("compensate");
      set(node, "activityRef", event.activity_ref);
      set_false(node, "waitForCompletion", event.wait_for_completion);
      return;
    }
    case EventKind::cancel: definition("cancel"); return;
  }
}

void Target::add_correlation(const model::Draft& draft, pugi::xml_node collaboration) {
  std::map<std::string, model::Formula> keys;
  for (const model::DraftProcess& process : draft.processes)
    for (const model::DraftElement& element : process.elements)
      for_each_event(element, [&](const EventDefinition& event) {
        if (event.key_of_payload) keys.emplace(event.ref, event.correlation_key);
      });
  for (const auto& [message, formula] : keys) {
    const model::DraftProcess* process = subscriber(draft, message);
    if (process == nullptr) continue;
    const std::string property = free_id("property-" + message);
    const pugi::xml_node node = add(root_, "correlationProperty");
    set_always(node, "id", property);
    set_always(node, "name", property);
    const pugi::xml_node retrieval = add(node, "correlationPropertyRetrievalExpression");
    set_always(retrieval, "messageRef", message);
    add_text(retrieval, "messagePath", text_of(formula, Bare::feel));
    const std::string key = free_id("key-" + message);
    const pugi::xml_node key_node = add(collaboration, "correlationKey");
    set_always(key_node, "id", key);
    add_text(key_node, "correlationPropertyRef", property);
    subscriptions_.emplace_back(process->id, key, property);
  }
}

void Target::add_subscriptions(const std::string& process, pugi::xml_node node) {
  for (const auto& [owner, key, property] : subscriptions_) {
    if (owner != process) continue;
    const pugi::xml_node subscription = add(node, "correlationSubscription");
    set_always(subscription, "id", free_id("subscription-" + key));
    set_always(subscription, "correlationKeyRef", key);
    const pugi::xml_node binding = add(subscription, "correlationPropertyBinding");
    set_always(binding, "correlationPropertyRef", property);
    // Everybody in this process who waits has a key of their own: nobody asks for this.
    add_text(binding, "dataPath", "null");
  }
}

}  // namespace onward::bpmn_xml
