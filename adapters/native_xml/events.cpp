// Reads events: what a step, a boundary event or an event sub-process waits for or throws.
#include "adapters/native_xml/details.hpp"
#include "adapters/native_xml/grammar.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::native_xml {
namespace {

using model::EventDefinition;
using model::EventKind;
using model::TimerKind;

/// "message-quotation-accepted": root elements are made once for each name.
std::string made_ref(std::string_view prefix, std::string_view name) {
  std::string ref(prefix);
  ref += '-';
  for (const char c : name) {
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_';
    ref += allowed ? c : '_';
  }
  return ref;
}

EventDefinition named(const Source& source, pugi::xml_node node, EventKind kind,
                      std::string_view name) {
  EventDefinition event;
  event.kind = kind;
  event.at = source.at(node);
  event.name = source.literal(node, name);
  if (!event.name.empty()) event.ref = made_ref(to_string(kind), event.name.text);
  return event;
}

EventDefinition with_correlation(Source& source, pugi::xml_node node, EventDefinition event) {
  event.correlation_key = source.feel_attribute(node, "correlation");
  return event;
}

EventDefinition timer(const Source& source, pugi::xml_node node, TimerKind kind,
                      model::Formula value) {
  EventDefinition event;
  event.kind = EventKind::timer;
  event.at = source.at(node);
  event.timer.kind = kind;
  event.timer.value = std::move(value);
  event.timer.calendar = value_of(node, "calendar");
  event.timer.paused_while = value_of(node, "paused-while");
  return event;
}

EventDefinition conditional(Source& source, pugi::xml_node node) {
  EventDefinition event;
  event.kind = EventKind::conditional;
  event.at = source.at(node);
  event.condition = source.feel_attribute(node, "test");
  return event;
}

/// `every`: a duration becomes a cycle without end; a cycle stands as it is.
EventDefinition repeated(Source& source, pugi::xml_node node, std::string_view duration) {
  if (!xml::is_iso_duration(duration))
    source.error("invalid-value",
                 "'" + std::string(duration) + "' is no duration of ISO 8601, such as P3D", node);
  return timer(source, node, TimerKind::cycle, source.literal(node, "R/" + std::string(duration)));
}

EventDefinition cycle(Source& source, pugi::xml_node node, std::string_view text) {
  const bool is_literal = xml::is_cron(text) || xml::is_iso_repetition(text);
  return timer(source, node, TimerKind::cycle,
               is_literal ? source.literal(node, text) : source.feel(node, text));
}

/// The timer of a start event is a literal, since there are no variables yet.
EventDefinition start_timer(Source& source, pugi::xml_node node, std::string_view text) {
  TimerKind kind = TimerKind::cycle;
  if (xml::is_iso_date(text))
    kind = TimerKind::date;
  else if (xml::is_iso_duration(text))
    kind = TimerKind::duration;
  else if (!xml::is_iso_repetition(text) && !xml::is_cron(text))
    source.error("invalid-value",
                 "timer is '" + std::string(text) +
                     "', but must be a date, a duration, a repetition such as R/P1D, or cron",
                 node);
  return timer(source, node, kind, source.literal(node, text));
}

/// What the attribute `by` of a step says.
EventDefinition event_by(Source& source, pugi::xml_node node, const std::string& by) {
  const std::string_view value = value_of(node, by.c_str());
  if (value.empty()) source.error("invalid-value", by + " is empty", node);
  const bool catches_all = value == "*" && name_of(node) == "on";
  if (by == "message")
    return with_correlation(source, node, named(source, node, EventKind::message, value));
  if (by == "signal") return named(source, node, EventKind::signal, value);
  if (by == "error")
    return named(source, node, EventKind::error, catches_all ? std::string_view() : value);
  if (by == "escalation")
    return named(source, node, EventKind::escalation, catches_all ? std::string_view() : value);
  if (by == "until") return timer(source, node, TimerKind::date, source.time(node, value));
  if (by == "for" || by == "after" || by == "duration")
    return timer(source, node, TimerKind::duration, source.time(node, value));
  if (by == "every") return repeated(source, node, value);
  if (by == "cycle") return cycle(source, node, value);
  if (by == "timer") return start_timer(source, node, value);
  if (by == "terminate") {
    EventDefinition event;
    event.at = source.at(node);
    if (flag(node, "terminate")) event.kind = EventKind::terminate;
    return event;
  }
  return conditional(source, node);
}

std::vector<std::string_view> choices_of(std::string_view element) {
  if (element == "start") return {"message", "signal", "timer", "test"};
  if (element == "end") return {"message", "signal", "error", "escalation", "terminate"};
  if (element == "wait") return {"until", "for", "message", "signal", "test"};
  if (element == "throw") return {"message", "signal", "escalation"};
  if (element == "on")
    return {"message", "signal", "error", "escalation", "after", "every", "until", "test"};
  if (element == "after") return {"duration", "until"};
  if (element == "timer") return {"until", "for"};
  return {"duration", "cycle"};  // every
}

void read_choice(Source& source, pugi::xml_node node, bool needed, model::Details& details) {
  const std::string by = one_given(source, node, choices_of(name_of(node)), needed);
  if (by != "message" && name_of(node) != "message" && has(node, "correlation"))
    source.error("conflicting-attributes", "'correlation' means something only with 'message'",
                 node);
  const bool is_time = by == "until" || by == "for" || by == "after" || by == "duration" ||
                       by == "every" || by == "cycle" || by == "timer";
  for (const char* of_timers : {"calendar", "paused-while"})
    if (!is_time && has(node, of_timers))
      source.error("conflicting-attributes",
                   "'" + std::string(of_timers) + "' means something only with a timer", node);
  if (by.empty()) return;
  EventDefinition event = name_of(node) == "every" && by == "duration"
                              ? repeated(source, node, value_of(node, "duration"))
                              : event_by(source, node, by);
  if (event.kind != EventKind::none) details.events.push_back(std::move(event));
}

void read_opportunity(Source& source, pugi::xml_node node, model::Details& details) {
  const std::string_view use = value_of(node, "opportunity");
  if (use == "create")
    details.opportunity = model::Details::OpportunityUse::create;
  else if (use == "from-signal")
    details.opportunity = model::Details::OpportunityUse::from_signal;
  else if (has(node, "opportunity"))
    source.error("invalid-value", "opportunity must be create or from-signal", node);
  details.opportunity_inputs = read_pairs(source, node, "input");
  if (!details.opportunity_inputs.empty() && use != "create")
    source.error("missing-attribute", "'input' means something only with opportunity=\"create\"",
                 node);
}

}  // namespace

EventDefinition read_message(Source& source, pugi::xml_node node) {
  return with_correlation(source, node,
                          named(source, node, EventKind::message, value_of(node, "message")));
}

void read_event_step(Source& source, pugi::xml_node node, model::Details& details) {
  const std::string_view name = name_of(node);
  read_choice(source, node, name == "wait", details);
  details.payload = read_pairs(source, node, "payload");
  details.simulation = read_simulation(source, node);
  if (name == "start") read_opportunity(source, node, details);
}

void read_trigger(Source& source, pugi::xml_node node, model::Details& details) {
  const std::string_view name = name_of(node);
  details.interrupting = !has(node, "interrupting") || flag(node, "interrupting");
  details.simulation = read_simulation(source, node);
  if (name == "every" || (name == "on" && has(node, "every"))) {
    if (name == "on" && flag(node, "interrupting"))
      source.error("conflicting-attributes", "'every' never interrupts", node);
    details.interrupting = false;
  }
  if (name == "message" || name == "on-message") {
    details.events.push_back(with_correlation(
        source, node, named(source, node, EventKind::message, value_of(node, "name"))));
  } else if (name == "signal" || name == "on-signal") {
    details.events.push_back(named(source, node, EventKind::signal, value_of(node, "name")));
  } else if (name == "condition" || name == "on-condition") {
    details.events.push_back(conditional(source, node));
  } else if (name == "on-error" || name == "on-escalation") {
    EventDefinition event =
        named(source, node, name == "on-error" ? EventKind::error : EventKind::escalation,
              value_of(node, "code"));
    event.code_variable = value_of(node, "code-variable");
    event.message_variable = value_of(node, "message-variable");
    details.events.push_back(std::move(event));
  } else {
    read_choice(source, node, true, details);
  }
}

}  // namespace onward::native_xml
