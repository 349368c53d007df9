// The bounds of the service layer, reached: each is an answer that says what to do.
#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/memory/memory_store.hpp"
#include "engine/base/limits.hpp"
#include "engine/service/batches.hpp"
#include "engine/service/messages.hpp"
#include "engine/service/past.hpp"
#include "tests/support/process_builder.hpp"
#include "tests/support/world.hpp"

namespace onward {
namespace {

const Actor anna{"anna", {}, true};

/// As many wait for every message, and match every filter, as somebody asks about.
class Crowd final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  Result<std::vector<Subscription>> subscriptions(const SubscriptionQuery& query) override {
    looked_at += query.limit;
    std::vector<Subscription> page(query.limit);
    for (Subscription& each : page) each.name = query.name;
    return page;
  }
  Result<std::vector<InstanceId>> matching(const InstanceQuery& /*query*/,
                                           std::size_t limit) override {
    return std::vector<InstanceId>(std::min(limit, matches), InstanceId{1});
  }
  std::size_t looked_at = 0, matches = 0;
};

class Bounds : public testing::Test {
 protected:
  Result<Reply> run(std::function<Result<Done>(Unit&)> work) {
    Request request;
    request.name = "bound";
    request.work = [work = std::move(work)](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(work(unit));
      return Reply{};
    };
    return world.run_alone(request);
  }

  memory::MemoryStore memory;
  Crowd store{memory};
  test::World world{{store}};
};

TEST_F(Bounds, OfTheSearchForAReceiverAreAHundredThousandWhoWait) {
  MessageQuery query;
  query.name = "paid";
  query.business_key = "nobody's";

  const auto sent = world.send(query, {});

  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(sent.error().code, ErrorCode::too_large);
  EXPECT_NE(sent.error().message.find("name a correlation key"), std::string::npos);
  EXPECT_EQ(store.looked_at, limits::message_candidates);
}

TEST_F(Bounds, OfABatchAreTenThousandInstances) {
  InstanceQuery filter;
  filter.state = InstanceState::active;
  const NewBatch batch{{"cancel", {}, "tidying up"}, filter, "admin"};
  const auto begin = [&](Unit& unit) { return begin_batch(unit, 7, batch); };
  store.matches = limits::batch_instances + 1;

  const auto refused = run(begin);
  store.matches = limits::batch_instances;
  const auto accepted = run(begin);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::too_large);
  EXPECT_EQ(refused.error().where, "/filter");
  EXPECT_TRUE(accepted.ok());
}

TEST_F(Bounds, OfAWayBackAreTheFirstHundredThousandCommands) {
  Result<Instance> beyond = Error{}, within = Error{};
  const auto asked = run([&](Unit& unit) -> Result<Done> {
    CommandsBefore past(unit);
    beyond = past.state_after(InstanceId{1}, limits::commands_folded + 1);
    within = past.state_after(InstanceId{1}, limits::commands_folded);
    return Done{};
  });

  ASSERT_TRUE(asked.ok());
  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().code, ErrorCode::too_large);
  EXPECT_EQ(beyond.error().where, "/toSequence");
  // There is no such history; but it was looked for.
  ASSERT_FALSE(within.ok());
  EXPECT_NE(within.error().code, ErrorCode::too_large);
}

/// A signal reaches those who wait page by page (docs/semantics.md, signals).
class PagesOfASignal : public testing::Test {
 protected:
  PagesOfASignal() {
    test::Builder listener("listener"), dreamer("dreamer");
    listener.start("s").catch_signal("wait", "news").user("read").end("e");
    dreamer.start("s").user("dream").catch_signal("wait", "news").user("read").end("e");
    built.add(listener.build());
    built.add(dreamer.build());
    options.built = &built;
  }
  static Command beginning(test::World& world, const char* key) {
    StartInstance start;
    start.definition = {key, 1};
    return {InstanceId{world.ids().next_root()}, std::move(start), anna, std::nullopt};
  }
  /// Nothing that follows from it is delivered.
  static Result<Reply> run_alone(test::World& world, std::uint16_t shard,
                                 std::function<Result<Done>(Unit&)> work) {
    Request request;
    request.name = "alone";
    request.shard = shard;
    request.work = [work = std::move(work)](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(work(unit));
      return Reply{};
    };
    return world.run_alone(request);
  }
  static InstanceId begin(test::World& world, const char* key) {
    const Command command = beginning(world, key);
    const auto done = run_alone(world, shard_of(command.instance), [&](Unit& unit) -> Result<Done> {
      ONWARD_TRY_DONE(unit.start(command, false));
      return Done{};
    });
    EXPECT_TRUE(done.ok());
    return command.instance;
  }
  static bool is_at(test::World& world, InstanceId id, const char* element) {
    const auto instance = world.stored(id);
    return instance->tokens.size() == 1 && instance->tokens.begin()->element == element;
  }

  memory::MemoryStore memory;
  test::BuiltDefinitions built;
  test::World::Options options{memory};
};

TEST_F(PagesOfASignal, AreHeardByWhoWasThereAndBeginsToWaitMeanwhile) {
  test::World world{std::move(options)};
  std::vector<InstanceId> waiting, dreaming;
  for (int i = 0; i < 1'500; ++i) waiting.push_back(begin(world, "listener"));
  for (int i = 0; i < 30; ++i) dreaming.push_back(begin(world, "dreamer"));
  std::sort(waiting.begin(), waiting.end());
  const InstanceId last_of_page = waiting[999];

  // The first page is posted, with what asks for the next one; nothing is delivered yet.
  ASSERT_TRUE(run_alone(world, 0, [](Unit& unit) -> Result<Done> {
                ONWARD_TRY_DONE(post_signal(unit, {"news", {}, {}}));
                return Done{};
              }).ok());
  for (const InstanceId id : dreaming) {
    const Command wake{id, CompleteTask{world.stored(id)->tasks.begin()->id, {}, {}, {}}, anna,
                       std::nullopt};
    ASSERT_TRUE(run_alone(world, shard_of(id), [&](Unit& unit) -> Result<Done> {
                  ONWARD_TRY_DONE(unit.execute(wake));
                  return Done{};
                }).ok());
    ASSERT_TRUE(is_at(world, id, "wait"));
  }
  const InstanceId late = begin(world, "listener");
  world.drain();

  for (const InstanceId id : waiting) EXPECT_TRUE(is_at(world, id, "read")) << to_text(id);
  std::size_t heard = 0;
  for (const InstanceId id : dreaming) {
    EXPECT_TRUE(is_at(world, id, last_of_page < id ? "read" : "wait")) << to_text(id);
    heard += is_at(world, id, "read") ? 1 : 0;
  }
  EXPECT_GT(heard, 0U);
  EXPECT_LT(heard, dreaming.size());
  EXPECT_TRUE(is_at(world, late, "wait"));
  EXPECT_TRUE(world.take_trouble().empty());
}

}  // namespace
}  // namespace onward
