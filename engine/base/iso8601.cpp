// Standard: ISO 8601-1:2019 clauses 5.5.2 (duration), 5.6 (recurring interval); RFC 3339 for dates
// and times.
#include "engine/base/iso8601.hpp"

#include <array>
#include <limits>

#include "engine/base/iso_scanner.hpp"

namespace onward {
namespace {

using iso::in_calendar;

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t largest_span = 1'000'000'000'000'000;  // seconds or months: no sum overflows

Error expected(std::string_view what, std::string_view found) {
  constexpr std::size_t shown = 64;
  return Error{ErrorCode::malformed, "expected " + std::string(what) + ", found '" +
                                         std::string(found.substr(0, shown)) + "'"};
}

Error expected_duration(std::string_view found) {
  return expected("a duration such as P1DT2H or P1M", found);
}

/// One designator of a duration and what it counts.
struct Part {
  char letter;
  std::int64_t months;
  std::int64_t seconds;
};
constexpr std::array<Part, 4> date_parts = {
    {{'Y', 12, 0}, {'M', 1, 0}, {'W', 0, 7 * seconds_per_day}, {'D', 0, seconds_per_day}}};
constexpr std::array<Part, 3> time_parts = {{{'H', 0, 3'600}, {'M', 0, 60}, {'S', 0, 1}}};

/// Reads "1Y2M3D" in the order of `parts`, each at most once and at least one of them.
template <std::size_t count>
bool read_parts(iso::Scanner& in, const std::array<Part, count>& parts, CalendarDuration& span) {
  std::size_t next = 0;
  while (in.at_digit()) {
    const auto number = in.digits(1, 15);
    if (!number) return false;
    std::optional<std::int32_t> nano;
    if (in.take('.') || in.take(',')) {
      nano = in.fraction();
      if (!nano) return false;
    }
    while (next < count && parts[next].letter != in.peek()) ++next;
    if (next == count || (nano && parts[next].letter != 'S'))
      return false;  // unknown, twice or out of order
    ++in.at;
    // At most 15 digits times 604,800 stays below 2^63.
    span.months += *number * parts[next].months;
    span.seconds += *number * parts[next].seconds;
    if (span.months > largest_span || span.seconds > largest_span) return false;
    span.nano = nano.value_or(0);
    ++next;
  }
  return next != 0;
}

bool read_duration(iso::Scanner& in, CalendarDuration& span) {
  const bool negative = in.take('-');
  if (!in.take('P')) return false;
  const bool has_date = read_parts(in, date_parts, span);
  const bool has_time = in.take('T');
  if (has_time && !read_parts(in, time_parts, span)) return false;
  if (!has_date && !has_time) return false;
  if (negative) span = {-span.months, -span.seconds, -span.nano};
  return in.done();
}

void append_part(std::string& out, std::int64_t number, char letter) {
  if (number == 0) return;
  out += std::to_string(number);
  out.push_back(letter);
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

Error outside_calendar() {
  return Error{ErrorCode::invalid, "expected a time within the years 0000 to 9999"};
}

/// The same local time some months later.
Result<Instant> plus_months(Instant at, std::int64_t months, std::string_view zone) {
  ONWARD_TRY(const std::int64_t local, local_seconds(at, zone));
  const std::int64_t day = floor_divide(local, seconds_per_day);
  const auto moved = add_months(day, months);
  if (!moved) return outside_calendar();
  ONWARD_TRY(const Instant shifted,
             instant_of_local(*moved * seconds_per_day + (local - day * seconds_per_day), zone));
  return shifted + Duration{at.ms - floor_divide(at.ms, 1'000) * 1'000};
}

std::string_view take_segment(std::string_view& rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  return segment;
}

bool is_duration(std::string_view text) { return text.starts_with("P") || text.starts_with("-P"); }

/// "R" or "R5".
bool read_count(std::string_view text, std::optional<std::uint32_t>& count) {
  iso::Scanner in{text};
  if (!in.take('R')) return false;
  if (in.done()) return true;
  const auto number = in.digits(1, 10);
  if (!number || !in.done() || *number > std::numeric_limits<std::uint32_t>::max()) return false;
  count = static_cast<std::uint32_t>(*number);
  return true;
}

}  // namespace

Result<CalendarDuration> duration_from_text(std::string_view text) {
  iso::Scanner in{text};
  CalendarDuration span;
  if (!read_duration(in, span)) return expected_duration(text);
  return span;
}

std::string to_text(const CalendarDuration& span) {
  if (span == CalendarDuration{}) return "PT0S";
  const bool negative = span.months < 0 || span.seconds < 0 || span.nano < 0;
  const std::int64_t sign = negative ? -1 : 1;
  const std::int64_t months = span.months * sign;
  const std::int64_t seconds = span.seconds * sign;
  std::string text = negative ? "-P" : "P";
  append_part(text, months / 12, 'Y');
  append_part(text, months % 12, 'M');
  append_part(text, seconds / seconds_per_day, 'D');
  if (seconds % seconds_per_day == 0 && span.nano == 0) return text;
  text.push_back('T');
  append_part(text, seconds / 3'600 % 24, 'H');
  append_part(text, seconds / 60 % 60, 'M');
  if (span.nano == 0) {
    append_part(text, seconds % 60, 'S');
    return text;
  }
  const std::string nano = std::to_string(span.nano * sign);
  text += std::to_string(seconds % 60) + "." + std::string(9 - nano.size(), '0') + nano;
  while (text.back() == '0') text.pop_back();
  text.push_back('S');
  return text;
}

Result<Instant> add(Instant at, const CalendarDuration& span, std::string_view zone) {
  if (!in_calendar(at) || span.seconds > largest_span || span.seconds < -largest_span)
    return outside_calendar();
  Instant sum = at;
  if (span.months != 0) {
    ONWARD_TRY(sum, plus_months(at, span.months, zone));
    if (!in_calendar(sum)) return outside_calendar();
  } else if (!zone_exists(zone)) {
    ONWARD_TRY_DONE(local_seconds(at, zone));  // says what is wrong with the name
  }
  sum = sum + Duration{span.seconds * 1'000 + span.nano / 1'000'000};
  if (!in_calendar(sum)) return outside_calendar();
  return sum;
}

Result<Instant> instant_in_zone(std::string_view text, std::string_view zone) {
  constexpr std::string_view form = "a date or time such as 2026-11-22 or 2026-11-22T08:00:00Z";
  iso::Scanner in{text};
  const auto days = iso::read_date(in);
  if (!days) return expected(form, text);
  iso::TimeOfDay time;
  if (in.take('T')) {
    const auto read = iso::read_time(in, iso::Seconds::optional);
    if (!read) return expected(form, text);
    time = *read;
    if (const char next = in.peek(); next == 'Z' || next == 'z' || next == '+' || next == '-') {
      const auto offset = iso::read_offset(in);
      if (!offset || !in.done()) return expected(form, text);
      const auto at = iso::to_instant(*days, time, *offset);
      if (!at) return expected(form, text);
      return *at;
    }
  }
  if (in.take('@'))
    zone = text.substr(in.at);
  else if (!in.done())
    return expected(form, text);
  ONWARD_TRY(const Instant at, instant_of_local(*days * seconds_per_day + time.seconds, zone));
  const Instant exact = at + Duration{time.nano / 1'000'000};
  if (!in_calendar(exact)) return expected(form, text);
  return exact;
}

Result<RepeatingInterval> repeating_interval_from_text(std::string_view text,
                                                       std::string_view zone) {
  constexpr std::string_view form =
      "a repeating interval such as R3/PT10M or R/2026-11-22T08:00:00Z/P1D";
  RepeatingInterval interval;
  std::string_view rest = text;
  if (rest.starts_with('R') && !read_count(take_segment(rest), interval.count))
    return expected(form, text);
  if (!rest.empty() && !is_duration(rest)) {
    ONWARD_TRY(interval.start, instant_in_zone(take_segment(rest), zone));
  }
  if (!is_duration(rest)) return expected(form, text);
  const bool has_end = rest.find('/') != std::string_view::npos;
  ONWARD_TRY(interval.every, duration_from_text(take_segment(rest)));
  const CalendarDuration& every = interval.every;
  if (every.months < 0 || every.seconds < 0 || every.nano < 0 || every == CalendarDuration{})
    return expected("a duration longer than zero", text);
  if (has_end) {
    ONWARD_TRY(interval.end, instant_in_zone(rest, zone));
  }
  return interval;
}

}  // namespace onward
