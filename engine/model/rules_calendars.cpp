// Rules of working calendars and zones (bpmn.md decision 6).
#include <array>
#include <set>

#include "engine/base/shared_calendars.hpp"
#include "engine/base/zone.hpp"
#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

bool has_calendar(const DraftProcess& process, const std::string& id) {
  for (const WorkingCalendar& calendar : process.calendars)
    if (calendar.id == id) return true;
  return false;
}

void calendars_are_known(const DraftGraph& graph, Findings& found) {
  const DraftProcess& process = graph.process();
  for (const DraftElement& element : process.elements) {
    const auto check = [&](const std::string& calendar) {
      if (!calendar.empty() && calendar != company_calendar && !has_calendar(process, calendar))
        found.add(element, "the process has no calendar '" + calendar + "'");
    };
    if (element.details.user.calendar != performer_calendar) check(element.details.user.calendar);
    for (const EventDefinition& event : element.details.events) check(event.timer.calendar);
  }
}

void calendars_are_one_each(const DraftGraph& graph, Findings& found) {
  std::set<std::string_view> ids{company_calendar, performer_calendar};
  for (const WorkingCalendar& calendar : graph.process().calendars)
    if (!ids.insert(calendar.id).second)
      found.add(graph.process().at, graph.process().id,
                "there is a calendar '" + calendar.id + "' already");
}

void calendars_are_open(const DraftGraph& graph, Findings& found) {
  for (const WorkingCalendar& calendar : graph.process().calendars)
    if (!has_open_hours(calendar))
      found.add(graph.process().at, graph.process().id,
                "the calendar '" + calendar.id + "' has no opening hours");
}

void zone_is_known(const DraftGraph& graph, Findings& found) {
  const std::string& zone = graph.process().zone;
  if (!zone.empty() && !zone_exists(zone))
    found.add(graph.process().at, graph.process().id,
              "'" + zone + "' is no time zone such as Europe/Berlin");
}

template <class Look>
void for_each_paused_timer(const DraftGraph& graph, const Look& look) {
  for (const DraftElement& element : graph.process().elements)
    for (const EventDefinition& event : element.details.events)
      if (!event.timer.paused_while.empty()) look(element, event.timer);
}

void paused_timers_are_durations(const DraftGraph& graph, Findings& found) {
  for_each_paused_timer(graph, [&](const DraftElement& element, const Timer& timer) {
    const bool starts = element.kind == ElementKind::start_event && element.parent.empty();
    if (timer.kind != TimerKind::duration || starts)
      found.add(element, "a timer that is paused counts a duration inside of an instance");
  });
}

void paused_timers_have_a_party(const DraftGraph& graph, Findings& found) {
  std::set<std::string_view> parties;
  for (const DraftElement& element : graph.process().elements)
    parties.insert(element.details.waits_on);
  for_each_paused_timer(graph, [&](const DraftElement& element, const Timer& timer) {
    if (!parties.contains(timer.paused_while))
      found.add(element, "no element waits on '" + timer.paused_while + "'");
  });
}

constexpr std::array rules = {
    Rule{
        "unknown-calendar", "bpmn.md decision 6", Severity::error,
        "A timer or task that counts working time names a calendar of its process or a shared one.",
        calendars_are_known},
    Rule{"duplicate-calendar", "bpmn.md decision 6", Severity::error,
         "The calendars of a process have ids of their own, other than company and performer.",
         calendars_are_one_each},
    Rule{"calendar-never-open", "bpmn.md decision 6", Severity::error,
         "A calendar has opening hours on some weekday.", calendars_are_open},
    Rule{"paused-timer", "bpmn.md decision 6", Severity::error,
         "A timer that is paused while somebody is waited on counts a duration.",
         paused_timers_are_durations},
    Rule{"unknown-party", "bpmn.md decision 6", Severity::error,
         "Some element waits on the party that a timer is paused for.", paused_timers_have_a_party},
    Rule{"unknown-zone", "bpmn.md decision 6", Severity::error,
         "The zone of a process is one of the IANA database.", zone_is_known},
};

}  // namespace

std::span<const Rule> calendar_rules() { return rules; }

}  // namespace onward::model
