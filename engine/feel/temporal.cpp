#include "engine/feel/temporal.hpp"

#include "engine/base/iso8601.hpp"

namespace onward::feel {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t days_per_400_years = 146'097;
constexpr std::int32_t year_limit = 999'999'999;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

// Zones are known for the years that a millisecond clock reaches. The calendar repeats every 400
// years, so years far away are looked up where the same day falls near ours.
std::int32_t zone_offset_at(const std::string& zone, std::int64_t seconds, bool is_utc) {
  constexpr std::int64_t cycle = days_per_400_years * seconds_per_day;
  const std::int64_t shifted = seconds > 8 * cycle || seconds < -8 * cycle
                                   ? seconds % cycle + (seconds > 0 ? 4 : -4) * cycle
                                   : seconds;
  if (is_utc) {
    const auto local = local_seconds(Instant{shifted * 1000}, zone);
    return local.ok() ? static_cast<std::int32_t>(local.value() - shifted) : 0;
  }
  const auto instant = instant_of_local(shifted, zone);
  return instant.ok() ? static_cast<std::int32_t>(shifted - floor_divide(instant.value().ms, 1000))
                      : 0;
}

std::int64_t second_of_day(const Time& time) {
  return time.hour * 3600 + time.minute * 60 + time.second;
}

}  // namespace

bool is_valid(const Date& date) {
  if (date.year < -year_limit || date.year > year_limit) return false;
  return days_from_civil(date.year, date.month, date.day).has_value();
}

std::int64_t day_number(const Date& date) {
  return days_from_civil(date.year, date.month, date.day).value_or(0);
}

std::optional<Date> date_of_day_number(std::int64_t days) {
  std::int64_t year = 0;
  unsigned month = 1;
  unsigned day = 1;
  civil_from_days(days, year, month, day);
  if (year < -year_limit || year > year_limit) return std::nullopt;
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

std::optional<std::int32_t> offset_of(const DateTime& at) {
  switch (at.time.zone.kind) {
    case Zone::Kind::none: return std::nullopt;
    case Zone::Kind::offset: return at.time.zone.offset_seconds;
    case Zone::Kind::named: break;
  }
  return zone_offset_at(at.time.zone.name,
                        day_number(at.date) * seconds_per_day + second_of_day(at.time), false);
}

std::optional<std::int32_t> offset_of(const Time& time) {
  return offset_of(DateTime{{2000, 1, 1}, time});
}

Moment moment_of(const DateTime& at) {
  const auto offset = offset_of(at);
  const std::int64_t local = day_number(at.date) * seconds_per_day + second_of_day(at.time);
  return {local - offset.value_or(0), static_cast<std::int32_t>(at.time.nano), offset.has_value()};
}

Moment moment_of(const Time& time) { return moment_of(DateTime{{2000, 1, 1}, time}); }

Moment moment_of(const Date& date) { return {day_number(date) * seconds_per_day, 0, true}; }

std::optional<DateTime> date_time_of(Moment moment, const Zone& zone) {
  std::int64_t local = moment.seconds;
  if (zone.kind == Zone::Kind::offset) local += zone.offset_seconds;
  if (zone.kind == Zone::Kind::named) local += zone_offset_at(zone.name, local, true);
  const std::int64_t days = floor_divide(local, seconds_per_day);
  const auto date = date_of_day_number(days);
  if (!date) return std::nullopt;
  const std::int64_t rest = local - days * seconds_per_day;
  DateTime at;
  at.date = *date;
  at.time.hour = static_cast<std::uint8_t>(rest / 3600);
  at.time.minute = static_cast<std::uint8_t>(rest / 60 % 60);
  at.time.second = static_cast<std::uint8_t>(rest % 60);
  at.time.nano = static_cast<std::uint32_t>(moment.nano);
  at.time.zone = zone;
  return at;
}

std::optional<Date> plus_months(const Date& date, std::int64_t months) {
  if (months > 30'000'000'000 || months < -30'000'000'000) return std::nullopt;
  const std::int64_t total = static_cast<std::int64_t>(date.year) * 12 + date.month - 1 + months;
  const std::int64_t year = floor_divide(total, 12);
  if (year < -year_limit || year > year_limit) return std::nullopt;
  Date result{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(total - year * 12 + 1),
              date.day};
  while (!is_valid(result)) --result.day;  // at most from 31 to 28
  return result;
}

}  // namespace onward::feel
