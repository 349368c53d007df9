#include "adapters/xml/working_calendars.hpp"

#include <utility>

#include "adapters/xml/texts.hpp"

namespace onward::xml {

WorkingCalendar read_calendar(
    pugi::xml_node calendar, const std::vector<pugi::xml_node>& opens,
    const std::function<void(std::string message, pugi::xml_node node)>& complain) {
  const auto value = [](pugi::xml_node node, const char* name) {
    return trim(node.attribute(name).value());
  };
  WorkingCalendar result;
  result.id = value(calendar, "id");
  for (const pugi::xml_node open : opens)
    if (const auto set = set_open(result, value(open, "days"), value(open, "hours")); !set.ok())
      complain(set.error().message, open);
  auto holidays = days_from_text(value(calendar, "holidays"));
  if (holidays.ok())
    result.holidays = std::move(*holidays);
  else
    complain(holidays.error().message, calendar);
  return result;
}

}  // namespace onward::xml
