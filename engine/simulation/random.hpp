// Chance that repeats: numbers that follow from a seed (SplitMix64), and what is drawn with them.
// Written out here, so that a seed gives the same everywhere.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/time.hpp"
#include "engine/model/spread.hpp"

namespace onward::simulation {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// From 0 on, below 1.
  double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
  /// From 0 on, below `count`, which is not 0.
  std::size_t below(std::size_t count);
  bool happens(double probability) { return unit() < probability; }
  /// An index, as often as its weight says; all weights 0: each equally. `weights` is not empty.
  std::size_t pick(std::span<const double> weights);
  Duration draw(const model::Spread& spread);

 private:
  std::uint64_t bits();
  std::uint64_t state_;
};

}  // namespace onward::simulation
