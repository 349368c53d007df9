// What an event definition must say before the event can run: the name of a message or signal, the
// time of a timer, a condition.
#include <algorithm>
#include <array>

#include "engine/base/cron.hpp"
#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

/// Calls check(element, event) for every event definition of the process.
template <class Check>
void each_event(const DraftGraph& graph, Check check) {
  for (const DraftElement& element : graph.process().elements)
    for (const EventDefinition& event : element.details.events) check(element, event);
}

void names_are_given(const DraftGraph& graph, Findings& found) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    if (!event.name.empty()) return;
    const bool by_job =
        event.kind == EventKind::message && element.details.job.kind != JobKind::none;
    const bool named = event.kind == EventKind::message || event.kind == EventKind::signal ||
                       event.kind == EventKind::link;
    if (named && !by_job)
      found.add(element, "its " + std::string(to_string(event.kind)) + " has no name");
  });
}

/// Calls check(place, element, cron) for every timer that is written as cron.
template <class Check>
void each_cron(const DraftGraph& graph, Check check) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    const Formula& value = event.timer.value;
    const bool is_written = event.kind == EventKind::timer &&
                            event.timer.kind == TimerKind::cycle &&
                            value.language == Language::literal && is_cron_shaped(value.text);
    if (is_written)
      check(value.at.line == 0 ? element.at : value.at, element, cron_from_text(value.text));
  });
}

void cron_is_well_formed(const DraftGraph& graph, Findings& found) {
  each_cron(graph, [&](Position at, const DraftElement& element, const Result<Cron>& cron) {
    if (!cron.ok() && cron.error().code == ErrorCode::malformed)
      found.add(at, element.id, cron.error().message);
  });
}

void cron_runs_here(const DraftGraph& graph, Findings& found) {
  each_cron(graph, [&](Position at, const DraftElement& element, const Result<Cron>& cron) {
    if (!cron.ok() && cron.error().code == ErrorCode::not_executable)
      found.add(at, element.id, cron.error().message);
  });
}

void cron_falls(const DraftGraph& graph, Findings& found) {
  each_cron(graph, [&](Position at, const DraftElement& element, const Result<Cron>& cron) {
    if (cron.ok() && !can_fall(*cron))
      found.add(at, element.id, "its cron expression names no day that exists");
  });
}

/// Spring counts weekdays from Monday, 1, and reads the same text.
void cron_weekday_is_clear(const DraftGraph& graph, Findings& found) {
  each_cron(graph, [&](Position at, const DraftElement& element, const Result<Cron>& cron) {
    if (cron.ok() && cron->quartz_numbers)
      found.add(at, element.id,
                "the numbers of its weekdays are read as Quartz does, 1 is Sunday; names such as "
                "MON are clear");
  });
}

void timers_have_a_time(const DraftGraph& graph, Findings& found) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    if (event.kind == EventKind::timer && event.timer.value.empty())
      found.add(element, "its timer has no date, duration or cycle");
  });
}

void conditions_are_given(const DraftGraph& graph, Findings& found) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    if (event.kind == EventKind::conditional && event.condition.empty())
      found.add(element, "its condition is empty");
  });
}

void compensated_activity_exists(const DraftGraph& graph, Findings& found) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    if (event.kind != EventKind::compensation || event.activity_ref.empty()) return;
    const DraftElement* activity = graph.find(event.activity_ref);
    if (activity == nullptr || !is_activity(activity->kind))
      found.add(element, "it compensates '" + event.activity_ref +
                             "', which is not an activity of this process");
  });
}

/// What is waited for; the others come by themselves while something is under way.
bool is_awaited(EventKind kind) {
  return kind == EventKind::message || kind == EventKind::timer || kind == EventKind::signal ||
         kind == EventKind::conditional;
}

void parallel_multiple_waits(const DraftGraph& graph, Findings& found) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    if (element.details.parallel_multiple && !is_awaited(event.kind))
      found.add(element, "it waits for several events at once, and a " +
                             std::string(to_string(event.kind)) + " event is not waited for");
  });
}

void one_start_timer(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    std::size_t timers = 0;
    for (const EventDefinition& event : element.details.events)
      if (event.kind == EventKind::timer) ++timers;
    if (element.kind == ElementKind::start_event && element.parent.empty() && timers > 1)
      found.add(element, "it has several timers: give each a start event of its own");
  }
}

void compensation_has_a_handler(const DraftGraph& graph, Findings& found) {
  const auto is_handler = [&](const std::string& id) {
    const DraftElement* element = graph.find(id);
    return element != nullptr && element->details.for_compensation;
  };
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::boundary_event || !has_event(element, EventKind::compensation))
      continue;
    const auto& all = graph.process().associations;
    const bool handled =
        std::any_of(all.begin(), all.end(), [&](const DraftAssociation& association) {
          return (association.source == element.id && is_handler(association.target)) ||
                 (association.target == element.id && is_handler(association.source));
        });
    if (!handled)
      found.add(element, "no association leads from it to an activity with isForCompensation");
  }
}

constexpr std::array table{
    Rule{"missing-name", "10.5.5", Severity::not_executable,
         "A message, signal or link event names what it throws or catches.", names_are_given},
    Rule{"missing-timer", "10.5.5", Severity::not_executable,
         "A timer event has a date, a duration or a cycle.", timers_have_a_time},
    Rule{"cron-invalid", "bpmn.md decision 6", Severity::error,
         "A cron expression has five to seven fields that can be read.", cron_is_well_formed},
    Rule{"cron-not-supported", "bpmn.md decision 6", Severity::not_executable,
         "A cron expression says nothing that another scheduler must decide.", cron_runs_here},
    Rule{"cron-never", "bpmn.md decision 6", Severity::error,
         "A cron expression names a day that exists.", cron_falls},
    Rule{"cron-weekday-number", "bpmn.md decision 6", Severity::warning,
         "A weekday of a cron expression with a \"?\" is written as a name.",
         cron_weekday_is_clear},
    Rule{"missing-event-condition", "10.5.5", Severity::not_executable,
         "A conditional event has a condition.", conditions_are_given},
    Rule{"parallel-multiple-kind", "10.5.5", Severity::not_executable,
         "A parallel multiple event consists of messages, timers, signals and conditions.",
         parallel_multiple_waits},
    Rule{"start-event-timers", "10.5.2", Severity::not_executable,
         "A start event of a process has one timer at most.", one_start_timer},
    Rule{"compensation-without-handler", "10.7.2", Severity::not_executable,
         "A compensation boundary event is associated with its handler.",
         compensation_has_a_handler},
    Rule{"compensation-unknown", "10.5.5", Severity::not_executable,
         "A compensation event refers to an activity of the process.", compensated_activity_exists},
};

}  // namespace

std::span<const Rule> event_part_rules() { return table; }

}  // namespace onward::model
