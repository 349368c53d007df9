// Where new ids come from: shard, node, and a sequence that follows the clock (milliseconds since
// 2026, 8 bits within one) and never repeats or goes back, also when the clock does. Thread-safe;
// numbers are taken in one order with other sequentially consistent operations
// (TrackPool::settled_until stands on that).
#pragma once

#include <atomic>
#include <cstdint>

#include "engine/execution/environment.hpp"

namespace onward {

class IdSource final : public NewIds {
 public:
  /// `node` 0..31: each server on one database has its own.
  explicit IdSource(unsigned node);
  /// Ids are made behind this sequence, also when the clock went back since the last run.
  void begin_after(std::uint64_t sequence) { last_ = sequence; }
  std::uint64_t next(std::uint16_t shard) override;
  std::uint64_t next_root() override;

 private:
  std::uint64_t sequence();
  unsigned node_;
  std::atomic<std::uint64_t> last_{0};
  std::atomic<std::uint32_t> shard_{0};
};

}  // namespace onward
