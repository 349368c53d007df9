// Temporal functions (DMN 1.5 clauses 10.3.4.1, 10.3.4.8 and Table 82): building dates and times,
// calendar questions, now().
#include <array>

#include "engine/base/iso8601.hpp"
#include "engine/feel/builtins.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {
namespace {

std::optional<std::int64_t> whole(const Value& value) {
  return value.number() != nullptr && value.number()->is_integer() ? value.number()->to_int64()
                                                                   : std::nullopt;
}

Zone utc() {
  Zone zone;
  zone.kind = Zone::Kind::offset;
  return zone;
}

Value date_from(const Call& call) {
  if (const auto* date = call[0].date()) return *date;
  if (const auto* at = call[0].date_time()) return at->date;
  if (const auto* text = call[0].text()) {
    if (const auto date = read_date(*text)) return *date;
  }
  return call.fail("date: this is no date");
}

std::optional<Date> date_of_parts(const Value& year, const Value& month, const Value& day) {
  const auto y = whole(year);
  const auto m = whole(month);
  const auto d = whole(day);
  if (!y || !m || !d || *y < -999'999'999 || *y > 999'999'999 || *m < 1 || *m > 12 || *d < 1 ||
      *d > 31)
    return std::nullopt;
  const Date date{static_cast<std::int32_t>(*y), static_cast<std::uint8_t>(*m),
                  static_cast<std::uint8_t>(*d)};
  return is_valid(date) ? std::optional<Date>(date) : std::nullopt;
}

Value date_from_parts(const Call& call) {
  const auto date = date_of_parts(call[0], call[1], call[2]);
  return date ? Value(*date) : call.fail("date: there is no such day");
}

// Of a date: midnight UTC.
Value time_from(const Call& call) {
  if (const auto* time = call[0].time()) return *time;
  if (const auto* at = call[0].date_time()) return at->time;
  if (call[0].date() != nullptr) {
    Time midnight;
    midnight.zone = utc();
    return midnight;
  }
  if (const auto* text = call[0].text()) {
    if (auto time = read_time(*text)) return std::move(*time);
  }
  return call.fail("time: this is no time");
}

std::optional<Time> time_of_parts(const Value& hour, const Value& minute, const Value& second,
                                  const Value& offset) {
  const auto h = whole(hour);
  const auto m = whole(minute);
  const auto cut = round(*second.number(), 0, Decimal::Rounding::floor);
  const std::int64_t s = cut ? cut->to_int64().value_or(-1) : -1;
  if (!h || !m || *h < 0 || *h > 23 || *m < 0 || *m > 59 || s < 0 || s > 59) return std::nullopt;
  const auto rest = subtract(*second.number(), *cut);
  const auto nano = rest ? multiply(*rest, Decimal(std::int64_t{1'000'000'000})) : std::nullopt;
  const auto whole_nano = nano ? round(*nano, 0, Decimal::Rounding::down) : std::nullopt;
  Time time;
  time.hour = static_cast<std::uint8_t>(*h);
  time.minute = static_cast<std::uint8_t>(*m);
  time.second = static_cast<std::uint8_t>(s);
  time.nano = static_cast<std::uint32_t>(whole_nano ? whole_nano->to_int64().value_or(0) : 0);
  if (const auto* span = offset.day_time_duration()) {
    if (span->seconds > 18 * 3600 || span->seconds < -18 * 3600 || span->nano != 0)
      return std::nullopt;
    time.zone.kind = Zone::Kind::offset;
    time.zone.offset_seconds = static_cast<std::int32_t>(span->seconds);
  }
  return time;
}

Value time_from_parts(const Call& call) {
  auto time = time_of_parts(call[0], call[1], call[2], call[3]);
  return time ? Value(std::move(*time)) : call.fail("time: there is no such time");
}

Value date_time_from(const Call& call) {
  if (const auto* at = call[0].date_time()) return *at;
  if (const auto* date = call[0].date()) {
    DateTime at{*date, {}};
    at.time.zone = utc();
    return at;
  }
  if (const auto* text = call[0].text()) {
    if (auto at = read_date_time(*text)) return std::move(*at);
  }
  return call.fail("date and time: this is no date and time");
}

Value date_time_from_pair(const Call& call) {
  const Date date = call[0].date() != nullptr ? *call[0].date() : call[0].date_time()->date;
  if (call[1].time() == nullptr) return call.fail("date and time: the second argument is no time");
  return DateTime{date, *call[1].time()};
}

Value date_time_from_parts(const Call& call) {
  const auto date = date_of_parts(call[0], call[1], call[2]);
  auto time = time_of_parts(call[3], call[4], call[5], call[6]);
  if (!date || !time) return call.fail("date and time: there is no such moment");
  return DateTime{*date, std::move(*time)};
}

Value duration_from(const Call& call) {
  if (call[0].day_time_duration() != nullptr || call[0].year_month_duration() != nullptr)
    return call[0];
  if (const auto* text = call[0].text()) {
    if (auto span = read_duration(*text)) return std::move(*span);
  }
  return call.fail("duration: this is no duration");
}

Date day_of(const Value& value) {
  return value.date() != nullptr ? *value.date() : value.date_time()->date;
}

// Whole months between two days; the time of day does not count (Table 73).
Value months_between(const Call& call) {
  const Date from = day_of(call[0]);
  const Date to = day_of(call[1]);
  std::int64_t months =
      (static_cast<std::int64_t>(to.year) - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) --months;
  if (months < 0 && to.day > from.day) ++months;
  return YearMonthDuration{months};
}

Value day_of_year(const Call& call) {
  const Date date = day_of(call[0]);
  return Decimal(day_number(date) - day_number(Date{date.year, 1, 1}) + 1);
}

Value day_of_week(const Call& call) {
  static constexpr std::array<std::string_view, 7> names = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return names[weekday_from_days(day_number(day_of(call[0])))];
}

Value month_of_year(const Call& call) {
  static constexpr std::array<std::string_view, 12> names = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return names[day_of(call[0]).month - 1U];
}

// ISO 8601: the week of the year that holds this week's Thursday.
Value week_of_year(const Call& call) {
  const std::int64_t days = day_number(day_of(call[0]));
  const std::int64_t thursday = days - weekday_from_days(days) + 3;
  const auto date = date_of_day_number(thursday);
  if (!date) return {};
  return Decimal((thursday - day_number(Date{date->year, 1, 1})) / 7 + 1);
}

Value now(const Call& call) {
  Zone zone;
  zone.kind = Zone::Kind::named;
  zone.name = call.evaluator.environment().zone;
  if (zone.name == "UTC" || !zone_exists(zone.name)) zone = utc();
  const std::int64_t ms = call.evaluator.environment().now.ms;
  const std::int64_t seconds = ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
  const auto at = date_time_of(
      {seconds, static_cast<std::int32_t>((ms - seconds * 1000) * 1'000'000), true}, zone);
  return at ? Value(*at) : Value();
}

Value today(const Call& call) {
  const Value at = now(call);
  return at.date_time() != nullptr ? Value(at.date_time()->date) : Value();
}

}  // namespace

std::span<const BuiltinRow> time_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"date", "from:x", date_from},
      BuiltinRow{"date", "year:n, month:n, day:n", date_from_parts},
      BuiltinRow{"time", "from:x", time_from},
      BuiltinRow{"time", "hour:n, minute:n, second:n, offset:D~", time_from_parts},
      BuiltinRow{"date and time", "from:x", date_time_from},
      BuiltinRow{"date and time", "date:w, time:t", date_time_from_pair},
      BuiltinRow{"date and time", "year:n, month:n, day:n, hour:n, minute:n, second:n, offset:D~",
                 date_time_from_parts},
      BuiltinRow{"duration", "from:x", duration_from},
      BuiltinRow{"years and months duration", "from:w, to:w", months_between},
      BuiltinRow{"day of year", "date:w", day_of_year},
      BuiltinRow{"day of week", "date:w", day_of_week},
      BuiltinRow{"month of year", "date:w", month_of_year},
      BuiltinRow{"week of year", "date:w", week_of_year},
      BuiltinRow{"now", "", now},
      BuiltinRow{"today", "", today},
  };
  return rows;
}

}  // namespace onward::feel
