// Dates, times and durations of FEEL (DMN 1.5 clauses 10.3.2.3.4 to 10.3.2.3.8): reading text
// forms, and where they lie on the time line. Printing them: value/temporal_text.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/value/value.hpp"

namespace onward::feel {

// Reading gives nullopt for anything that is not exactly the ISO/XML Schema form.
std::optional<Date> read_date(std::string_view text);
std::optional<Time> read_time(std::string_view text);
/// A date alone is midnight, local.
std::optional<DateTime> read_date_time(std::string_view text);
std::optional<Value> read_duration(std::string_view text);
/// What @"..." holds: a date, a time, a date and time or a duration.
std::optional<Value> read_temporal(std::string_view text);
/// "Z", "+02:00" or "@Europe/Paris".
std::optional<Zone> read_zone(std::string_view text);

bool is_valid(const Date& date);
/// Days since 1970-01-01 of a valid date.
std::int64_t day_number(const Date& date);
/// nullopt when the year is beyond 999,999,999.
std::optional<Date> date_of_day_number(std::int64_t days);

/// A point on the time line: seconds since 1970-01-01T00:00:00, of UTC when zoned, of the local
/// clock otherwise.
struct Moment {
  std::int64_t seconds = 0;
  std::int32_t nano = 0;  ///< 0 to 999,999,999
  bool zoned = false;
};
Moment moment_of(const DateTime& at);
Moment moment_of(const Time& time);  ///< on 2000-01-01, which settles the offset of a named zone
/// Midnight UTC, as arithmetic takes a date (Table 55).
Moment moment_of(const Date& date);
/// Back, on the clock of `zone`; nullopt when out of range.
std::optional<DateTime> date_time_of(Moment moment, const Zone& zone);

/// Seconds east of UTC; nullopt for a local time.
std::optional<std::int32_t> offset_of(const DateTime& at);
std::optional<std::int32_t> offset_of(const Time& time);

/// Adds months; the day is cut to the length of the month.
std::optional<Date> plus_months(const Date& date, std::int64_t months);

}  // namespace onward::feel
