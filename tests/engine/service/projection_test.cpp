#include "engine/service/projection.hpp"

#include <gmock/gmock.h>

#include "engine/base/limits.hpp"
#include "engine/instance/apply.hpp"

namespace onward {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Task task(std::uint32_t id, std::string assignee = {}) {
  Task made;
  made.id = LocalId{id};
  made.token = LocalId{2};
  made.assignee = std::move(assignee);
  return made;
}

Wait wait(std::uint32_t id, WaitKind kind, std::int64_t due = 0) {
  Wait made;
  made.id = LocalId{id};
  made.kind = kind;
  made.due = Instant{due};
  return made;
}

Job job(std::uint32_t id, std::int64_t due) {
  Job made;
  made.id = LocalId{id};
  made.due = Instant{due};
  return made;
}

Instance instance() {
  Instance made;
  made.id = InstanceId{1};
  made.scopes.push_back({root_scope, {}, {}, {}, {}, {}});
  made.tokens.push_back({LocalId{2}, root_scope, "a", "", TokenState::waiting, {}});
  return made;
}

template <class Item>
std::vector<std::uint32_t> ids(const std::vector<const Item*>& items) {
  std::vector<std::uint32_t> result;
  for (const Item* item : items) result.push_back(item->id.value);
  return result;
}

TEST(Projection, TakesAllOfANewInstance) {
  Instance after = instance();
  after.tasks = {task(3), task(4)};
  after.waits = {wait(5, WaitKind::timer), wait(6, WaitKind::message), wait(7, WaitKind::signal),
                 wait(8, WaitKind::conditional)};
  after.jobs = {job(9, 1)};

  const IndexChanges changes = project(nullptr, after);

  EXPECT_THAT(ids(changes.tasks.added), ElementsAre(3, 4));
  EXPECT_THAT(ids(changes.timers.added), ElementsAre(5));
  EXPECT_THAT(ids(changes.subscriptions.added), ElementsAre(6, 7));
  EXPECT_THAT(ids(changes.jobs.added), ElementsAre(9));
}

TEST(Projection, TellsAddedChangedAndRemovedApart) {
  Instance before = instance(), after = instance();
  before.tasks = {task(3), task(4), task(5)};
  after.tasks = {task(4), task(5), task(6)};
  after.tasks[1].revision = 2;

  const IndexChanges changes = project(&before, after);

  EXPECT_THAT(ids(changes.tasks.removed), ElementsAre(3));
  EXPECT_THAT(ids(changes.tasks.changed), ElementsAre(5));
  EXPECT_THAT(ids(changes.tasks.added), ElementsAre(6));
}

TEST(Projection, ChangesNothingForAnInstanceThatStaysAsItIs) {
  Instance same = instance();
  same.tasks = {task(3)};
  same.waits = {wait(5, WaitKind::timer), wait(6, WaitKind::message)};
  same.jobs = {job(9, 1)};
  same.scopes[0].variables.push_back({"a", Value(1)});

  const IndexChanges changes = project(&same, same);

  EXPECT_TRUE(changes.tasks.empty() && changes.timers.empty() && changes.subscriptions.empty());
  EXPECT_TRUE(changes.jobs.empty() && changes.incidents.empty());
  EXPECT_THAT(changes.variables_added, IsEmpty());
  EXPECT_THAT(changes.variables_removed, IsEmpty());
  EXPECT_FALSE(changes.business_key_freed);
}

/// An instance that waits in the ad-hoc sub-process "some", of scope 3.
Instance in_ad_hoc() {
  Instance made = instance();
  made.tokens.begin()->element = "some";
  made.scopes.push_back({LocalId{3}, root_scope, LocalId{2}, ScopeKind::sub_process, "some", {}});
  made.multi_instances.push_back({LocalId{3}, 1, 1, 0, 1, 0, {}, {}});
  return made;
}

TEST(Projection, AnAdHocSubProcessIsOpenUntilNoMoreMayStart) {
  const Instance open = in_ad_hoc();
  const auto same = testing::ElementsAre(OpenAdHoc{LocalId{3}, "some", {}});
  EXPECT_THAT(project(nullptr, open).ad_hoc, same);
  EXPECT_THAT(project(&open, open).ad_hoc, same) << "also one from before there was an index";
  EXPECT_THAT(project(&open, open).ad_hoc_gone, IsEmpty());

  Instance closing = open, suspended = open, stuck = open, left = open;
  closing.multi_instances.begin()->total = 2;
  suspended.state = InstanceState::suspended;
  stuck.tokens.begin()->state = TokenState::stuck;
  left.multi_instances.clear();
  for (const Instance* after : {&closing, &suspended, &stuck, &left}) {
    EXPECT_THAT(project(&open, *after).ad_hoc, IsEmpty());
    EXPECT_THAT(project(&open, *after).ad_hoc_gone, ElementsAre(LocalId{3}));
    EXPECT_THAT(project(after, open).ad_hoc, same);
  }
}

TEST(Projection, ProgressOfAMultiInstanceActivityIsNoAdHocSubProcess) {
  Instance made = in_ad_hoc();
  made.scopes.begin()[1].kind = ScopeKind::multi_instance;
  EXPECT_THAT(project(nullptr, made).ad_hoc, IsEmpty());
}

TEST(Projection, IndexesScalarsOfTheTopScopeUpToTheLimit) {
  Instance before = instance(), after = instance();
  before.scopes[0].variables = {{"same", Value(1)},
                                {"changed", Value("a")},
                                {"gone", Value(true)},
                                {"grown", Value("x")},
                                {"listed", Value(1)}};
  after.scopes.push_back({LocalId{9}, root_scope, {}, {}, {}, {{"inner", Value(1)}}});
  after.scopes[0].variables = {{"same", Value(1)},
                               {"changed", Value("b")},
                               {"grown", Value(std::string(limits::indexed_value_bytes + 1, 'x'))},
                               {"listed", List{Value(1)}},
                               {"new", *Decimal::from_text("1.50")},
                               {"null", Value()}};

  const IndexChanges changes = project(&before, after);

  EXPECT_THAT(changes.variables_added,
              ElementsAre(IndexedVariable{"changed", "b"}, IndexedVariable{"new", "1.50"}));
  EXPECT_THAT(changes.variables_removed,
              ElementsAre(IndexedVariable{"changed", "a"}, IndexedVariable{"grown", "x"},
                          IndexedVariable{"listed", "1"}, IndexedVariable{"gone", "true"}));
}

TEST(Projection, FindsChangesAmongManyVariablesByName) {
  Instance before = instance(), after = instance();
  for (int i = 0; i < 100; ++i) {
    before.scopes[0].variables.push_back({"v" + std::to_string(i), Value(i)});
    after.scopes[0].variables.push_back({"v" + std::to_string(99 - i), Value(99 - i)});
  }
  after.scopes[0].variables[3].value = Value("x");

  const IndexChanges changes = project(&before, after);

  EXPECT_THAT(changes.variables_added, ElementsAre(IndexedVariable{"v96", "x"}));
  EXPECT_THAT(changes.variables_removed, ElementsAre(IndexedVariable{"v96", "96"}));
}

TEST(Projection, SetsTimersAndJobsAnewWhenTheInstanceStopsOrGoesOn) {
  Instance before = instance();
  before.waits = {wait(5, WaitKind::timer, 70)};
  before.jobs = {job(9, 1)};
  Instance after = before;
  after.state = InstanceState::suspended;

  const IndexChanges changes = project(&before, after);

  EXPECT_THAT(ids(changes.timers.changed), ElementsAre(5));
  EXPECT_THAT(ids(changes.jobs.changed), ElementsAre(9));
  EXPECT_EQ(timer_due_ms(before, before.waits[0]), 70);
  EXPECT_EQ(timer_due_ms(after, after.waits[0]), never_ms);
  EXPECT_EQ(job_available_ms(after, after.jobs[0]), never_ms);
}

TEST(Projection, MakesAJobAvailableAfterItsDueTimeAndItsLock) {
  const Instance at = instance();
  Job made = job(9, 10);
  EXPECT_EQ(job_available_ms(at, made), 10);
  made.locked_until = Instant{50};
  EXPECT_EQ(job_available_ms(at, made), 50);
  made.retries = 0;
  EXPECT_EQ(job_available_ms(at, made), never_ms);
}

TEST(Projection, FreesTheBusinessKeyAtTheEnd) {
  Instance before = instance();
  before.business_key = "k";
  Instance after = before;
  after.state = InstanceState::cancelled;

  EXPECT_TRUE(project(&before, after).business_key_freed);
  EXPECT_FALSE(project(&after, after).business_key_freed);
  EXPECT_FALSE(project(nullptr, after).business_key_freed);
}

TEST(Projection, KeepsAClosedTaskAsItWasAtThatMoment) {
  Instance before = instance();
  before.tasks = {task(3), task(4)};
  const std::vector<Fact> first{TaskAssigned{LocalId{3}, "ann", ""}, TaskOpened{task(5)},
                                TaskClosed{LocalId{3}, {}, "ann", {}, {}, {}, Instant{7}}};
  const std::vector<Fact> second{TaskAssigned{LocalId{4}, "eve", ""},
                                 TaskClosed{LocalId{5}, TaskEnd::cancelled, {}, {}, {}, {}, {}}};
  const std::span<const Fact> commands[] = {first, second};

  const std::vector<ClosedTask> closed = closed_tasks(&before, commands);

  ASSERT_THAT(closed, SizeIs(2));
  EXPECT_EQ(closed[0].task.id, LocalId{3});
  EXPECT_EQ(closed[0].task.assignee, "ann");
  EXPECT_EQ(closed[0].how.at, Instant{7});
  EXPECT_EQ(closed[1].task.id, LocalId{5});
  EXPECT_EQ(closed[1].how.end, TaskEnd::cancelled);
}

TEST(Projection, PutsATextIntoTheSameShardForEver) {
  // Stored: a change here would lose business keys.
  EXPECT_EQ(shard_of_text(""), 961);
  EXPECT_EQ(shard_of_text("order-1"), 242);
  EXPECT_LT(shard_of_text("order-2"), shard_count);
}

}  // namespace
}  // namespace onward
