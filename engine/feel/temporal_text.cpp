// Reading the text forms of temporal.hpp (XML Schema Datatypes 1.1, with "@zone" of DMN 1.5
// clause 10.3.2.3.4).
#include <limits>

#include "engine/base/iso8601.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads from the front of a text; every function leaves it unmoved when it gives nothing.
struct Reader {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  std::optional<unsigned> two_digits() {
    if (rest.size() < 2 || !is_digit(rest[0]) || !is_digit(rest[1])) return std::nullopt;
    const auto number = static_cast<unsigned>((rest[0] - '0') * 10 + (rest[1] - '0'));
    rest.remove_prefix(2);
    return number;
  }
  std::optional<std::int64_t> digits(std::size_t& count) {
    std::int64_t number = 0;
    count = 0;
    while (count < rest.size() && is_digit(rest[count])) {
      if (number > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
      number = number * 10 + (rest[count] - '0');
      ++count;
    }
    if (count == 0) return std::nullopt;
    rest.remove_prefix(count);
    return number;
  }
  /// ".123456789": digits beyond the ninth are dropped.
  std::optional<std::uint32_t> fraction() {
    if (!take('.')) return 0;
    std::uint32_t nano = 0;
    std::size_t count = 0;
    for (; count < rest.size() && is_digit(rest[count]); ++count) {
      if (count < 9) nano = nano * 10 + static_cast<std::uint32_t>(rest[count] - '0');
    }
    if (count == 0) return std::nullopt;
    for (std::size_t i = count; i < 9; ++i) nano *= 10;
    rest.remove_prefix(count);
    return nano;
  }
};

std::optional<Date> take_date(Reader& in) {
  const bool negative = in.take('-');
  std::size_t count = 0;
  const bool padded = in.rest.size() > 4 && in.rest[0] == '0' && is_digit(in.rest[4]);
  const auto year = in.digits(count);
  if (!year || count < 4 || count > 9 || padded || !in.take('-')) return std::nullopt;
  const auto month = in.two_digits();
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.two_digits();
  if (!day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  const Date date{static_cast<std::int32_t>(negative ? -*year : *year),
                  static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
  if (!is_valid(date)) return std::nullopt;
  return date;
}

std::optional<Time> take_time(Reader& in) {
  const auto hour = in.two_digits();
  if (!hour || *hour > 23 || !in.take(':')) return std::nullopt;
  const auto minute = in.two_digits();
  if (!minute || *minute > 59 || !in.take(':')) return std::nullopt;
  const auto second = in.two_digits();
  if (!second || *second > 59) return std::nullopt;
  const auto nano = in.fraction();
  if (!nano) return std::nullopt;
  Time time;
  time.hour = static_cast<std::uint8_t>(*hour);
  time.minute = static_cast<std::uint8_t>(*minute);
  time.second = static_cast<std::uint8_t>(*second);
  time.nano = *nano;
  if (!in.rest.empty()) {
    const auto zone = read_zone(in.rest);
    if (!zone) return std::nullopt;
    time.zone = *zone;
    in.rest = {};
  }
  return time;
}

/// What the letters of a duration added up to.
struct Parts {
  std::int64_t months = 0, seconds = 0;
  std::uint32_t nano = 0;
  bool has_months = false, has_seconds = false;
};

// Reads "1Y2M" or "1D" or "2H3M4.5S": each letter of `units` at most once and in order.
bool take_units(Reader& in, std::string_view units, bool of_time, Parts& parts) {
  std::size_t next = 0;
  bool any = false;
  while (!in.rest.empty() && is_digit(in.rest.front())) {
    std::size_t count = 0;
    const auto number = in.digits(count);
    const bool has_fraction = !in.rest.empty() && in.rest.front() == '.';
    const auto nano = in.fraction();
    if (!number || !nano || in.rest.empty()) return false;
    const char unit = in.rest.front();
    const std::size_t place = units.find(unit, next);
    if (place == std::string_view::npos || (has_fraction && unit != 'S')) return false;
    in.rest.remove_prefix(1);
    next = place + 1;
    const std::int64_t factor = unit == 'Y'              ? 12
                                : unit == 'D'            ? 86'400
                                : unit == 'H'            ? 3600
                                : unit == 'M' && of_time ? 60
                                                         : 1;
    const bool is_months = !of_time && unit != 'D';
    std::int64_t& sum = is_months ? parts.months : parts.seconds;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(*number, factor, &product) ||
        __builtin_add_overflow(sum, product, &sum))
      return false;
    (is_months ? parts.has_months : parts.has_seconds) = true;
    if (unit == 'S') parts.nano = *nano;
    any = true;
  }
  return any || in.rest.empty() || in.rest.front() == 'T';
}

}  // namespace

std::optional<Zone> read_zone(std::string_view text) {
  Zone zone;
  if (text == "Z" || text == "z") {
    zone.kind = Zone::Kind::offset;
    return zone;
  }
  Reader in{text};
  if (in.take('@')) {
    if (!zone_exists(in.rest)) return std::nullopt;
    zone.kind = Zone::Kind::named;
    zone.name = in.rest;
    return zone;
  }
  const bool negative = in.take('-');
  if (!negative && !in.take('+')) return std::nullopt;
  const auto hour = in.two_digits();
  if (!hour || !in.take(':')) return std::nullopt;
  const auto minute = in.two_digits();
  const auto second = in.take(':') ? in.two_digits() : std::optional<unsigned>(0);
  if (!minute || !second || *minute > 59 || *second > 59 || !in.rest.empty()) return std::nullopt;
  const auto size = static_cast<std::int32_t>(*hour * 3600 + *minute * 60 + *second);
  if (size > 18 * 3600) return std::nullopt;
  zone.kind = Zone::Kind::offset;
  zone.offset_seconds = negative ? -size : size;
  return zone;
}

std::optional<Date> read_date(std::string_view text) {
  Reader in{text};
  auto date = take_date(in);
  return in.rest.empty() ? date : std::nullopt;
}

std::optional<Time> read_time(std::string_view text) {
  Reader in{text};
  auto time = take_time(in);
  return in.rest.empty() ? time : std::nullopt;
}

std::optional<DateTime> read_date_time(std::string_view text) {
  Reader in{text};
  const auto date = take_date(in);
  if (!date) return std::nullopt;
  if (in.rest.empty()) return DateTime{*date, {}};
  if (!in.take('T')) return std::nullopt;
  auto time = take_time(in);
  if (!time || !in.rest.empty()) return std::nullopt;
  return DateTime{*date, std::move(*time)};
}

std::optional<Value> read_duration(std::string_view text) {
  Reader in{text};
  const bool negative = in.take('-');
  if (!in.take('P') || in.rest.empty()) return std::nullopt;
  Parts parts;
  if (!take_units(in, "YMD", false, parts)) return std::nullopt;
  if (in.take('T') && (in.rest.empty() || !take_units(in, "HMS", true, parts))) return std::nullopt;
  if (!in.rest.empty() || parts.has_months == parts.has_seconds) return std::nullopt;
  if (parts.has_months) return Value(YearMonthDuration{negative ? -parts.months : parts.months});
  const auto nano = static_cast<std::int32_t>(parts.nano);
  return Value(DayTimeDuration{negative ? -parts.seconds : parts.seconds, negative ? -nano : nano});
}

std::optional<Value> read_temporal(std::string_view text) {
  if (const auto date = read_date(text)) return Value(*date);
  if (auto at = read_date_time(text)) return Value(std::move(*at));
  if (auto time = read_time(text)) return Value(std::move(*time));
  return read_duration(text);
}

}  // namespace onward::feel
