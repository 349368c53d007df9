#include "engine/service/webhooks.hpp"

#include <gtest/gtest.h>

namespace onward {
namespace {

TEST(Webhook, WantsTypesTopicsOrAll) {
  Webhook webhook;
  webhook.events = {"task.opened", "incident.*"};
  EXPECT_TRUE(wants(webhook, "task.opened"));
  EXPECT_TRUE(wants(webhook, "incident.raised"));
  EXPECT_FALSE(wants(webhook, "task.completed"));
  EXPECT_FALSE(wants(webhook, "incidents.raised"));
  webhook.events = {"*"};
  EXPECT_TRUE(wants(webhook, "opportunity.won"));
}

TEST(Webhook, WaitsAsTheSpecificationRecommends) {
  constexpr std::int64_t minute = 60'000, hour = 60 * minute;
  const std::int64_t expected[] = {5'000,     5 * minute, 30 * minute, 2 * hour, 5 * hour,
                                   10 * hour, 14 * hour,  20 * hour,   24 * hour};
  std::uint32_t attempts = 0;
  for (const std::int64_t wait : expected) {
    ++attempts;
    for (std::uint64_t delivery = 1; delivery <= 100; ++delivery) {
      const auto found = wait_after(attempts, delivery);
      ASSERT_TRUE(found);
      EXPECT_GE(found->ms, wait);
      EXPECT_LE(found->ms, wait + wait / 10);
      EXPECT_EQ(found->ms, wait_after(attempts, delivery)->ms);
    }
  }
  EXPECT_FALSE(wait_after(10, 1));
  EXPECT_NE(wait_after(9, 1)->ms, wait_after(9, 2)->ms);
}

}  // namespace
}  // namespace onward
