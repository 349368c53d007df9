#include "engine/base/shared_calendars.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/check.hpp"

namespace onward {
namespace {

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

SharedCalendars::SharedCalendars(std::vector<SharedCalendar> all) : all_(std::move(all)) {
  company_.id = company_calendar;
  ONWARD_CHECK(set_open(company_, "MON-FRI", "00:00-24:00").ok());
  for (const SharedCalendar& each : all_)
    if (each.calendar.id == company_calendar) company_ = each.calendar;
}

const WorkingCalendar& SharedCalendars::of_performer(std::string_view user,
                                                     std::span<const std::string> groups) const {
  for (const SharedCalendar& each : all_)
    if (!user.empty() && holds(each.users, user)) return each.calendar;
  for (const std::string& group : groups)
    for (const SharedCalendar& each : all_)
      if (holds(each.groups, group)) return each.calendar;
  return company_;
}

}  // namespace onward
