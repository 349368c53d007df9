#include "adapters/storage/sql_queries.hpp"

#include <gmock/gmock.h>

#include <set>

#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using test::closed;
using test::id_in;
using test::set_variable;
using test::task;
using test::Turn;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Lists : public test::OnEveryDatabase {
 protected:
  void SetUp() override {
    OnEveryDatabase::SetUp();
    if (IsSkipped()) return;
    auto opened = open_queries(config());
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    queries_ = std::move(opened).value();
  }
  void TearDown() override {
    queries_.reset();
    OnEveryDatabase::TearDown();
  }
  Queries& queries() { return *queries_; }
  std::vector<std::string> names(const TaskQuery& query) {
    const auto page = queries().tasks(query);
    EXPECT_TRUE(page.ok()) << page.error().message;
    std::vector<std::string> result;
    if (page.ok())
      for (const TaskRow& row : page->items) result.push_back(row.name);
    return result;
  }
  /// All pages of two, one after the other.
  std::vector<std::string> names_page_by_page(TaskQuery query) {
    std::vector<std::string> result;
    query.page.limit = 2;
    for (int pages = 0; pages < 50; ++pages) {
      const auto page = queries().tasks(query);
      EXPECT_TRUE(page.ok()) << page.error().message;
      if (!page.ok()) break;
      for (const TaskRow& row : page->items) result.push_back(row.name);
      if (page->next.empty()) break;
      query.page.after = page->next;
    }
    return result;
  }
  static TaskQuery of(std::string user, std::vector<std::string> groups) {
    TaskQuery query;
    query.may_do = Actor{std::move(user), std::move(groups), false};
    return query;
  }

 private:
  std::unique_ptr<Queries> queries_;
};
ONWARD_ON_EVERY_DATABASE(Lists);

Task due(Task task, std::int64_t at_ms, std::int32_t priority = 50) {
  task.due = Instant{at_ms};
  task.priority = priority;
  return task;
}

TEST_P(Lists, ShowWhatIMayDo_MineAndWhatIsOfferedToMeOrMyGroups) {
  Turn turn = Turn::start(id_in(3, 1));
  Task for_me = task(15, "offered to ann");
  for_me.candidate_users = {"ann", "ann"};
  turn.command({TaskOpened{task(11, "mine", {"sales"}, "ann")},
                TaskOpened{task(12, "bob's", {"sales"}, "bob")},
                TaskOpened{task(13, "sales", {"sales", "hunters"})},
                TaskOpened{task(14, "farmers", {"farmers"})}, TaskOpened{for_me}});
  commit(turn.write());

  EXPECT_THAT(names(of("ann", {"sales", "hunters", "nobody"})),
              ElementsAre("mine", "sales", "offered to ann"));
  EXPECT_THAT(names(of("bob", {})), ElementsAre("bob's"));
  EXPECT_THAT(names(TaskQuery{}), SizeIs(5));
  TaskQuery admin = of("root", {});
  admin.may_do->everything = true;
  EXPECT_THAT(names(admin), SizeIs(5));
}

TEST_P(Lists, FollowClaimsAndReleases) {
  Turn turn = Turn::start(id_in(3, 1));
  turn.command({TaskOpened{task(11, "a", {"sales"})}});
  commit(turn.write());
  Turn claim(turn.after());
  claim.command({TaskAssigned{LocalId{11}, "ann", ""}});
  commit(claim.write());
  EXPECT_THAT(names(of("bob", {"sales"})), IsEmpty());
  EXPECT_THAT(names(of("ann", {"sales"})), ElementsAre("a"));
  Turn release(claim.after());
  release.command({TaskAssigned{LocalId{11}, "", ""}});

  commit(release.write());

  EXPECT_THAT(names(of("bob", {"sales"})), ElementsAre("a"));
}

TEST_P(Lists, PageThroughEverySortWithoutLossOrRepetition) {
  TurnWrite write;
  std::vector<Turn> turns;
  for (std::uint32_t i = 0; i < 9; ++i) {
    Turn turn = Turn::start(id_in(static_cast<std::uint16_t>(900 - i), i + 1));
    const std::string number = std::to_string(i);
    // Equal due times and priorities, and some without a due date.
    Task made = task(11, number, {i % 2 == 0 ? "even" : "odd", "all"});
    if (i % 3 != 0) made = due(made, 100 * (i % 3), static_cast<std::int32_t>(i % 2));
    turn.command({TaskOpened{made}});
    turns.push_back(std::move(turn));
  }
  for (const Turn& turn : turns) turn.add_to(write);
  commit(write);

  for (TaskQuery query : {TaskQuery{}, of("x", {"even", "odd", "all"}), of("x", {"odd", "even"})}) {
    EXPECT_THAT(names_page_by_page(query),
                ElementsAre("0", "1", "2", "3", "4", "5", "6", "7", "8"));
    query.page.sort = "-createdAt";
    EXPECT_THAT(names_page_by_page(query),
                ElementsAre("0", "1", "2", "3", "4", "5", "6", "7", "8"));
    query.page.sort = "due";
    EXPECT_THAT(names_page_by_page(query),
                ElementsAre("1", "4", "7", "2", "5", "8", "0", "3", "6"));
    query.page.sort = "-due";
    EXPECT_THAT(names_page_by_page(query),
                ElementsAre("0", "3", "6", "2", "5", "8", "1", "4", "7"));
    query.page.sort = "priority";
    EXPECT_THAT(names_page_by_page(query),
                ElementsAre("2", "4", "8", "1", "5", "7", "0", "3", "6"));
  }
}

TEST_P(Lists, RefuseCursorsOfAnotherListOrSort) {
  Turn turn = Turn::start(id_in(3, 1));
  turn.command({TaskOpened{task(11, "a")}, TaskOpened{task(12, "b")}});
  commit(turn.write());
  TaskQuery query;
  query.page.limit = 1;
  const std::string next = queries().tasks(query)->next;
  ASSERT_FALSE(next.empty());
  for (const std::string& wrong :
       {std::string("x"), std::string("!!"), next + "A", next.substr(1)}) {
    query.page.after = wrong;
    const auto refused = queries().tasks(query);
    ASSERT_FALSE(refused.ok()) << wrong;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_cursor);
  }
  query.page.after = next;
  query.page.sort = "due";
  EXPECT_EQ(queries().tasks(query).error().code, ErrorCode::invalid_cursor);
  InstanceQuery instances;
  instances.page.after = next;
  EXPECT_EQ(queries().instances(instances).error().code, ErrorCode::invalid_cursor);
  query.page.sort = "name; drop table task";
  EXPECT_EQ(queries().tasks(query).error().code, ErrorCode::unknown_parameter);
}

TEST_P(Lists, FilterTasks) {
  Turn one = Turn::start(id_in(3, 1), "", 77), two = Turn::start(id_in(4, 2));
  one.command({TaskOpened{due(task(11,
                                   "Angebot PR\xC3\x9C"
                                   "FEN",
                                   {"sales"}, "ann"),
                              100)},
               TaskOpened{task(12, "100% sure_thing", {"sales"})}});
  two.command({TaskOpened{task(11, "\xD0\x9F\xD0\xBE\xD0\xB7\xD0\xB2\xD0\xBE\xD0\xBD")}});
  TurnWrite write = one.write();
  two.add_to(write);
  commit(write);
  const auto with = [&](auto change) {
    TaskQuery query;
    change(query);
    return names(query).size();
  };
  EXPECT_EQ(with([](TaskQuery& q) { q.assignee = "ann"; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.group = "sales"; }), 2U);
  EXPECT_EQ(with([](TaskQuery& q) { q.definition = "sale"; }), 3U);
  EXPECT_EQ(with([](TaskQuery& q) { q.definition = "other"; }), 0U);
  EXPECT_EQ(with([&](TaskQuery& q) { q.instance = one.after().id; }), 2U);
  EXPECT_EQ(with([](TaskQuery& q) { q.opportunity = OpportunityId{77}; }), 2U);
  EXPECT_EQ(with([](TaskQuery& q) { q.due_before = Instant{101}; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.due_before = Instant{100}; }), 0U);
  EXPECT_EQ(with([](TaskQuery& q) { q.overdue = true, q.now = Instant{101}; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.text = "angebot pr\xC3\xBC"; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.text = "\xD0\xBF\xD0\x9E\xD0\xB7"; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.text = "%"; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.text = "e_t"; }), 1U);
  EXPECT_EQ(with([](TaskQuery& q) { q.text = "' or 1=1 --"; }), 0U);
  EXPECT_EQ(with([](TaskQuery& q) { q.state = "open"; }), 3U);
  EXPECT_EQ(with([](TaskQuery& q) { q.state = "nonsense"; }), 0U);
  TaskQuery mine = of("ann", {"sales"});
  mine.group = "sales";
  EXPECT_THAT(names(mine), SizeIs(2));
}

TEST_P(Lists, MoveAClosedTaskToTheDoneOnesInItsPlaceOfCreation) {
  Turn turn = Turn::start(id_in(3, 1));
  turn.command({TaskOpened{task(11, "first", {"sales"})}, TaskOpened{task(12, "second")}});
  commit(turn.write());
  Turn late = Turn::start(id_in(3, 2));
  late.command({TaskOpened{task(11, "at once", {}, "bob")}}).command({closed(11, "bob")});
  commit(late.write());
  Turn end(turn.after(), 900);
  end.command(
      {TaskAssigned{LocalId{11}, "ann", ""}, closed(11), closed(12, "ann", TaskEnd::cancelled)});
  commit(end.write());
  TaskQuery done;
  done.state = "completed";

  EXPECT_THAT(names(done), ElementsAre("first", "at once"));
  EXPECT_THAT(names(TaskQuery{}), IsEmpty());
  done.may_do = Actor{"ann", {"sales"}, false};
  EXPECT_THAT(names(done), ElementsAre("first"));
  done.state = "cancelled";
  done.may_do.reset();
  EXPECT_THAT(names(done), ElementsAre("second"));
  const auto row = queries().task({turn.after().id, LocalId{11}});
  ASSERT_TRUE(row.ok() && *row);
  EXPECT_EQ((*row)->state, "completed");
  EXPECT_EQ((*row)->assignee, "ann");
  EXPECT_EQ((*row)->completed, Instant{5'000});
  EXPECT_THAT((*row)->candidate_groups, ElementsAre("sales"));
  EXPECT_FALSE(*queries().task({turn.after().id, LocalId{99}}));
}

TEST_P(Lists, ShowATaskWithAllThatItsRowHolds) {
  Turn turn = Turn::start(id_in(3, 1), "", 77);
  Task made = due(task(11, "review", {"sales"}), 100, 7);
  made.candidate_users = {"bob"};
  made.follow_up = Instant{90};
  turn.command({TaskOpened{made}});
  commit(turn.write());

  const auto row = queries().task({turn.after().id, LocalId{11}});

  ASSERT_TRUE(row.ok() && *row);
  EXPECT_EQ((*row)->state, "open");
  EXPECT_EQ((*row)->element, "review");
  EXPECT_EQ((*row)->definition, "sale");
  EXPECT_EQ((*row)->version, 1U);
  EXPECT_EQ((*row)->root, turn.after().id);
  EXPECT_EQ((*row)->due, Instant{100});
  EXPECT_EQ((*row)->follow_up, Instant{90});
  EXPECT_EQ((*row)->priority, 7);
  EXPECT_EQ((*row)->opportunity.value, 77U);
  EXPECT_EQ((*row)->revision, 1U);
  EXPECT_THAT((*row)->candidate_users, ElementsAre("bob"));
  EXPECT_FALSE((*row)->completed);
}

TEST_P(Lists, FilterInstances) {
  Turn one = Turn::start(id_in(3, 1), "k-1", 77), two = Turn::start(id_in(4, 2));
  Incident stuck{LocalId{12}, test::only_token, "review", "no-flow", "no flow is true", {},
                 false,       Instant{6}};
  one.command({set_variable("tier", Value("gold")),
               set_variable("amount", *Decimal::from_text("12.50")),
               set_variable("list", List{Value(1)}), IncidentRaised{stuck}});
  two.command({set_variable("tier", Value("silver")), set_variable("gone", Value("x"))});
  two.command({VariableRemoved{root_scope, "gone", std::nullopt},
               InstanceEnded{InstanceState::completed, "", Instant{9}}});
  TurnWrite write = one.write();
  two.add_to(write);
  commit(write);
  const auto with = [&](auto change) {
    InstanceQuery query;
    change(query);
    const auto page = queries().instances(query);
    EXPECT_TRUE(page.ok()) << page.error().message;
    std::set<std::uint64_t> ids;
    for (const InstanceRow& row : page->items) ids.insert(sequence_of(row.id.value));
    return ids;
  };
  using Ids = std::set<std::uint64_t>;
  EXPECT_EQ(with([](InstanceQuery&) {}), (Ids{1, 2}));
  EXPECT_EQ(with([](InstanceQuery& q) { q.definition = "sale", q.version = 1U; }), (Ids{1, 2}));
  EXPECT_EQ(with([](InstanceQuery& q) { q.version = 2U; }), Ids{});
  EXPECT_EQ(with([](InstanceQuery& q) { q.business_key = "k-1"; }), Ids{1});
  EXPECT_EQ(with([](InstanceQuery& q) { q.state = InstanceState::completed; }), Ids{2});
  EXPECT_EQ(with([](InstanceQuery& q) { q.incident = true; }), Ids{1});
  EXPECT_EQ(with([](InstanceQuery& q) { q.incident = false; }), Ids{2});
  EXPECT_EQ(with([](InstanceQuery& q) { q.started_before = Instant{1'002}; }), Ids{1});
  EXPECT_EQ(with([](InstanceQuery& q) { q.started_after = Instant{1'001}; }), Ids{2});
  EXPECT_EQ(with([](InstanceQuery& q) { q.variable = {"tier", "gold"}; }), Ids{1});
  EXPECT_EQ(with([](InstanceQuery& q) { q.variable = {"amount", "12.50"}; }), Ids{1});
  EXPECT_EQ(with([](InstanceQuery& q) { q.variable = {"tier", "silver"}; }), Ids{2});
  EXPECT_EQ(with([](InstanceQuery& q) { q.variable = {"gone", "x"}; }), Ids{});
  EXPECT_EQ(with([](InstanceQuery& q) { q.variable = {"list", "[1]"}; }), Ids{});
  EXPECT_EQ(with([](InstanceQuery& q) { q.opportunity = OpportunityId{77}; }), Ids{1});
  EXPECT_EQ(with([](InstanceQuery& q) { q.parent = InstanceId{5}; }), Ids{});
  EXPECT_EQ(*queries().open_instances(), 1U);

  InstanceQuery newest;
  newest.page = {1, "", "-startedAt"};
  const auto first = queries().instances(newest);
  ASSERT_THAT(first->items, SizeIs(1));
  EXPECT_EQ(first->items[0].id, two.after().id);
  EXPECT_EQ(first->items[0].ended, Instant{9});
  newest.page.after = first->next;
  const auto second = queries().instances(newest);
  ASSERT_THAT(second->items, SizeIs(1));
  EXPECT_EQ(second->items[0].incidents, 1U);
  EXPECT_FALSE(second->items[0].ended);
  EXPECT_TRUE(second->next.empty());

  const auto incidents = queries().incidents({});
  ASSERT_THAT(incidents->items, SizeIs(1));
  EXPECT_EQ(incidents->items[0].code, "no-flow");
  EXPECT_EQ(incidents->items[0].definition, "sale");
}

TEST_P(Lists, ShowHistoryInOrder) {
  Turn turn = Turn::start(id_in(3, 1));
  turn.command({set_variable("a", Value(1))}, "set-variables")
      .command({set_variable("b", Value(2))});
  commit(turn.write());

  const auto all = queries().history(turn.after().id, 0, 10);
  const auto rest = queries().history(turn.after().id, 1, 1);

  ASSERT_THAT(*all, SizeIs(3));
  EXPECT_EQ((*all)[1].name, "set-variables");
  EXPECT_EQ((*all)[1].actor, "ann");
  EXPECT_EQ((*all)[1].facts, std::vector<Fact>{set_variable("a", Value(1))});
  ASSERT_THAT(*rest, SizeIs(1));
  EXPECT_EQ((*rest)[0].seq, 2U);
  EXPECT_EQ(*queries().instance(turn.after().id), turn.after());
  EXPECT_FALSE(*queries().instance(InstanceId{1}));
}

TEST_P(Lists, KeepTokens) {
  TokenRow token{"t1", "ann", "hash", {"admin"}, Instant{100}, Instant{1}};
  ASSERT_TRUE(queries().add_token(token).ok());
  ASSERT_TRUE(queries().add_token({"t2", "bob", "other", {}, std::nullopt, Instant{2}}).ok());

  const auto found = queries().token_by_hash("hash");

  ASSERT_TRUE(found.ok() && *found);
  EXPECT_EQ((*found)->user, "ann");
  EXPECT_THAT((*found)->roles, ElementsAre("admin"));
  EXPECT_EQ((*found)->expires, Instant{100});
  EXPECT_THAT(*queries().tokens(), SizeIs(2));
  EXPECT_FALSE((*queries().tokens())[1].expires);
  EXPECT_TRUE(*queries().revoke_token("t1"));
  EXPECT_FALSE(*queries().revoke_token("t1"));
  EXPECT_FALSE(*queries().token_by_hash("hash"));
  EXPECT_TRUE(queries().ping().ok());
}

}  // namespace
}  // namespace onward
