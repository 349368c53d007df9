// [calendars.ID] of the configuration: working time of the company, of teams and of people.
#pragma once

#include <vector>

#include "engine/base/shared_calendars.hpp"
#include "server/config.hpp"

namespace onward {

/// `open` (a list: "MON-FRI 09:00-17:00", weekdays and then hours), `holidays`, `users`, `groups`.
/// Errors: invalid (what was expected, and in which table).
Result<SharedCalendars> calendars_from_tables(const std::vector<ConfiguredTable>& tables);

}  // namespace onward
