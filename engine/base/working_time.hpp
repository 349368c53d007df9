// Working time: a week's opening hours without holidays, and how far a duration reaches in it.
// Calendars are data of a definition; the zone comes beside them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/iso8601.hpp"

namespace onward {

/// Seconds of a local day, 0 <= from < to <= 86,400; `to` itself is closed.
struct OpenHours {
  std::int32_t from = 0, to = 0;
  friend bool operator==(const OpenHours&, const OpenHours&) = default;
};

struct WorkingCalendar {
  std::string id;
  std::array<std::vector<OpenHours>, 7> week;  ///< from Monday; ascending, apart from one another
  std::vector<std::int64_t> holidays;          ///< days since 1970-01-01, ascending
  friend bool operator==(const WorkingCalendar&, const WorkingCalendar&) = default;
};

/// Opens the weekdays "MON-THU SAT" (any case) during the hours "09:00-13:00 14:00-18:00"
/// (ascending; the day ends at 24:00), instead of what they had. Errors: malformed.
Result<Done> set_open(WorkingCalendar& calendar, std::string_view weekdays, std::string_view hours);
/// "2026-12-25 2026-12-28/2026-12-31" (both ends are meant): day numbers, ascending. Errors:
/// malformed.
Result<std::vector<std::int64_t>> days_from_text(std::string_view text);

/// As set_open reads it.
std::string to_text(const std::vector<OpenHours>& hours);
/// As days_from_text reads it.
std::string days_to_text(const std::vector<std::int64_t>& days);
/// "MON" for 0 .. "SUN" for 6.
std::string_view weekday_name(unsigned weekday);

bool has_open_hours(const WorkingCalendar& calendar);
bool is_open(const WorkingCalendar& calendar, std::int64_t local_seconds);

/// Whole days of the span (24 hours) are working days: the same time of the day, or the day's
/// closing when it is over by then. The rest counts opening hours only. Both begin at the next
/// opening when `at` is outside. Months come first, by the calendar of everybody. Errors: malformed
/// (unknown zone), invalid (a negative span, never open, more than 100 years away).
Result<Instant> add_working(Instant at, const CalendarDuration& span,
                            const WorkingCalendar& calendar, std::string_view zone);

/// The open time from one moment to a later one; nothing when it is not later. Errors: malformed
/// (unknown zone).
Result<Duration> open_time(Instant from, Instant to, const WorkingCalendar& calendar,
                           std::string_view zone);
/// When so much open time has gone by. Errors: as add_working.
Result<Instant> after_open_time(Instant at, Duration span, const WorkingCalendar& calendar,
                                std::string_view zone);

}  // namespace onward
