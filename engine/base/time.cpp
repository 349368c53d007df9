#include "engine/base/time.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/iso_scanner.hpp"

namespace onward {
namespace {

using iso::ms_per_day;

void append_padded(std::string& out, std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out.append(digits);
}

std::uint64_t magnitude(std::int64_t number) {
  return number < 0 ? 0U - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

/// Four digits; outside 0000 to 9999 with a sign, as ISO 8601 expands years.
void append_year(std::string& out, std::int64_t year) {
  if (year < 0) out.push_back('-');
  if (year > 9999) out.push_back('+');
  append_padded(out, magnitude(year), 4);
}

Error expected_instant(std::string_view found) {
  constexpr std::size_t shown = 64;
  return Error{ErrorCode::malformed, "expected a time such as 2026-11-22T08:00:00Z, found '" +
                                         std::string(found.substr(0, shown)) + "'"};
}

}  // namespace

std::string to_text(Instant at) {
  std::int64_t days = at.ms / ms_per_day;
  std::int64_t rest = at.ms % ms_per_day;
  if (rest < 0) {
    rest += ms_per_day;
    --days;
  }
  std::int64_t year = 0;
  unsigned month = 0;
  unsigned day = 0;
  civil_from_days(days, year, month, day);
  const auto ms = static_cast<std::uint64_t>(rest);
  std::string text;
  text.reserve(24);
  append_year(text, year);
  text.push_back('-');
  append_padded(text, month, 2);
  text.push_back('-');
  append_padded(text, day, 2);
  text.push_back('T');
  append_padded(text, ms / 3'600'000, 2);
  text.push_back(':');
  append_padded(text, ms / 60'000 % 60, 2);
  text.push_back(':');
  append_padded(text, ms / 1'000 % 60, 2);
  text.push_back('.');
  append_padded(text, ms % 1'000, 3);
  text.push_back('Z');
  return text;
}

Result<Instant> instant_from_text(std::string_view text) {
  iso::Scanner in{text};
  const auto days = iso::read_date(in);
  if (!days || (!in.take('T') && !in.take('t') && !in.take(' '))) return expected_instant(text);
  const auto time = iso::read_time(in, iso::Seconds::needed);
  if (!time) return expected_instant(text);
  const auto offset = iso::read_offset(in);
  if (!offset || !in.done()) return expected_instant(text);
  const auto at = iso::to_instant(*days, *time, *offset);
  if (!at) return expected_instant(text);
  return *at;
}

std::string to_text(Duration span) {
  if (span.ms == 0) return "PT0S";
  const std::uint64_t ms = magnitude(span.ms);
  std::string text = span.ms < 0 ? "-P" : "P";
  if (const std::uint64_t days = ms / ms_per_day; days != 0) text += std::to_string(days) + "D";
  if (ms % ms_per_day == 0) return text;
  text.push_back('T');
  if (const std::uint64_t hours = ms / 3'600'000 % 24; hours != 0)
    text += std::to_string(hours) + "H";
  if (const std::uint64_t minutes = ms / 60'000 % 60; minutes != 0)
    text += std::to_string(minutes) + "M";
  if (ms % 60'000 == 0) return text;
  text += std::to_string(ms / 1'000 % 60);
  if (const std::uint64_t fraction = ms % 1'000; fraction != 0) {
    text.push_back('.');
    append_padded(text, fraction, 3);
    while (text.back() == '0') text.pop_back();
  }
  text.push_back('S');
  return text;
}

}  // namespace onward
