// Reads working calendars.
#include "adapters/native_xml/details.hpp"

namespace onward::native_xml {

WorkingCalendar read_calendar(Source& source, pugi::xml_node node) {
  WorkingCalendar calendar;
  calendar.id = value_of(node, "id");
  for (const pugi::xml_node open : children(node, "open"))
    if (const auto set = set_open(calendar, value_of(open, "days"), value_of(open, "hours"));
        !set.ok())
      source.error("invalid-value", set.error().message, open);
  auto holidays = days_from_text(value_of(node, "holidays"));
  if (holidays.ok())
    calendar.holidays = std::move(*holidays);
  else
    source.error("invalid-value", holidays.error().message, node);
  return calendar;
}

}  // namespace onward::native_xml
