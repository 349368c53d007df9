#include "engine/simulation/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "engine/base/check.hpp"

namespace onward::simulation {
namespace {

double triangular(double low, double likely, double high, double unit) {
  const double range = high - low;
  if (range <= 0) return low;
  const double left = likely - low;
  return unit * range < left ? low + std::sqrt(unit * range * left)
                             : high - std::sqrt((1 - unit) * range * (high - likely));
}

}  // namespace

std::uint64_t Random::bits() {
  state_ += 0x9e3779b97f4a7c15;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31U);
}

std::size_t Random::below(std::size_t count) {
  return std::min(static_cast<std::size_t>(unit() * static_cast<double>(count)), count - 1);
}

std::size_t Random::pick(std::span<const double> weights) {
  ONWARD_CHECK(!weights.empty());
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (total <= 0) return below(weights.size());
  double left = unit() * total;
  std::size_t last = 0;  // rounding may leave a rest behind the last weight
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0) continue;
    last = i;
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  return last;
}

Duration Random::draw(const model::Spread& spread) {
  const auto parameter = [&](std::size_t i) {
    return static_cast<double>(spread.parameters.at(i).ms);
  };
  double ms = parameter(0);
  switch (spread.kind) {
    case model::Spread::Kind::fixed: break;
    case model::Spread::Kind::uniform: ms += unit() * (parameter(1) - parameter(0)); break;
    case model::Spread::Kind::triangular:
      ms = triangular(parameter(0), parameter(1), parameter(2), unit());
      break;
    case model::Spread::Kind::exponential: ms *= -std::log1p(-unit()); break;
    case model::Spread::Kind::normal: {
      // Box and Muller; 1 - unit() is never 0.
      const double radius = std::sqrt(-2 * std::log(1 - unit()));
      ms += parameter(1) * radius * std::cos(2 * std::numbers::pi * unit());
      break;
    }
  }
  return {static_cast<std::int64_t>(std::llround(std::max(ms, 0.0)))};
}

}  // namespace onward::simulation
