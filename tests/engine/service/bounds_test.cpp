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
TEST_F(Bounds, OfAPageOfASignalLetHearWhoWasThereAndBeginsToWaitMeanwhile) {
  test::BuiltDefinitions built;
  test::Builder listener("listener"), dreamer("dreamer");
  listener.start("s").catch_signal("wait", "news").user("read").end("e");
  dreamer.start("s").user("dream").catch_signal("wait", "news").user("read").end("e");
  built.add(listener.build());
  built.add(dreamer.build());
  test::World::Options options{memory};
  options.built = &built;
  test::World hall{std::move(options)};
  const auto begin = [&](const char* key) {
    StartInstance start;
    start.definition = {key, 1};
    return *hall.start(std::move(start), anna);
  };
  const auto is_at = [&](InstanceId id, const char* element) {
    const auto instance = hall.stored(id);
    return instance->tokens.size() == 1 && instance->tokens.begin()->element == element;
  };
  std::vector<InstanceId> waiting;
  for (int i = 0; i < 1'500; ++i) waiting.push_back(begin("listener"));
  std::vector<InstanceId> dreaming;
  for (int i = 0; i < 30; ++i) dreaming.push_back(begin("dreamer"));
  std::sort(waiting.begin(), waiting.end());
  const InstanceId last_of_page = waiting[999];
  Request request;
  request.name = "signal";
  request.work = [](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(post_signal(unit, {"news", {}, {}}));
    return Reply{};
  };

  // The first page is posted, with what asks for the next one; nothing is delivered yet.
  ASSERT_TRUE(hall.run_alone(request).ok());
  for (const InstanceId id : dreaming) {
    const Command wake{id, CompleteTask{hall.stored(id)->tasks.begin()->id, {}, {}, {}}, anna,
                       std::nullopt};
    Request woken;
    woken.name = "complete-task";
    woken.shard = shard_of(id);
    woken.work = [wake](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(unit.execute(wake));
      return Reply{};
    };
    ASSERT_TRUE(hall.run_alone(woken).ok());
    ASSERT_TRUE(is_at(id, "wait"));
  }
  StartInstance start;
  start.definition = {"listener", 1};
  const Command begun{InstanceId{hall.ids().next_root()}, std::move(start), anna, std::nullopt};
  Request late;
  late.name = "start";
  late.shard = shard_of(begun.instance);
  late.work = [&](Unit& unit) -> Result<Reply> {
    ONWARD_TRY_DONE(unit.start(begun, false));
    return Reply{};
  };
  ASSERT_TRUE(hall.run_alone(late).ok());
  hall.drain();

  for (const InstanceId id : waiting) EXPECT_TRUE(is_at(id, "read")) << to_text(id);
  std::size_t heard = 0;
  for (const InstanceId id : dreaming) {
    EXPECT_TRUE(is_at(id, last_of_page < id ? "read" : "wait")) << to_text(id);
    heard += is_at(id, "read") ? 1 : 0;
  }
  EXPECT_GT(heard, 0U);
  EXPECT_LT(heard, dreaming.size());
  EXPECT_TRUE(is_at(begun.instance, "wait"));
  EXPECT_TRUE(hall.take_trouble().empty());
}

}  // namespace
}  // namespace onward
