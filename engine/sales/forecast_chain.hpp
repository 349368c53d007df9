// What history says about an opportunity that stands at a node: an absorbing Markov chain over the
// nodes of processes. Each closed opportunity went from task to task until it was won or lost; how
// often each step was taken gives the probability to be won from every node, and how long it took
// from there to the end the date. (Grinstead and Snell, Introduction to Probability, chapter 11.2.)
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.hpp"

namespace onward::sales {

/// The way of a closed opportunity: where it stood, in order, and how it ended.
struct Way {
  struct Stop {
    std::string node;
    Instant at;
  };
  std::vector<Stop> stops;  ///< not after `closed`
  Instant closed;
  bool won = false;
};

class ForecastChain {
 public:
  /// Ways without stops teach nothing.
  static ForecastChain learn(std::span<const Way> ways);

  /// Nothing when no way led there.
  [[nodiscard]] std::optional<double> win_probability(std::string_view node) const;
  /// How long it takes from now to the end, for one that has stood at the node for `stood`: the
  /// share `quantile` (0 to 1) of those that stood there longer than that had ended by then. When
  /// none stood longer: nothing.
  [[nodiscard]] std::optional<Duration> remaining(std::string_view node, Duration stood,
                                                  double quantile) const;

 private:
  struct Node {
    std::map<std::size_t, double> to;  ///< how often each node came next
    double won = 0, lost = 0;
    double probability = 0;
    std::vector<std::int64_t> to_end_ms;  ///< from each arrival to the end; rising
    [[nodiscard]] double left() const;    ///< how often it was left, for anywhere
  };
  std::size_t number_of(const std::string& node);
  [[nodiscard]] const Node* find(std::string_view node) const;
  void solve();

  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::vector<Node> nodes_;
};

/// How well predictions came true on ways that were held back from learning.
struct Calibration {
  struct Bin {
    std::uint64_t predictions = 0;
    double predicted = 0;  ///< mean of what was said
    double won = 0;        ///< share that came true
  };
  std::vector<Bin> bins;      ///< ten, by tenths of the probability
  std::uint64_t learned = 0;  ///< ways
  std::uint64_t held_back = 0;
  double brier = 0;                       ///< mean squared error of the probability; 0 is perfect
  double within_p50 = 0, within_p80 = 0;  ///< share that had ended by the dates
};
/// Learns from the older seven tenths and predicts, at each stop, the newer three. Nothing when
/// there is nothing to hold back. `ways` in order of their end.
std::optional<Calibration> calibrate(std::span<const Way> ways);

}  // namespace onward::sales
