// Reads the parts that ISO 8601 texts are made of, left to right. Private to time.cpp and
// iso8601.cpp. Every reader either takes its part and returns it, or returns nullopt and leaves the
// text half read: the caller gives up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/calendar.hpp"
#include "engine/base/time.hpp"

namespace onward::iso {

inline constexpr std::int64_t ms_per_day = 86'400'000;
inline constexpr std::int64_t earliest_ms = -62'167'219'200'000;  // 0000-01-01T00:00:00Z
inline constexpr std::int64_t latest_ms = 253'402'300'799'999;    // 9999-12-31T23:59:59.999Z

/// The years that four digits can write.
constexpr bool in_calendar(Instant at) { return at.ms >= earliest_ms && at.ms <= latest_ms; }

struct TimeOfDay {
  std::int64_t seconds = 0;
  std::int32_t nano = 0;
};

struct Scanner {
  std::string_view text;
  std::size_t at = 0;

  [[nodiscard]] bool done() const { return at == text.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text[at]; }
  [[nodiscard]] bool at_digit() const { return peek() >= '0' && peek() <= '9'; }

  bool take(char expected) {
    if (done() || text[at] != expected) return false;
    ++at;
    return true;
  }

  /// As many digits as there are, `least` to `most` of them (at most 18, so that they fit).
  std::optional<std::int64_t> digits(std::size_t least, std::size_t most) {
    std::int64_t number = 0;
    std::size_t count = 0;
    for (; at_digit(); ++at, ++count) {
      if (count == most) return std::nullopt;
      number = number * 10 + (text[at] - '0');
    }
    if (count < least) return std::nullopt;
    return number;
  }

  /// Two digits up to `largest`.
  std::optional<std::int64_t> pair(std::int64_t largest) {
    const auto number = digits(2, 2);
    return number && *number <= largest ? number : std::nullopt;
  }

  /// Digits of a fraction after its point, as nanoseconds; what is finer is cut off.
  std::optional<std::int32_t> fraction() {
    if (!at_digit()) return std::nullopt;
    std::int32_t nano = 0;
    std::int32_t weight = 100'000'000;
    for (; at_digit(); ++at, weight /= 10) nano += (text[at] - '0') * weight;
    return nano;
  }
};

/// "2026-11-22" as a day number.
inline std::optional<std::int64_t> read_date(Scanner& in) {
  const auto year = in.digits(4, 4);
  if (!year || !in.take('-')) return std::nullopt;
  const auto month = in.pair(12);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.pair(31);
  if (!day) return std::nullopt;
  return days_from_civil(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

enum class Seconds { needed, optional };

/// "08:00:00.5" or, where seconds are optional, "08:00".
inline std::optional<TimeOfDay> read_time(Scanner& in, Seconds seconds) {
  const auto hour = in.pair(23);
  if (!hour || !in.take(':')) return std::nullopt;
  const auto minute = in.pair(59);
  if (!minute) return std::nullopt;
  TimeOfDay time{*hour * 3600 + *minute * 60, 0};
  if (!in.take(':')) return seconds == Seconds::optional ? std::optional(time) : std::nullopt;
  const auto second = in.pair(59);
  if (!second) return std::nullopt;
  time.seconds += *second;
  if (in.take('.')) {
    const auto nano = in.fraction();
    if (!nano) return std::nullopt;
    time.nano = *nano;
  }
  return time;
}

/// "Z", "+01:00": seconds ahead of UTC.
inline std::optional<std::int64_t> read_offset(Scanner& in) {
  if (in.take('Z') || in.take('z')) return 0;
  const bool behind = in.peek() == '-';
  if (!in.take('+') && !in.take('-')) return std::nullopt;
  const auto hours = in.pair(23);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.pair(59);
  if (!minutes) return std::nullopt;
  const std::int64_t offset = *hours * 3600 + *minutes * 60;
  return behind ? -offset : offset;
}

/// A date and a time that far ahead of UTC; nullopt when that leaves the calendar.
inline std::optional<Instant> to_instant(std::int64_t days, TimeOfDay time, std::int64_t offset) {
  const Instant at{days * ms_per_day + (time.seconds - offset) * 1'000 + time.nano / 1'000'000};
  return in_calendar(at) ? std::optional(at) : std::nullopt;
}

}  // namespace onward::iso
