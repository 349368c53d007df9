// A batch reaches every instance that matched when it was asked for, each once, whatever happens in
// between.
#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/memory/memory_store.hpp"
#include "engine/service/batches.hpp"
#include "tests/support/process_builder.hpp"
#include "tests/support/world.hpp"

namespace onward {
namespace {

constexpr std::uint64_t batch_id = (std::uint64_t{5} << 53U) | 1'000'000'000U;

using test::CommitFate;

class Batches : public testing::Test {
 protected:
  Batches() {
    test::Builder b("order");
    b.start("s").user("check").user("ship").end("e");
    definitions_.add(b.build());
  }

  test::World& world() {
    if (!world_) {
      test::World::Options options{store_};
      options.built = &definitions_;
      options.fate = fate_;
      world_ = std::make_unique<test::World>(std::move(options));
    }
    return *world_;
  }

  InstanceId start() {
    StartInstance start;
    start.definition.key = "order";
    return *world().start(std::move(start), {"anna", {}, true});
  }

  Result<Reply> begin(BatchOperation operation, InstanceQuery filter = {}) {
    Request request;
    request.shard = shard_of(batch_id);
    const NewBatch batch{std::move(operation), std::move(filter), "admin"};
    request.work = [batch](Unit& unit) -> Result<Reply> {
      ONWARD_TRY_DONE(begin_batch(unit, batch_id, batch));
      return Reply{};
    };
    return world().run_alone(request);
  }

  BatchProgress progress() {
    const auto record = store_.record(RecordKind::batch, batch_id);
    EXPECT_TRUE(record.ok() && record.value());
    return record.ok() && record.value() ? progress_of(**record) : BatchProgress{};
  }

  memory::MemoryStore store_;
  test::BuiltDefinitions definitions_;
  std::function<CommitFate()> fate_ = [] { return CommitFate::succeed; };
  std::unique_ptr<test::World> world_;
};

Context move_to_ship() {
  Context arguments, activation;
  arguments.set("cancel", Value(List{Value("check")}));
  activation.set("nodeId", Value("ship"));
  arguments.set("activate", Value(List{Value(activation)}));
  return arguments;
}

TEST_F(Batches, EveryInstanceThatMatchesIsReachedOnceAndWhatWasRefusedIsTold) {
  std::vector<InstanceId> all;
  for (int i = 0; i < 250; ++i) all.push_back(start());
  const InstanceId gone = all.front();
  ASSERT_TRUE(world().execute({gone, CancelInstance{}, {"anna", {}, true}, std::nullopt}).ok());
  const Task task = world().stored(all[1])->tasks.front();
  ASSERT_TRUE(
      world()
          .execute({all[1], CompleteTask{task.id, {}, {}, {}}, {"anna", {}, true}, std::nullopt})
          .ok());
  ASSERT_TRUE(begin({"move", move_to_ship(), "checked by hand"}).ok());
  EXPECT_FALSE(progress().is_completed());
  const InstanceId later = start();

  world().drain();

  const BatchProgress after = progress();
  EXPECT_TRUE(after.is_completed());
  EXPECT_EQ(after.total, 249U);
  EXPECT_EQ(after.done, 248U);
  ASSERT_EQ(after.failures.size(), 1U);
  EXPECT_EQ(after.failures.front().instance, all[1]);
  EXPECT_EQ(after.failures.front().code, "wrong-state");
  EXPECT_EQ(world().stored(all[2])->tasks.front().element, "ship");
  EXPECT_EQ(world().stored(all[2])->version, 2U);
  EXPECT_EQ(world().stored(gone)->version, 2U);
  EXPECT_EQ(world().stored(all[1])->version, 2U);
  const auto history = store_.history(all[2]);
  EXPECT_EQ(history->back().actor, "admin");
  EXPECT_TRUE(std::any_of(
      history->back().facts.begin(), history->back().facts.end(),
      [](const Fact& fact) { return fact == Fact(OperationNoted{"move", "checked by hand"}); }));
  EXPECT_EQ(world().stored(later)->tasks.front().element, "check");
  EXPECT_TRUE(world().take_trouble().empty());
}

TEST_F(Batches, ItSurvivesLostAnswersAndServersThatTakeOver) {
  int commits = 0;
  for (int i = 0; i < 120; ++i) start();
  ASSERT_TRUE(begin({"suspend", {}, "a holiday"}).ok());
  world_.reset();
  fate_ = [&commits] {
    switch (++commits % 4) {
      case 0: return CommitFate::unknown;
      case 1: return CommitFate::unavailable;
      case 2: return CommitFate::conflict;
      default: return CommitFate::succeed;
    }
  };

  world().drain();

  EXPECT_EQ(progress().done, 120U);
  EXPECT_EQ(progress().failed, 0U);
  for (const auto& [id, stored] : store_.data().instances) {
    EXPECT_EQ(stored.state, InstanceState::suspended);
    EXPECT_EQ(stored.version, 2U);
  }
}

TEST_F(Batches, TheFilterChooses) {
  const InstanceId one = start();
  start();
  Context arguments, variables;
  variables.set("colour", Value("red"));
  arguments.set("variables", Value(variables));
  ASSERT_TRUE(
      world().execute({one, SetVariables{variables}, {"anna", {}, true}, std::nullopt}).ok());
  InstanceQuery filter;
  filter.variable = {"colour", "red"};

  ASSERT_TRUE(begin({"cancel", {}, {}}, filter).ok());
  world().drain();

  EXPECT_EQ(progress().total, 1U);
  EXPECT_EQ(world().stored(one)->state, InstanceState::cancelled);
}

TEST_F(Batches, WhatNoOperationTakesIsRefusedBeforeItBegins) {
  start();
  const auto codes = [](const Result<Reply>& reply) {
    std::vector<std::string> found;
    if (!reply.ok())
      for (const ErrorDetail& detail : reply.error().details) found.push_back(detail.pointer);
    return found;
  };
  Context version, text;
  version.set("version", Value("two"));
  version.set("mapping", Value(List{}));
  text.set("x", Value(1));
  EXPECT_EQ(codes(begin({"polish", {}, {}})), std::vector<std::string>{"/operation"});
  EXPECT_EQ(codes(begin({"suspend", text, {}})), std::vector<std::string>{"/arguments/x"});
  EXPECT_EQ(codes(begin({"move", {}, {}})), std::vector<std::string>{"/arguments/activate"});
  EXPECT_EQ(codes(begin({"migrate", version, {}})),
            (std::vector<std::string>{"/arguments/version", "/arguments/mapping"}));
  EXPECT_EQ(codes(begin({"set-variables", {}, {}})),
            std::vector<std::string>{"/arguments/variables"});
  EXPECT_TRUE(store_.data().records.empty());
}

TEST_F(Batches, RetryingSaysWhereNothingIsToBeRetried) {
  const InstanceId id = start();
  ASSERT_TRUE(begin({"retry", {}, {}}).ok());
  world().drain();
  ASSERT_EQ(progress().failures.size(), 1U);
  EXPECT_EQ(progress().failures.front().instance, id);
}

}  // namespace
}  // namespace onward
