// The proleptic Gregorian calendar as arithmetic on whole days. Not here: time of day, zones
// (zone.hpp).
#pragma once

#include <cstdint>
#include <optional>

namespace onward {

/// Days since 1970-01-01 of a date; nullopt when there is no such date or the year is beyond
/// +-999,999,999.
std::optional<std::int64_t> days_from_civil(std::int64_t year, unsigned month, unsigned day);
/// The date of a day number, the inverse of days_from_civil.
void civil_from_days(std::int64_t days, std::int64_t& year, unsigned& month, unsigned& day);
/// 0 Monday .. 6 Sunday.
unsigned weekday_from_days(std::int64_t days);
bool is_leap_year(std::int64_t year);
/// 28 to 31; `month` is 1 to 12.
unsigned days_in_month(std::int64_t year, unsigned month);
/// The same day some months later (or earlier), cut to the month's length: 31 January + 1 month =
/// 28 or 29 February. nullopt when the year leaves +-999,999,999.
std::optional<std::int64_t> add_months(std::int64_t days, std::int64_t months);

}  // namespace onward
