// What an event definition must say before the event can run: the name of a message or signal, the
// time of a timer, a condition.
#include <algorithm>
#include <array>
#include <string_view>

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

/// "0 6 1 * *": five fields or more of digits, names and the signs of cron.
bool looks_like_cron(std::string_view text) {
  if (text.find_first_not_of("0123456789*/,-?#LWABCDEFGHIJKMNOPRSTUVYabcdefghijklmnoprstuvy ") !=
      std::string_view::npos)
    return false;
  return std::count(text.begin(), text.end(), ' ') >= 4;
}

void cron_is_not_executed(const DraftGraph& graph, Findings& found) {
  each_event(graph, [&](const DraftElement& element, const EventDefinition& event) {
    if (event.kind == EventKind::timer && looks_like_cron(event.timer.value.text))
      found.add(element, "cron is not executed yet; write a cycle such as R/P7D");
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

constexpr std::array table{
    Rule{"missing-name", "10.5.5", Severity::not_executable,
         "A message, signal or link event names what it throws or catches.", names_are_given},
    Rule{"missing-timer", "10.5.5", Severity::not_executable,
         "A timer event has a date, a duration or a cycle.", timers_have_a_time},
    Rule{"cron-not-supported", "10.5.5", Severity::not_executable,
         "Cron expressions in timers are not executed yet.", cron_is_not_executed},
    Rule{"missing-event-condition", "10.5.5", Severity::not_executable,
         "A conditional event has a condition.", conditions_are_given},
    Rule{"compensation-unknown", "10.5.5", Severity::not_executable,
         "A compensation event refers to an activity of the process.", compensated_activity_exists},
};

}  // namespace

std::span<const Rule> event_part_rules() { return table; }

}  // namespace onward::model
