#include "engine/base/cron.hpp"

#include <algorithm>

#include "engine/base/calendar.hpp"
#include "engine/base/zone.hpp"

namespace onward {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t calendar_cycle_years = 400;  // then weekdays and leap years repeat
constexpr std::int64_t last_year = 9'999;

bool has(std::uint64_t bits, unsigned value) { return (bits >> value & 1U) != 0; }

struct Day {
  std::int64_t number = 0, year = 0;
  unsigned month = 0, day = 0, weekday = 0, last = 0;
};

Day day_of(std::int64_t number) {
  Day at;
  at.number = number;
  civil_from_days(number, at.year, at.month, at.day);
  at.weekday = weekday_from_days(number);
  at.last = days_in_month(at.year, at.month);
  return at;
}

/// The working day nearest to a day of the same month, which it does not leave; 0: the month has no
/// such day.
unsigned workday_near(const Day& at, unsigned day) {
  if (day > at.last) return 0;
  const std::int64_t number = at.number - at.day + day;
  const unsigned weekday = weekday_from_days(number);
  if (weekday == 5) return day == 1 ? 3 : day - 1;
  if (weekday == 6) return day == at.last ? day - 2 : day + 1;
  return day;
}

unsigned last_workday(const Day& at) {
  const unsigned weekday = weekday_from_days(at.number - at.day + at.last);
  return weekday < 5 ? at.last : at.last - (weekday - 4);
}

bool day_of_month_matches(const Cron& cron, const Day& at) {
  if (has(cron.days, at.day)) return true;
  for (const unsigned before : cron.days_before_last)
    if (at.day + before == at.last) return true;
  for (const unsigned near : cron.nearest_workdays)
    if (at.day == (near == 0 ? last_workday(at) : workday_near(at, near))) return true;
  return false;
}

bool weekday_matches(const Cron& cron, const Day& at) {
  if (has(cron.weekdays, at.weekday)) return true;
  for (const auto& [weekday, nth] : cron.weekdays_of_month) {
    if (weekday != at.weekday) continue;
    if (nth == 0 ? at.day + 7 > at.last : (at.day - 1) / 7 + 1 == nth) return true;
  }
  return false;
}

bool day_matches(const Cron& cron, const Day& at) {
  const bool by_day = day_of_month_matches(cron, at);
  const bool by_weekday = weekday_matches(cron, at);
  return cron.either_day ? by_day || by_weekday : by_day && by_weekday;
}

/// The first day from `number` on.
std::optional<std::int64_t> matching_day(const Cron& cron, std::int64_t number) {
  Day at = day_of(number);
  const std::int64_t horizon = std::min(at.year + calendar_cycle_years, last_year);
  while (at.year <= horizon) {
    const bool in_year =
        cron.years.empty() || std::binary_search(cron.years.begin(), cron.years.end(), at.year);
    if (!in_year && at.year > cron.years.back()) return std::nullopt;
    if (in_year && has(cron.months, at.month)) {
      if (day_matches(cron, at)) return at.number;
      at = day_of(at.number + 1);
    } else {
      at = day_of(at.number - at.day + at.last + 1);
    }
  }
  return std::nullopt;
}

/// The first time of day from `from` on, in seconds.
std::optional<std::int64_t> matching_time(const Cron& cron, std::int64_t from) {
  for (std::int64_t hour = from / 3'600; hour < 24; ++hour) {
    if (!has(cron.hours, static_cast<unsigned>(hour))) continue;
    const std::int64_t in_hour = std::max<std::int64_t>(from - hour * 3'600, 0);
    for (std::int64_t minute = in_hour / 60; minute < 60; ++minute) {
      if (!has(cron.minutes, static_cast<unsigned>(minute))) continue;
      for (std::int64_t second = std::max<std::int64_t>(in_hour - minute * 60, 0); second < 60;
           ++second)
        if (has(cron.seconds, static_cast<unsigned>(second)))
          return hour * 3'600 + minute * 60 + second;
    }
  }
  return std::nullopt;
}

std::int64_t day_number(std::int64_t local) {
  return local >= 0 ? local / seconds_per_day : -((-local + seconds_per_day - 1) / seconds_per_day);
}

/// The first local time after `after`, in seconds; zones play no part.
std::optional<std::int64_t> next_local(const Cron& cron, std::int64_t after) {
  const std::int64_t from = after + 1;
  const std::int64_t today = day_number(from);
  auto day = matching_day(cron, today);
  if (!day) return std::nullopt;
  const std::int64_t earliest = *day == today ? from - today * seconds_per_day : 0;
  if (const auto time = matching_time(cron, earliest)) return *day * seconds_per_day + *time;
  day = matching_day(cron, *day + 1);
  const auto time = matching_time(cron, 0);
  if (!day || !time) return std::nullopt;
  return *day * seconds_per_day + *time;
}

}  // namespace

Result<std::optional<Instant>> next_after(const Cron& cron, Instant after, std::string_view zone) {
  ONWARD_TRY(const std::int64_t local, local_seconds(after, zone));
  // Shortly after a gap some of what it swallowed may still be to come, shifted forward.
  ONWARD_TRY(const std::int64_t offset, zone_offset_seconds(after, zone));
  ONWARD_TRY(const std::int64_t offset_before,
             zone_offset_seconds(after - Duration{seconds_per_day * 1'000}, zone));
  std::int64_t at = local - std::max<std::int64_t>(offset - offset_before, 0);
  std::optional<Instant> best;
  std::int64_t best_local = 0;
  // Ends: each candidate is later, and the first that lies outside a gap decides.
  while (const auto candidate = next_local(cron, at)) {
    at = *candidate;
    if (best && at >= best_local) break;
    ONWARD_TRY(const Instant instant, instant_of_local(at, zone));
    if (instant <= after) continue;
    ONWARD_TRY(const std::int64_t shown, local_seconds(instant, zone));
    if (!best || instant < *best) {
      best = instant;
      best_local = shown;
    }
    if (shown == at) break;
  }
  return best;
}

bool can_fall(const Cron& cron) {
  const std::int64_t first_year = cron.years.empty() ? 1'970 : cron.years.front();
  const auto first = days_from_civil(first_year, 1, 1);
  return first && matching_day(cron, *first).has_value();
}

}  // namespace onward
