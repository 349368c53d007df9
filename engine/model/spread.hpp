// How long something takes, as people estimate it: always the same, or spread over a range. What
// simulations draw from (docs/simulate.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

namespace onward::model {

struct Spread {
  enum class Kind : std::uint8_t {
    fixed,        ///< parameters: the span
    uniform,      ///< least, most
    triangular,   ///< least, most likely, most
    exponential,  ///< mean
    normal,       ///< mean, standard deviation; below zero is zero
  };
  Kind kind = Kind::fixed;
  std::array<Duration, 3> parameters{};
  friend bool operator==(const Spread&, const Spread&) = default;
};

/// "PT2H", "uniform(PT1H, PT3H)", "triangular(PT1H, PT2H, PT5H)", "exponential(PT2H)",
/// "normal(PT2H, PT30M)". Errors: malformed (also months, years, negative spans, and bounds in the
/// wrong order).
Result<Spread> spread_from_text(std::string_view text);
/// As spread_from_text reads it.
std::string to_text(const Spread& spread);

/// A number from 0 to 1. Errors: malformed.
Result<double> probability_from_text(std::string_view text);
/// The shortest text that reads as the same number.
std::string to_text(double probability);

}  // namespace onward::model
