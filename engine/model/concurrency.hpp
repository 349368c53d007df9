// Which sequence flows of a scope can hold tokens at the same time.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "engine/model/draft_graph.hpp"

namespace onward::model {

/// What can be at the same time, whatever conditions say: the concurrency relation of Kovalyov and
/// Esparza. It never misses a pair that is possible, so "never together" holds for every run.
class Concurrency {
 public:
  Concurrency(const DraftGraph& graph, const DraftScope& scope);

  /// False for a scope of which it can say nothing: ad-hoc, begun by several events together, or
  /// larger than limits.hpp allows.
  [[nodiscard]] bool is_known() const { return known_; }
  [[nodiscard]] bool may_hold_token(const DraftFlow& flow) const;
  [[nodiscard]] bool may_hold_tokens(const DraftFlow& one, const DraftFlow& other) const;

 private:
  using Place = std::size_t;
  /// One move: a token leaves each of `from`, one comes to each of `to`.
  struct Move {
    std::vector<Place> from, to;
  };

  Place place_of(const void* thing);
  void add_moves(const DraftGraph& graph, const DraftElement& element);
  void begin(const DraftGraph& graph, const DraftScope& scope);
  void relate(Place one, Place other);
  [[nodiscard]] bool is_enabled(const Move& move) const;
  void make(const Move& move);

  bool known_ = true;
  bool changed_ = false;
  std::unordered_map<const void*, Place> places_;  ///< flows; elements: a token inside
  std::unordered_map<std::string_view, Place> links_;
  std::vector<Move> moves_;
  std::vector<bool> marked_;
  std::vector<std::vector<bool>> together_;
};

}  // namespace onward::model
