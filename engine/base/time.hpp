// Points in time and spans in milliseconds. Time is always an argument in the engine: nothing here
// reads a clock.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace onward {

/// A span of time in milliseconds; may be negative.
struct Duration {
  std::int64_t ms = 0;
  friend auto operator<=>(const Duration&, const Duration&) = default;
};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  std::int64_t ms = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
  friend Instant operator+(Instant at, Duration span) { return {at.ms + span.ms}; }
  friend Instant operator-(Instant at, Duration span) { return {at.ms - span.ms}; }
  friend Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }
};

/// Later than every real time.
inline constexpr Instant never{INT64_MAX};

/// "2026-11-22T08:00:00.000Z": UTC, milliseconds, always 24 characters for years 0000 to 9999.
std::string to_text(Instant at);
/// Reads RFC 3339 with any offset ("2026-11-22T09:00:00+01:00"). Errors: malformed.
Result<Instant> instant_from_text(std::string_view text);
/// "P1DT2H", "PT0S", "-PT3S": days, hours, minutes, seconds with up to 3 decimals.
std::string to_text(Duration span);

}  // namespace onward
