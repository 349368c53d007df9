// What a called instance takes over from an instance that runs for an opportunity (bpmn.md decision
// 14).
#include "gtest/gtest.h"
#include "tests/engine/sales/fixture.hpp"

namespace onward::test {
namespace {

TEST(CallActivity, TakesTheOpportunityAlong) {
  SalesFixture given;
  Builder inner("inner");
  inner.start("s").user("qualify").with([](model::Details& d) { d.stage = "qualification"; });
  inner.end("e");
  given.deploy(std::move(inner));
  Builder outer("outer");
  outer.start("s").call("c", "inner").end("e");
  given.deploy(std::move(outer), "nested");

  const auto deal = given.post(
      R"({"kind": "nested", "title": "Two forklifts", "customer": "ACME", "responsible": "anna"})");

  ASSERT_TRUE(deal.ok()) << deal.error().message;
  ASSERT_EQ(given.data().instances.size(), 2U);
  for (const auto& [id, stored] : given.data().instances) {
    const auto at = given.instance(id);
    EXPECT_EQ(at->opportunity, *deal) << at->definition.key;
    EXPECT_EQ(shard_of(at->id), shard_of(*deal)) << at->definition.key;
  }
  EXPECT_EQ(given.opportunity(*deal)->stage, "qualification");
}

}  // namespace
}  // namespace onward::test
