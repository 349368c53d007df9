// Reads event definitions and the root elements that they refer to.
#include "adapters/bpmn_xml/events.hpp"

#include <utility>

#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/names.hpp"
#include "adapters/bpmn_xml/schema.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using model::EventDefinition;
using model::EventKind;

pugi::xml_node referred(const Source& source, pugi::xml_node node, const char* reference) {
  return source.find_reference(node, xml::trim(plain(node, reference)));
}

std::string local_reference(pugi::xml_node node, const char* reference) {
  return std::string(xml::local_name(xml::trim(plain(node, reference))));
}

/// Name of a message or signal; what has only an id is known by that.
model::Formula name_of(Source& source, pugi::xml_node root_element) {
  if (!root_element) return {};
  const std::string_view name = xml::trim(plain(root_element, "name"));
  return formula_of(source, root_element, name.empty() ? plain(root_element, "id") : name,
                    Bare::literal);
}

/// onward:correlationKey on the element itself, else on the message; else a zeebe:subscription.
model::Formula correlation_of(Source& source, pugi::xml_node node, pugi::xml_node message) {
  for (const pugi::xml_node each : {node, message}) {
    const std::string key = onward_text(each, "correlationKey");
    if (!key.empty()) return formula_of(source, each, key, Bare::feel);
  }
  const pugi::xml_node subscription =
      xml::child(bpmn_child(message, "extensionElements"), zeebe_uri, "subscription");
  return formula_of(source, subscription, plain(subscription, "correlationKey"), Bare::feel);
}

std::string time_to_live_of(Source& source, pugi::xml_node message) {
  std::string text = onward_text(message, "timeToLive");
  if (text.empty() || xml::is_iso_duration(text)) return text;
  source.error("invalid-value", "onward:timeToLive is a duration such as PT1H, not '" + text + "'",
               message);
  return {};
}

void read_message(Source& source, pugi::xml_node node, EventDefinition& event) {
  set_message(source, node, referred(source, node, "messageRef"), event);
  event.ref = local_reference(node, "messageRef");
}

void read_signal(Source& source, pugi::xml_node node, EventDefinition& event) {
  event.kind = EventKind::signal;
  event.ref = local_reference(node, "signalRef");
  event.name = name_of(source, referred(source, node, "signalRef"));
}

/// Without a code an error or escalation event catches every one (clause 10.5.5).
void read_error(Source& source, pugi::xml_node node, EventDefinition& event) {
  event.kind = EventKind::error;
  event.ref = local_reference(node, "errorRef");
  if (const pugi::xml_node error = referred(source, node, "errorRef"))
    event.name = formula_of(source, error, plain(error, "errorCode"), Bare::literal);
  event.code_variable = vendor_text(node, "errorCodeVariable");
  event.message_variable = vendor_text(node, "errorMessageVariable");
}

void read_escalation(Source& source, pugi::xml_node node, EventDefinition& event) {
  event.kind = EventKind::escalation;
  event.ref = local_reference(node, "escalationRef");
  if (const pugi::xml_node escalation = referred(source, node, "escalationRef"))
    event.name = formula_of(source, escalation, plain(escalation, "escalationCode"), Bare::literal);
  event.code_variable = vendor_text(node, "escalationCodeVariable");
}

void read_timer(Source& source, pugi::xml_node node, EventDefinition& event) {
  event.kind = EventKind::timer;
  event.timer.calendar = onward_text(node, "calendar");
  event.timer.paused_while = onward_text(node, "pausedWhile");
  const std::pair<const char*, model::TimerKind> kinds[] = {
      {"timeDate", model::TimerKind::date},
      {"timeDuration", model::TimerKind::duration},
      {"timeCycle", model::TimerKind::cycle},
  };
  for (const auto& [name, kind] : kinds) {
    const pugi::xml_node time = bpmn_child(node, name);
    if (!time || trimmed_text(time).empty()) continue;
    if (!event.timer.value.empty()) {
      source.not_executable("a timer has a date, a duration or a cycle, and only one of them",
                            time);
      return;
    }
    event.timer.kind = kind;
    event.timer.value =
        expression_in(source, time, kind == model::TimerKind::cycle ? Bare::cycle : Bare::time);
  }
}

void read_compensation(pugi::xml_node node, EventDefinition& event) {
  event.kind = EventKind::compensation;
  if (has_plain(node, "activityRef")) {
    event.activity_ref = local_reference(node, "activityRef");
    event.ref = event.activity_ref;
  }
  event.wait_for_completion = xml::boolean_of(plain(node, "waitForCompletion")).value_or(true);
}

EventDefinition definition_in(Source& source, pugi::xml_node node) {
  EventDefinition event;
  event.at = source.at(node);
  const std::string_view name = xml::local_name(node);
  if (name == "messageEventDefinition") read_message(source, node, event);
  if (name == "signalEventDefinition") read_signal(source, node, event);
  if (name == "errorEventDefinition") read_error(source, node, event);
  if (name == "escalationEventDefinition") read_escalation(source, node, event);
  if (name == "timerEventDefinition") read_timer(source, node, event);
  if (name == "compensateEventDefinition") read_compensation(node, event);
  if (name == "terminateEventDefinition") event.kind = EventKind::terminate;
  if (name == "cancelEventDefinition") event.kind = EventKind::cancel;
  if (name == "linkEventDefinition") {
    event.kind = EventKind::link;
    event.name = formula_of(source, node, plain(node, "name"), Bare::literal);
  }
  if (name == "conditionalEventDefinition") {
    event.kind = EventKind::conditional;
    event.condition = expression_in(source, bpmn_child(node, "condition"), Bare::feel);
  }
  return event;
}

}  // namespace

EventDefinition read_event_definition(Source& source, pugi::xml_node definition) {
  return definition_in(source, definition);
}

void set_message(Source& source, pugi::xml_node node, pugi::xml_node message,
                 EventDefinition& event) {
  event.kind = EventKind::message;
  event.ref = message ? source.id_of(message) : std::string();
  event.name = name_of(source, message);
  event.correlation_key = correlation_of(source, node, message);
  event.time_to_live = time_to_live_of(source, message);
}

std::vector<EventDefinition> read_event_definitions(Source& source, pugi::xml_node event) {
  std::vector<EventDefinition> found;
  for (const pugi::xml_node child : event.children()) {
    if (!is_bpmn(child)) continue;
    const std::string_view name = xml::local_name(child);
    if (is_in_group(name, "eventDefinition")) {
      found.push_back(definition_in(source, child));
    } else if (name == "eventDefinitionRef") {
      const pugi::xml_node shared = source.find_reference(child, trimmed_text(child));
      if (shared) found.push_back(definition_in(source, shared));
    }
  }
  return found;
}

EventDefinition read_task_message(Source& source, pugi::xml_node task) {
  EventDefinition event;
  event.at = source.at(task);
  if (has_plain(task, "messageRef")) read_message(source, task, event);
  return event;
}

}  // namespace onward::bpmn_xml
