// ISO 8601 dates, times, durations and repeating intervals: read, print, add. Day numbers are in
// calendar.hpp, zones in zone.hpp; this header brings both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/calendar.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/zone.hpp"

namespace onward {

/// A calendar duration as written: years and months kept apart from exact time, since they need a
/// date to have a length.
struct CalendarDuration {
  std::int64_t months = 0;   ///< years * 12 + months
  std::int64_t seconds = 0;  ///< weeks, days, hours, minutes and seconds
  std::int32_t nano = 0;
  friend bool operator==(const CalendarDuration&, const CalendarDuration&) = default;
};
/// "P1Y2M3DT4H5M6.5S", "P2W", "-P1D". Errors: malformed.
Result<CalendarDuration> duration_from_text(std::string_view text);
/// "P1Y2M3DT4H5M6.5S", "-P1D", "PT0S"; months and exact time have the same sign, as they have when
/// read.
std::string to_text(const CalendarDuration& span);

/// Adds months first (the day is cut to the month's length), in local time of `zone`, then exact
/// time (milliseconds). Errors: malformed (unknown zone), invalid (the sum leaves the years 0000 to
/// 9999).
Result<Instant> add(Instant at, const CalendarDuration& span, std::string_view zone);

/// "2026-11-22", "2026-11-22T08:00", with or without offset or "@Europe/Berlin": an instant; local
/// texts use `zone`. Errors: malformed.
Result<Instant> instant_in_zone(std::string_view text, std::string_view zone);

/// ISO 8601 repeating interval: R[n]/[start/]duration[/end]. `count` absent = without end.
struct RepeatingInterval {
  std::optional<std::uint32_t> count;
  std::optional<Instant> start;
  CalendarDuration every;
  std::optional<Instant> end;
};
/// Also accepts a bare duration (count 1 is not implied: it repeats without end). The duration must
/// be longer than zero. Errors: malformed.
Result<RepeatingInterval> repeating_interval_from_text(std::string_view text,
                                                       std::string_view zone);

}  // namespace onward
