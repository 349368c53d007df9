// Rules of working calendars and zones (bpmn.md decision 6).
#include <array>
#include <set>

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
      if (!calendar.empty() && !has_calendar(process, calendar))
        found.add(element, "the process has no calendar '" + calendar + "'");
    };
    check(element.details.user.calendar);
    for (const EventDefinition& event : element.details.events) check(event.timer.calendar);
  }
}

void calendars_are_one_each(const DraftGraph& graph, Findings& found) {
  std::set<std::string_view> ids;
  for (const WorkingCalendar& calendar : graph.process().calendars)
    if (!ids.insert(calendar.id).second)
      found.add(graph.process().at, graph.process().id,
                "two calendars have the id '" + calendar.id + "'");
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

constexpr std::array rules = {
    Rule{"unknown-calendar", "bpmn.md decision 6", Severity::error,
         "A timer or task that counts working time names a calendar of its process.",
         calendars_are_known},
    Rule{"duplicate-calendar", "bpmn.md decision 6", Severity::error,
         "The calendars of a process have different ids.", calendars_are_one_each},
    Rule{"calendar-never-open", "bpmn.md decision 6", Severity::error,
         "A calendar has opening hours on some weekday.", calendars_are_open},
    Rule{"unknown-zone", "bpmn.md decision 6", Severity::error,
         "The zone of a process is one of the IANA database.", zone_is_known},
};

}  // namespace

std::span<const Rule> calendar_rules() { return rules; }

}  // namespace onward::model
