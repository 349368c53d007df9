// Percentiles by nearest rank: always a number that was there.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/check.hpp"

namespace onward {

/// The least of the numbers, sorted and not none, that at least so many per cent do not exceed.
inline std::int64_t percentile(std::span<const std::int64_t> sorted, std::size_t percent) {
  ONWARD_CHECK(!sorted.empty() && percent > 0 && percent <= 100);
  return sorted[(sorted.size() * percent + 99) / 100 - 1];
}

/// Rounded to the nearest; the sum of times stays far below the largest number.
inline std::int64_t rounded_mean(std::span<const std::int64_t> numbers) {
  ONWARD_CHECK(!numbers.empty());
  std::int64_t sum = 0;
  for (const std::int64_t number : numbers) sum += number;
  const auto count = static_cast<std::int64_t>(numbers.size());
  return (sum + (sum < 0 ? -count : count) / 2) / count;
}

}  // namespace onward
