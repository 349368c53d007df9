// ISO 8601 dates, times, durations and repeating intervals, and what the calendar needs: read, print, add; zones through
// Abseil (Debian's date-tz is wrong after 2037). In a gap of daylight saving local time shifts forward, in an overlap the first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace onward {

/// A calendar duration as written: years and months kept apart from exact time, since they need a date to have a length.
struct CalendarDuration {
  std::int64_t months = 0;  ///< years * 12 + months
  std::int64_t seconds = 0; ///< weeks, days, hours, minutes and seconds
  std::int32_t nano = 0;
  friend bool operator==(const CalendarDuration&, const CalendarDuration&) = default;
};
/// "P1Y2M3DT4H5M6.5S", "P2W", "-P1D". Errors: malformed.
Result<CalendarDuration> duration_from_text(std::string_view text);

/// Days since 1970-01-01 of a proleptic Gregorian date, and back; days over the month's end are refused (nullopt).
std::optional<std::int64_t> days_from_civil(std::int64_t year, unsigned month, unsigned day);
void civil_from_days(std::int64_t days, std::int64_t& year, unsigned& month, unsigned& day);
/// 0 Monday .. 6 Sunday.
unsigned weekday_from_days(std::int64_t days);

/// Adds months first (the day is cut to the month's length), in local time of `zone`, then exact time.
Result<Instant> add(Instant at, const CalendarDuration& span, std::string_view zone);

/// Local wall time of a zone at an instant: seconds since 1970-01-01T00:00:00 local. Errors: malformed (unknown zone).
Result<std::int64_t> local_seconds(Instant at, std::string_view zone);
/// The instant of a local wall time; gap -> shifted forward, overlap -> the first. Errors: malformed (unknown zone).
Result<Instant> instant_of_local(std::int64_t local_seconds_since_epoch, std::string_view zone);
bool zone_exists(std::string_view zone);

/// "2026-11-22", "2026-11-22T08:00", with or without offset or "@Europe/Berlin": an instant; local texts use `zone`.
Result<Instant> instant_in_zone(std::string_view text, std::string_view zone);

/// ISO 8601 repeating interval: R[n]/[start/]duration[/end]. `count` absent = without end.
struct RepeatingInterval {
  std::optional<std::uint32_t> count;
  std::optional<Instant> start;
  CalendarDuration every;
  std::optional<Instant> end;
};
/// Also accepts a bare duration (count 1 is not implied: it repeats without end). Errors: malformed.
Result<RepeatingInterval> repeating_interval_from_text(std::string_view text, std::string_view zone);

}  // namespace onward
