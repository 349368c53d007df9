// The clock port: the real one never goes back within a run of the server; the manual one stands
// still until it is advanced.
#pragma once

#include <atomic>

#include "engine/service/ports.hpp"

namespace onward {

/// Monotone: the system's time at start plus what the steady clock has counted since, measured
/// again by resynchronise().
class RealClock final : public Clock {
 public:
  RealClock();
  [[nodiscard]] Instant now() const override;
  /// Follows the system's clock forward; a clock that was set back is ignored until it has caught
  /// up.
  void resynchronise();

 private:
  std::atomic<std::int64_t> offset_ms_;
};

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_ms_(start.ms) {}
  [[nodiscard]] Instant now() const override { return {now_ms_.load(std::memory_order_acquire)}; }
  void set(Instant now) { now_ms_.store(now.ms, std::memory_order_release); }

 private:
  std::atomic<std::int64_t> now_ms_;
};

/// The system's time of day.
Instant system_now();

}  // namespace onward
