#include "engine/service/webhooks.hpp"

#include <algorithm>
#include <array>

namespace onward {
namespace {

constexpr std::int64_t second = 1'000, minute = 60 * second, hour = 60 * minute;

/// Standard Webhooks, "Deliverability": the first attempt is made at once.
constexpr std::array<std::int64_t, 9> waits_ms = {5 * second, 5 * minute, 30 * minute,
                                                  2 * hour,   5 * hour,   10 * hour,
                                                  14 * hour,  20 * hour,  24 * hour};

}  // namespace

std::string_view to_string(WebhookState state) {
  return state == WebhookState::active ? "active" : "disabled";
}

std::string_view to_string(DeliveryState state) {
  switch (state) {
    case DeliveryState::waiting: return "waiting";
    case DeliveryState::delivered: return "delivered";
    case DeliveryState::failed: return "failed";
  }
  return {};
}

bool wants(const Webhook& webhook, std::string_view type) {
  return std::any_of(webhook.events.begin(), webhook.events.end(), [&](const std::string& wanted) {
    if (wanted == "*" || wanted == type) return true;
    return wanted.ends_with(".*") &&
           type.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1));
  });
}

std::optional<Duration> wait_after(std::uint32_t attempts, std::uint64_t delivery) {
  if (attempts == 0 || attempts > waits_ms.size()) return std::nullopt;
  const std::int64_t wait = waits_ms[attempts - 1];
  // Other for each delivery, and the same each time it is asked for.
  const std::uint64_t spread = (delivery * 0x9E37'79B9'7F4A'7C15U) >> 32U;
  return Duration{wait + wait / 10 * static_cast<std::int64_t>(spread % 1'000) / 1'000};
}

}  // namespace onward
