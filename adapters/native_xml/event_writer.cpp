// Events as steps, at the border of activities, behind first-of and at the head of an `on`; the
// reverse of events.cpp.
#include "adapters/native_xml/outline.hpp"
#include "adapters/native_xml/step_writer.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::native_xml {

using model::DraftElement;
using model::ElementKind;
using model::EventDefinition;
using model::EventKind;
using model::TimerKind;

namespace {

/// The duration of an unending cycle, "P3D" of "R/P3D"; "" when it is another cycle.
std::string every_duration(const model::Timer& timer) {
  const std::string& text = timer.value.text;
  const bool is_literal = timer.value.language == model::Language::literal;
  if (!is_literal || !text.starts_with("R/") || !xml::is_iso_duration(text.substr(2))) return {};
  return text.substr(2);
}

}  // namespace

/// nullptr, with a problem, when the dialect has no word for the events of the element; nullptr
/// alone when it has none.
const EventDefinition* StepWriter::only_event(const DraftElement& element) {
  const model::Details& details = element.details;
  if (details.events.empty()) return nullptr;
  if (details.events.size() > 1) {
    complain(element, "an event with several definitions");
    return nullptr;
  }
  const EventDefinition& event = details.events.front();
  const bool is_unsayable = event.kind == EventKind::link || event.kind == EventKind::cancel ||
                            event.kind == EventKind::compensation;
  if (is_unsayable)
    complain(element, std::string("an event of kind ") + std::string(to_string(event.kind)));
  if (!event.time_to_live.empty()) complain(element, "a message with a time to live");
  return is_unsayable ? nullptr : &event;
}

void StepWriter::write_timer(const DraftElement& element, pugi::xml_node node,
                             const model::Timer& timer, const TimerWords& words) {
  put(node, "calendar", timer.calendar);
  put(node, "paused-while", timer.paused_while);
  switch (timer.kind) {
    case TimerKind::date: return put(node, words.date, time(element, timer.value));
    case TimerKind::duration: return put(node, words.duration, time(element, timer.value));
    case TimerKind::cycle: break;
  }
  const std::string every = every_duration(timer);
  if (words.every != nullptr && !every.empty())
    put(node, words.every, every);
  else if (words.cycle != nullptr)
    put(node, words.cycle, time(element, timer.value));
  else
    complain(element,
             words.every != nullptr ? "a cycle other than one without end" : "a wait for a cycle");
}

void StepWriter::write_event_step(const DraftElement& element, pugi::xml_node node) {
  const model::Details& details = element.details;
  if (details.opportunity == model::Details::OpportunityUse::create)
    put(node, "opportunity", "create");
  if (details.opportunity == model::Details::OpportunityUse::from_signal)
    put(node, "opportunity", "from-signal");
  write_pairs(element, node, "input", details.opportunity_inputs);
  write_pairs(element, node, "payload", details.payload);
  if (!details.io.empty()) complain(element, "an event with inputs or outputs");
  if (details.job.kind != model::JobKind::none) complain(element, "an event that a worker throws");
  const EventDefinition* event = only_event(element);
  if (event == nullptr) return;
  switch (event->kind) {
    case EventKind::message: return write_message(element, node, "message", *event);
    case EventKind::signal: return put(node, "signal", literal(element, event->name));
    case EventKind::error: return put(node, "error", literal(element, event->name));
    case EventKind::escalation: return put(node, "escalation", literal(element, event->name));
    case EventKind::terminate: return put(node, "terminate", "true");
    case EventKind::conditional: return set_feel(element, node, "test", event->condition);
    case EventKind::timer:
      if (element.kind != ElementKind::start_event)
        return write_timer(element, node, event->timer, {"until", "for", nullptr, nullptr});
      put(node, "calendar", event->timer.calendar);
      return put(node, "timer", literal(element, event->timer.value));
    case EventKind::none:
    case EventKind::link:
    case EventKind::compensation:
    case EventKind::cancel: return;
  }
}

pugi::xml_node StepWriter::add_first_of_event(const DraftElement& element, pugi::xml_node host) {
  const EventDefinition* event = only_event(element);
  const EventKind kind = event == nullptr ? EventKind::none : event->kind;
  const char* name = kind == EventKind::message  ? "message"
                     : kind == EventKind::signal ? "signal"
                     : kind == EventKind::timer  ? "timer"
                                                 : "condition";
  pugi::xml_node node = host.append_child(name);
  put_always(node, "id", element.id);
  put_always(node, "label", element.name);
  put(node, "stage", element.details.stage);
  if (!element.details.io.empty() || !element.details.documentation.empty())
    complain(element, "an event behind an event-based gateway with documentation or mappings");
  write_simulation(element, node);
  if (event == nullptr) return node;
  if (kind == EventKind::message) write_message(element, node, "name", *event);
  if (kind == EventKind::signal) put(node, "name", literal(element, event->name));
  if (kind == EventKind::conditional) set_feel(element, node, "test", event->condition);
  if (kind == EventKind::timer)
    write_timer(element, node, event->timer, {"until", "for", nullptr, nullptr});
  return node;
}

pugi::xml_node StepWriter::add_boundary(const DraftElement& element, pugi::xml_node host) {
  const EventDefinition* event = only_event(element);
  const EventKind kind = event == nullptr ? EventKind::none : event->kind;
  const bool is_cycle = kind == EventKind::timer && event->timer.kind == TimerKind::cycle;
  const char* name = is_cycle                        ? "every"
                     : kind == EventKind::timer      ? "after"
                     : kind == EventKind::message    ? "on-message"
                     : kind == EventKind::signal     ? "on-signal"
                     : kind == EventKind::error      ? "on-error"
                     : kind == EventKind::escalation ? "on-escalation"
                                                     : "on-condition";
  pugi::xml_node node = host.append_child(name);
  put_always(node, "id", element.id);
  put(node, "label", element.name);
  put(node, "stage", element.details.stage);
  if (!element.details.io.empty() || !element.details.documentation.empty())
    complain(element, "a boundary event with documentation or mappings");
  write_simulation(element, node);
  if (event == nullptr) return node;
  if (!element.details.interrupting && !is_cycle && kind != EventKind::error)
    put(node, "interrupting", "false");
  if (element.details.interrupting && is_cycle)
    complain(element, "a cycle that interrupts its activity");
  if (kind == EventKind::timer)
    write_timer(element, node, event->timer, {"until", "duration", "duration", "cycle"});
  if (kind == EventKind::message) write_message(element, node, "name", *event);
  if (kind == EventKind::signal) put(node, "name", literal(element, event->name));
  if (kind == EventKind::conditional) set_feel(element, node, "test", event->condition);
  if (kind == EventKind::error || kind == EventKind::escalation) {
    put(node, "code", literal(element, event->name));
    put(node, "code-variable", event->code_variable);
    put(node, "message-variable", event->message_variable);
  }
  return node;
}

void StepWriter::write_on(const DraftElement& start, pugi::xml_node node) {
  const EventDefinition* event = only_event(start);
  write_simulation(start, node);
  if (event == nullptr) return;
  const bool is_cycle = event->kind == EventKind::timer && event->timer.kind == TimerKind::cycle;
  if (!start.details.interrupting && !is_cycle) put(node, "interrupting", "false");
  if (start.details.interrupting && is_cycle) complain(start, "a cycle that interrupts");
  const std::string name = literal(start, event->name);
  if (event->kind == EventKind::message) write_message(start, node, "message", *event);
  if (event->kind == EventKind::signal) put(node, "signal", name);
  if (event->kind == EventKind::error) put(node, "error", name.empty() ? "*" : name);
  if (event->kind == EventKind::escalation) put(node, "escalation", name.empty() ? "*" : name);
  if (event->kind == EventKind::conditional) set_feel(start, node, "test", event->condition);
  if (event->kind == EventKind::timer)
    write_timer(start, node, event->timer, {"until", "after", "every", nullptr});
}

}  // namespace onward::native_xml
