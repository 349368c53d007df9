#include "engine/sales/forecast_chain.hpp"

#include <algorithm>
#include <cmath>

namespace onward::sales {
namespace {

constexpr int most_rounds = 10'000;  // of an iteration that gains a digit in some ten
constexpr double settled = 1e-12;

}  // namespace

double ForecastChain::Node::left() const {
  double times = won + lost;
  for (const auto& [unused, count] : to) times += count;
  return times;
}

std::size_t ForecastChain::number_of(const std::string& node) {
  const auto [at, is_new] = numbers_.emplace(node, nodes_.size());
  if (is_new) nodes_.emplace_back();
  return at->second;
}

const ForecastChain::Node* ForecastChain::find(std::string_view node) const {
  const auto at = numbers_.find(node);
  return at == numbers_.end() ? nullptr : &nodes_[at->second];
}

ForecastChain ForecastChain::learn(std::span<const Way> ways) {
  ForecastChain chain;
  for (const Way& way : ways) {
    for (std::size_t i = 0; i < way.stops.size(); ++i) {
      const std::size_t here = chain.number_of(way.stops[i].node);
      if (i + 1 < way.stops.size()) {
        const std::size_t next = chain.number_of(way.stops[i + 1].node);
        chain.nodes_[here].to[next] += 1;
      } else {
        (way.won ? chain.nodes_[here].won : chain.nodes_[here].lost) += 1;
      }
      chain.nodes_[here].to_end_ms.push_back((way.closed - way.stops[i].at).ms);
    }
  }
  for (Node& node : chain.nodes_) std::sort(node.to_end_ms.begin(), node.to_end_ms.end());
  chain.solve();
  return chain;
}

/// p = Q p + w by Gauss and Seidel: every node can be left for an end, since each way ended, so it
/// converges.
void ForecastChain::solve() {
  double moved = 1;
  for (int round = 0; round < most_rounds && moved > settled; ++round) {
    moved = 0;
    for (Node& node : nodes_) {
      double probability = node.won;
      for (const auto& [next, times] : node.to) probability += times * nodes_[next].probability;
      probability /= node.left();
      moved = std::max(moved, std::abs(probability - node.probability));
      node.probability = probability;
    }
  }
}

std::optional<double> ForecastChain::win_probability(std::string_view node) const {
  const Node* found = find(node);
  return found == nullptr ? std::nullopt : std::optional(found->probability);
}

std::optional<Duration> ForecastChain::remaining(std::string_view node, Duration stood,
                                                 double quantile) const {
  const Node* found = find(node);
  if (found == nullptr) return std::nullopt;
  const auto& spans = found->to_end_ms;
  const auto longer = std::upper_bound(spans.begin(), spans.end(), stood.ms);
  const auto count = static_cast<double>(spans.end() - longer);
  if (count < 1) return std::nullopt;
  // Nearest rank among those that stood longer.
  const auto rank = static_cast<std::ptrdiff_t>(std::max(1.0, std::ceil(quantile * count)));
  return Duration{*(longer + (rank - 1)) - stood.ms};
}

std::optional<Calibration> calibrate(std::span<const Way> ways) {
  const std::size_t learned = ways.size() * 7 / 10;
  if (learned == 0) return std::nullopt;
  const ForecastChain chain = ForecastChain::learn(ways.first(learned));
  Calibration result;
  result.bins.resize(10);
  result.learned = learned;
  result.held_back = ways.size() - learned;
  std::uint64_t predictions = 0;
  std::uint64_t dated = 0;
  for (const Way& way : ways.subspan(learned)) {
    for (const Way::Stop& stop : way.stops) {
      const auto said = chain.win_probability(stop.node);
      if (!said) continue;
      ++predictions;
      const double came = way.won ? 1 : 0;
      result.brier += (*said - came) * (*said - came);
      auto& bin = result.bins[std::min<std::size_t>(9, static_cast<std::size_t>(*said * 10))];
      ++bin.predictions;
      bin.predicted += *said;
      bin.won += came;
      const auto p50 = chain.remaining(stop.node, Duration{-1}, 0.5);
      const auto p80 = chain.remaining(stop.node, Duration{-1}, 0.8);
      if (!p50 || !p80) continue;
      ++dated;
      if ((way.closed - stop.at).ms < p50->ms) result.within_p50 += 1;
      if ((way.closed - stop.at).ms < p80->ms) result.within_p80 += 1;
    }
  }
  if (predictions == 0) return std::nullopt;
  result.brier /= static_cast<double>(predictions);
  for (Calibration::Bin& bin : result.bins) {
    if (bin.predictions == 0) continue;
    bin.predicted /= static_cast<double>(bin.predictions);
    bin.won /= static_cast<double>(bin.predictions);
  }
  if (dated != 0) {
    result.within_p50 /= static_cast<double>(dated);
    result.within_p80 /= static_cast<double>(dated);
  }
  return result;
}

}  // namespace onward::sales
