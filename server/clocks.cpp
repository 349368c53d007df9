#include "server/clocks.hpp"

#include <chrono>

namespace onward {
namespace {

std::int64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

Instant system_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

RealClock::RealClock() : offset_ms_(system_now().ms - steady_ms()) {}

Instant RealClock::now() const {
  return {steady_ms() + offset_ms_.load(std::memory_order_relaxed)};
}

void RealClock::resynchronise() {
  const std::int64_t offset = system_now().ms - steady_ms();
  if (offset > offset_ms_.load(std::memory_order_relaxed))
    offset_ms_.store(offset, std::memory_order_relaxed);
}

}  // namespace onward
