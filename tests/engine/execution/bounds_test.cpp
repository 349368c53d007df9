// A model may multiply tokens, or move for ever: one command of it stays within its bounds, and
// what it leaves behind can be helped.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/execute.hpp"
#include "engine/execution/invariants.hpp"
#include "tests/support/process_builder.hpp"
#include "tests/support/world.hpp"

namespace onward {
namespace {

class Bounds : public testing::Test {
 protected:
  Instance start(const model::DefinitionPtr& definition) {
    StartInstance start;
    start.definition = definition->ref;
    return execute(definition, Instance{}, std::move(start));
  }

  Instance execute(const model::DefinitionPtr& definition, const Instance& before, Action action) {
    const Environment environment{{}, "UTC", definitions_, ids_, {}, nullptr, 0};
    const Command command{{7}, std::move(action), {"somebody", {}, true}, std::nullopt};
    auto changes = onward::execute(*definition, before, command, environment);
    EXPECT_TRUE(changes.ok());
    if (!changes.ok()) return {};
    facts_ = changes->facts.size();
    return std::move(changes->after);
  }

  static std::size_t incidents(const Instance& instance, std::string_view code) {
    return static_cast<std::size_t>(
        std::count_if(instance.incidents.begin(), instance.incidents.end(),
                      [&](const Incident& incident) { return incident.code == code; }));
  }

  test::BuiltDefinitions definitions_;
  test::CountingIds ids_;
  std::size_t facts_ = 0;
};

TEST_F(Bounds, AForkThatMultipliesTokensStopsBeforeThereAreTooMany) {
  test::Builder b("multiplies");
  b.start("s").exclusive("merge").parallel("fork");
  for (int i = 0; i < 200; ++i) {
    const std::string task = "task" + std::to_string(i);
    b.at("fork").task(task).to("merge");
  }
  const Instance after = start(b.build());
  EXPECT_LE(after.tokens.size(), limits::tokens_per_instance);
  EXPECT_GT(incidents(after, "too-many-tokens"), 0U);
  EXPECT_LT(facts_, 10U * (limits::steps_per_command + limits::tokens_per_instance));
}

TEST_F(Bounds, AnInstanceRemembersSoMuchToCompensateAndNotMore) {
  test::Builder b("remembers");
  b.start("s").user("a").end("e");
  b.boundary("c", "a", test::event(model::EventKind::compensation)).apart().user("undo");
  b.with([](model::Details& details) { details.for_compensation = true; });
  b.draft().associations.push_back({"as", "c", "undo", {}});
  const model::DefinitionPtr definition = b.build();
  Instance full = start(definition);
  while (full.compensables.size() < limits::compensables_per_instance)
    full.compensables.push_back({.id = {full.next_local++}, .scope = root_scope, .element = "a"});
  Instance after = execute(definition, full, CompleteTask{full.tasks.front().id, {}, {}, {}});
  EXPECT_EQ(incidents(after, "too-much-to-compensate"), 1U);
  EXPECT_EQ(after.compensables.size(), limits::compensables_per_instance);

  after.compensables = {};
  after = execute(definition, after, RetryIncident{after.incidents.front().id});
  EXPECT_EQ(after.state, InstanceState::completed);
}

TEST_F(Bounds, MultiInstanceActivitiesInsideOneAnotherStopBeforeThereAreTooMany) {
  test::Builder b("nested");
  b.start("s").sub("outer", [](test::Builder& inside) {
    inside.start("s2").user("inner").times("900").end("e2");
  });
  b.at("outer").times("100").end("e");
  const model::DefinitionPtr definition = b.build();
  Instance after = start(definition);
  EXPECT_LE(after.tokens.size(), limits::tokens_per_instance);
  EXPECT_EQ(incidents(after, "too-many-tokens"), 90U);

  // Where a place has become free, a retry goes on.
  for (int i = 0; i < 101; ++i)
    after = execute(definition, after, CompleteTask{after.tasks.front().id, {}, {}, {}});
  const std::size_t stopped = incidents(after, "too-many-tokens");
  after = execute(definition, after, RetryIncident{after.incidents.front().id});
  EXPECT_EQ(incidents(after, "too-many-tokens"), stopped - 1);
}

TEST_F(Bounds, ALoopThatLeavesTasksBehindStopsAfterSoManySteps) {
  test::Builder b("leaves");
  b.start("s").exclusive("merge").parallel("fork").user("left");
  b.at("fork").to("merge");
  const model::DefinitionPtr definition = b.build();
  const Instance after = start(definition);
  EXPECT_EQ(incidents(after, "loop-without-wait"), 1U);
  EXPECT_GT(after.tasks.size(), 3'000U);
  EXPECT_TRUE(is_ended(execute(definition, after, CancelInstance{}).state));
}

}  // namespace
}  // namespace onward
