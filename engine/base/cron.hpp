// Cron: which local times an expression names, and the next of them. Three forms, told apart by
// their fields. Five: minute hour day-of-month month day-of-week, as Unix cron reads them (0 and 7
// are Sunday; when both day fields are restricted, either suffices). Six, with seconds in front and
// no "?": as Spring reads them (numbers of weekdays as in Unix; both day fields count). Six or
// seven (a year behind) with one "?" in place of a day field: as Quartz reads them (1 is Sunday).
// Not here: ISO 8601 cycles (iso8601.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace onward {

/// Bit n of a field is the value n; weekdays count from 0, Monday, as in calendar.hpp.
struct Cron {
  std::uint64_t seconds = 1, minutes = 0;
  std::uint32_t hours = 0, days = 0, months = 0, weekdays = 0;
  std::vector<unsigned> days_before_last;  ///< L is 0, L-3 is 3
  std::vector<unsigned> nearest_workdays;  ///< 15W is 15; LW is 0, the last working day
  std::vector<std::pair<unsigned, unsigned>> weekdays_of_month;  ///< MON#2 is {0, 2}; FRIL {4, 0}
  bool either_day = false;          ///< a day that one of the two day fields names is enough
  std::vector<std::int64_t> years;  ///< ascending; empty: every year
  bool quartz_numbers = false;      ///< a weekday is written as a number where 1 is Sunday
};

/// Also "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"; names
/// (MON, JAN) in any case. Errors: malformed (it says which field and why), not_executable (valid
/// in some scheduler, but not here).
Result<Cron> cron_from_text(std::string_view text);
/// Whether a text is written as cron, right or wrong, and not as ISO 8601: a cycle is one of both.
bool is_cron_shaped(std::string_view text);

/// The first instant after `after` that the expression names in the zone; nullopt when there is
/// none any more. A local time in the gap of daylight saving shifts forward, one that occurs twice
/// counts at its first. Errors: malformed (unknown zone).
Result<std::optional<Instant>> next_after(const Cron& cron, Instant after, std::string_view zone);
/// Whether any day matches at all; 30 February does not.
bool can_fall(const Cron& cron);

}  // namespace onward
