#include "server/calendar_settings.hpp"

#include <string>
#include <utility>

namespace onward {
namespace {

Error refuse(const ConfiguredTable& table, const std::string& expected) {
  return {ErrorCode::invalid, "[calendars." + table.id + "]: " + expected};
}

std::vector<std::string> texts_of(const Context& body, std::string_view name) {
  std::vector<std::string> texts;
  const Value* value = body.find(name);
  if (value == nullptr || value->list() == nullptr) return texts;
  for (const Value& each : *value->list()) texts.push_back(*each.text());
  return texts;
}

/// "MON-THU SAT 09:00-13:00 14:00-18:00": the hours begin with the first digit.
Result<Done> open(WorkingCalendar& calendar, const std::string& line) {
  const std::size_t hours = line.find_first_of("0123456789");
  if (hours == std::string::npos)
    return Error{ErrorCode::malformed, "weekdays and hours such as MON-FRI 09:00-17:00"};
  return set_open(calendar, line.substr(0, hours), line.substr(hours));
}

Result<SharedCalendar> calendar_of(const ConfiguredTable& table) {
  for (const auto& [name, value] : table.body.entries())
    if (name != "open" && name != "holidays" && name != "users" && name != "groups")
      return refuse(table, "it knows open, holidays, users and groups, not " + name);
  SharedCalendar made;
  made.calendar.id = table.id;
  made.users = texts_of(table.body, "users");
  made.groups = texts_of(table.body, "groups");
  for (const std::string& line : texts_of(table.body, "open"))
    if (const auto opened = open(made.calendar, line); !opened.ok())
      return refuse(table, "open = [\"" + line + "\"]: " + opened.error().message);
  if (!has_open_hours(made.calendar))
    return refuse(table, "open is a list such as [\"MON-FRI 09:00-17:00\"]");
  if (const Value* holidays = table.body.find("holidays")) {
    auto days = days_from_text(*holidays->text());
    if (!days.ok()) return refuse(table, "holidays: " + days.error().message);
    made.calendar.holidays = std::move(*days);
  }
  const bool is_company = table.id == company_calendar;
  if (is_company != (made.users.empty() && made.groups.empty()))
    return refuse(table, is_company ? "the company's calendar is everybody's: no users and groups"
                                    : "it says whom it is for: users or groups");
  return made;
}

}  // namespace

Result<SharedCalendars> calendars_from_tables(const std::vector<ConfiguredTable>& tables) {
  std::vector<SharedCalendar> all;
  for (const ConfiguredTable& table : tables) {
    ONWARD_TRY(SharedCalendar made, calendar_of(table));
    all.push_back(std::move(made));
  }
  return SharedCalendars(std::move(all));
}

}  // namespace onward
