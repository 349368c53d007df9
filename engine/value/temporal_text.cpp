#include "engine/value/temporal_text.hpp"

#include <cstdlib>

#include "engine/base/iso8601.hpp"

namespace onward {
namespace {

void append_padded(std::string& out, std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out.append(digits);
}

}  // namespace

std::string to_text(const Date& date) {
  std::string text = date.year < 0 ? "-" : "";
  append_padded(text, std::abs(std::int64_t{date.year}), 4);
  text.push_back('-');
  append_padded(text, date.month, 2);
  text.push_back('-');
  append_padded(text, date.day, 2);
  return text;
}

std::string to_text(const Zone& zone) {
  if (zone.kind == Zone::Kind::none) return {};
  if (zone.kind == Zone::Kind::named) return "@" + zone.name;
  if (zone.offset_seconds == 0) return "Z";
  const std::int64_t offset = std::abs(std::int64_t{zone.offset_seconds});
  std::string text = zone.offset_seconds < 0 ? "-" : "+";
  append_padded(text, offset / 3'600, 2);
  text.push_back(':');
  append_padded(text, offset / 60 % 60, 2);
  if (offset % 60 != 0) {
    text.push_back(':');
    append_padded(text, offset % 60, 2);
  }
  return text;
}

std::string to_text(const Time& time) {
  std::string text;
  append_padded(text, time.hour, 2);
  text.push_back(':');
  append_padded(text, time.minute, 2);
  text.push_back(':');
  append_padded(text, time.second, 2);
  if (time.nano != 0) {
    text.push_back('.');
    append_padded(text, time.nano, 9);
    while (text.back() == '0') text.pop_back();
  }
  return text + to_text(time.zone);
}

std::string to_text(const DateTime& at) { return to_text(at.date) + "T" + to_text(at.time); }

std::string to_text(const DayTimeDuration& span) {
  return to_text(CalendarDuration{0, span.seconds, span.nano});
}

std::string to_text(const YearMonthDuration& span) {
  return span.months == 0 ? "P0M" : to_text(CalendarDuration{span.months, 0, 0});
}

}  // namespace onward
