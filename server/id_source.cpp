#include "server/id_source.hpp"

#include <chrono>
#include <random>

#include "engine/base/ids.hpp"

namespace onward {
namespace {

constexpr std::int64_t epoch_2026_ms = 1'767'225'600'000;
constexpr std::uint64_t sequence_mask = (std::uint64_t{1} << 48U) - 1;

std::uint64_t clock_part() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(now).count() - epoch_2026_ms;
  return (static_cast<std::uint64_t>(ms > 0 ? ms : 1) << 8U) & sequence_mask;
}

}  // namespace

IdSource::IdSource(unsigned node) : node_(node & 31U) {
  std::random_device random;
  shard_ = random() % shard_count;
}

std::uint64_t IdSource::sequence() {
  const std::uint64_t now = clock_part();
  std::uint64_t last = last_.load(std::memory_order_relaxed);
  std::uint64_t next = 0;
  do {
    next = now > last ? now : last + 1;
  } while (!last_.compare_exchange_weak(last, next));
  return next;
}

std::uint64_t IdSource::next(std::uint16_t shard) {
  return (static_cast<std::uint64_t>(shard & 1023U) << 53U) |
         (static_cast<std::uint64_t>(node_) << 48U) | sequence();
}

std::uint64_t IdSource::next_root() {
  return next(
      static_cast<std::uint16_t>(shard_.fetch_add(1, std::memory_order_relaxed) % shard_count));
}

}  // namespace onward
