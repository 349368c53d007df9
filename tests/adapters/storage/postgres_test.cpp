// What only PostgreSQL can do to us: sessions that die, transactions that fail in silence, settings
// that lose commits.
#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/failpoint.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using storage::Purpose;
using storage::RowSet;
using storage::Statement;
using test::id_in;
using test::set_variable;
using test::Turn;

class OnPostgres : public test::OnEveryDatabase {
 protected:
  void TearDown() override {
#ifdef ONWARD_FAILPOINTS
    set_failpoints("");
#endif
    OnEveryDatabase::TearDown();
  }
  /// Ends every other session on the test's database.
  void kill_sessions() {
    database_->admin(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()");
  }
  std::string sessions() {
    return database_->admin(
        "select count(*) from pg_stat_activity where datname = current_database()"
        " and backend_type = 'client backend' and pid <> pg_backend_pid()");
  }
};
INSTANTIATE_TEST_SUITE_P(, OnPostgres, testing::Values(DatabaseConfig::Kind::postgres),
                         test::name_of_kind);

TEST_P(OnPostgres, ReconnectsByItselfAfterItsSessionDied_Trap11And12) {
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  kill_sessions();

  EXPECT_EQ(load(start.after().id), start.after());  // statements prepared before died with it

  kill_sessions();
  Turn turn(start.after());
  turn.command({set_variable("a", Value(1))});
  commit(turn.write());
  EXPECT_EQ(load(start.after().id), turn.after());
}

TEST_P(OnPostgres, SaysUnavailableWhileTheServerRefusesSessions) {
  // A session over the limit: what a full or stopped server looks like.
  database_->admin("select 1");
  DatabaseConfig nowhere = config();
  nowhere.target = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=1";

  const auto refused = open_store(nowhere);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
}

TEST_P(OnPostgres, RefusesAServerThatMayLoseCommits_R7) {
  if (database_->admin("show fsync") == "on") GTEST_SKIP() << "this server syncs";
  DatabaseConfig strict = config();
  strict.allow_unsafe = false;

  const auto refused = open_store(strict);

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_EQ(refused.error().where, "fsync");
}

TEST_P(OnPostgres, TakesAFailedTransactionForWhatItIs_Trap1) {
  // The server answers COMMIT of a failed transaction with ROLLBACK and no error.
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  TurnWrite again = start.write();
  again.outbox_added.push_back({id_in(1, 5), "x", "y", Instant{1}});

  EXPECT_EQ(store().commit(again).error().code, ErrorCode::conflict);

  EXPECT_TRUE(store().outbox(5)->empty());
  Turn turn(start.after());  // the session is as good as new
  turn.command({set_variable("a", Value(1))});
  commit(turn.write());
}

TEST_P(OnPostgres, PreparesWhatItUsesOften_Trap4) {
  const auto connection = storage::connect(config(), Purpose::commits).value();
  constexpr Statement often{"often", "i", "select $1 + 1"};
  const storage::Row one{storage::cell(std::int64_t{1})};
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(connection->query(often, one).ok());
  constexpr Statement known{"", "",
                            "select count(*) from pg_prepared_statements where name = 'often'"};

  const RowSet rows = connection->query(known, {}).value();

  EXPECT_EQ(storage::number_of(rows[0][0]), 1);
}

TEST_P(OnPostgres, KnowsTheTypeOfEveryParameter_Trap8) {
  const auto connection = storage::connect(config(), Purpose::queries).value();
  constexpr Statement untyped{"", "t", "select $1 as x, '[1:2]' as y, 'a:b' as z"};
  const storage::Row text{storage::cell("t")};

  const auto rows = connection->query(untyped, text);

  ASSERT_TRUE(rows.ok()) << rows.error().message;
  EXPECT_EQ(storage::text_of((*rows)[0][0]), "t");
}

TEST_P(OnPostgres, TellsNullFromNothing_Trap7) {
  const auto connection = storage::connect(config(), Purpose::queries).value();
  constexpr Statement null{"", "", "select null::bigint"};
  constexpr Statement nothing{"", "", "select 1 where false"};

  EXPECT_TRUE(std::holds_alternative<std::monostate>(connection->query(null, {}).value()[0][0]));
  EXPECT_TRUE(connection->query(nothing, {}).value().empty());
}

TEST_P(OnPostgres, StopsAQueryThatTakesTooLong) {
  DatabaseConfig hasty = config();
  hasty.query_timeout_ms = 50;
  const auto connection = storage::connect(hasty, Purpose::queries).value();
  constexpr Statement endless{"", "", "select count(*) from generate_series(1, 100000000000)"};

  const auto stopped = connection->query(endless, {});

  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::unavailable);
}

TEST_P(OnPostgres, KeepsHistoryInMonthlyPartitions) {
  EXPECT_GE(std::stoi(database_->admin(
                "select count(*) from pg_inherits where inhparent = 'history'::regclass")),
            13);
  Turn old = Turn::start(id_in(1, 1));  // its rows are of 1970
  commit(old.write());
  EXPECT_EQ(database_->admin("select count(*) from history_default"), "1");
}

TEST_P(OnPostgres, FindsTheRowsOfATurnByTheirKeys) {
  // Plans of the hot statements: no walk through a table, whatever its size.
  const std::string plan = database_->admin(
      "set enable_seqscan = off; set enable_mergejoin = off;"
      " explain (format json) update instance set version = r.column4 from (select * from unnest("
      "'{1}'::bigint[], '{1}'::bigint[], '{1}'::bigint[], '{2}'::bigint[])"
      " as rows_of(column1, column2, column3, column4)) as r where instance.shard = r.column1"
      " and instance.id = r.column2 and instance.version = r.column3");
  EXPECT_NE(plan.find("instance_pkey"), std::string::npos) << plan;
  const std::string removal = database_->admin(
      "set enable_seqscan = off; set enable_mergejoin = off; explain (format json)"
      " delete from task where (shard, instance, local) in (select * from unnest("
      "'{1}'::bigint[], '{1}'::bigint[], '{1}'::bigint[]) as rows_of(column1, column2, column3))");
  EXPECT_NE(removal.find("task_pkey"), std::string::npos) << removal;
}

TEST_P(OnPostgres, WalksTheIndexOfTasksThatNameTheirOnlyGroup) {
  database_->admin(
      "insert into task select n % 1024, n, 11, n, 0, n, null, 50, 1, 'n', 'e', 'd', 1, n, 0, '',"
      " '', 'n', 'g' from generate_series(1, 20000) n; analyze task");
  const auto connection = storage::connect(config(), Purpose::queries).value();
  const storage::Row group{storage::cell("g")};
  const auto plan_of = [&](std::string_view order) {
    const std::string text =
        "explain select t.name from (values ($1)) as g(name) cross join lateral (select t.name from"
        " task t where t.lone_group = g.name and t.lone_group <> '' and t.assignee = ''"
        " order by " +
        std::string(order) + " limit 51) t";
    const auto plan = connection->query({"", "t", text}, group);
    EXPECT_TRUE(plan.ok());
    std::string lines;
    for (const storage::Row& line : *plan) lines += storage::text_of(line[0]) + "\n";
    return lines;
  };

  const std::string by_creation = plan_of("t.created_ms, t.ord, t.instance, t.local");
  const std::string by_due = plan_of("t.due_ms, t.created_ms, t.ord, t.instance, t.local");

  EXPECT_NE(by_creation.find("task_offered "), std::string::npos) << by_creation;
  EXPECT_EQ(by_creation.find("Sort"), std::string::npos) << by_creation;
  EXPECT_NE(by_due.find("task_offered_due "), std::string::npos) << by_due;
  EXPECT_EQ(by_due.find("Sort"), std::string::npos) << by_due;
}

TEST_P(OnPostgres, WalksTheIndexOfAGroupInsteadOfJoiningWholeTables) {
  database_->admin(
      "insert into task select n % 1024, n, 11, n, 0, 9, null, 50, 1, 'n', 'e', 'd', 1, n, 0, '',"
      " '', 'n' from generate_series(1, 20000) n;"
      " insert into task_candidate select n % 1024, n, 11, 0, 'g', 1, n, 0, 9"
      " from generate_series(1, 20000) n; analyze task, task_candidate");
  const auto connection = storage::connect(config(), Purpose::queries).value();
  constexpr Statement page{
      "", "t",
      "explain select t.name from (values ($1)) as g(name) cross join lateral (select t.name from"
      " task_candidate c join task t on t.shard = c.shard and t.instance = c.instance"
      " and t.local = c.local where c.kind = 0 and c.name = g.name and c.offered = 1"
      " order by c.created_ms, c.ord, c.instance, c.local limit 51) t"};
  const storage::Row group{storage::cell("g")};

  const auto plan = connection->query(page, group);

  ASSERT_TRUE(plan.ok()) << plan.error().message;
  std::string text;
  for (const storage::Row& line : *plan) text += storage::text_of(line[0]) + "\n";
  EXPECT_NE(text.find("task_candidate_created"), std::string::npos) << text;
  EXPECT_EQ(text.find("Hash Join"), std::string::npos) << text;
  EXPECT_EQ(text.find("Sort"), std::string::npos) << text;
}

#ifdef ONWARD_FAILPOINTS

/// Every point of a commit, the connection cut there: afterwards the turn is stored whole or not at
/// all, and the answer says which.
TEST_P(OnPostgres, FindsOutHowACommitEndedWhenItsConnectionBroke_R2) {
  Instance now = [&] {
    Turn start = Turn::start(id_in(1, 1));
    commit(start.write());
    return start.after();
  }();
  for (const char* point : {"commit.before-begin", "commit.after-begin",
                            "commit.after-update-instance", "commit.after-insert-history",
                            "commit.before-commit", "commit.sent", "commit.after-commit"}) {
    for (const char* action : {"drop", "error"}) {
      set_failpoints(std::string(point) + "=" + action + "@1");
      Turn turn(now);
      turn.command({set_variable("a", Value(point))});

      const auto done = store().commit(turn.write());

      EXPECT_EQ(failpoint_hits(point), 1U) << point;
      const auto stored = load(now.id);
      if (done.ok()) {
        EXPECT_EQ(stored, turn.after()) << point;
        now = turn.after();
      } else {
        EXPECT_EQ(done.error().code, ErrorCode::unavailable) << point;
        EXPECT_EQ(stored, now) << point;
      }
      const std::string_view name = point;
      if (name != "commit.sent") {
        EXPECT_EQ(done.ok(), name == "commit.after-commit") << point;
      }
    }
  }
  EXPECT_EQ(sessions(), "1");  // no old session is left behind
}

TEST_P(OnPostgres, FindsOutByAMarkWhenTheTurnHasNoHistory) {
  set_failpoints("commit.after-commit=drop@1,commit.before-commit=drop@2");
  TurnWrite first, second;
  first.outbox_added.push_back({id_in(1, 5), "x", "y", Instant{1}});
  second.outbox_added.push_back({id_in(1, 6), "x", "y", Instant{1}});

  EXPECT_TRUE(store().commit(first).ok());
  EXPECT_EQ(store().commit(second).error().code, ErrorCode::unavailable);

  EXPECT_EQ(store().outbox(5)->size(), 1U);
}

TEST_P(OnPostgres, SaysOutcomeUnknownWhenTheServerIsGoneAfterCommit) {
  Turn turn = Turn::start(id_in(1, 1));
  // Nobody may connect any more, except superusers, which the test's other role is.
  database_->admin("create role plain login; grant all on all tables in schema public to plain");
  DatabaseConfig limited = config();
  limited.target += "&user=plain";
  auto opened = open_store(limited);
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  database_->admin("alter role plain nologin");
  set_failpoints("commit.sent=drop@1");

  const auto done = (*opened)->commit(turn.write());

  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::outcome_unknown);
  set_failpoints("");
  database_->admin("alter role plain login");
  EXPECT_TRUE((*opened)->outbox(1).ok());  // heals by itself
  opened->reset();
  database_->admin("revoke all on all tables in schema public from plain; drop role plain");
}

#endif

TEST_P(OnPostgres, SurvivesASessionKilledWhileItsCommitWaits) {
  Turn start = Turn::start(id_in(1, 1));
  commit(start.write());
  // Another session holds the row, so the commit waits inside its update until it is killed.
  const auto blocker = storage::connect(config(), Purpose::commits).value();
  ASSERT_TRUE(blocker->script("begin; update instance set version = version").ok());
  Turn turn(start.after());
  turn.command({set_variable("a", Value(1))});
  Result<Done> done = Done{};
  std::thread committing([&] { done = store().commit(turn.write()); });
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (database_->admin("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                          " and datname = current_database()") == "0" &&
         std::chrono::steady_clock::now() < give_up)
    std::this_thread::yield();
  database_->admin(
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
      " where wait_event_type = 'Lock' and datname = current_database()");
  committing.join();
  ASSERT_TRUE(blocker->script("rollback").ok());

  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
  EXPECT_EQ(load(start.after().id), start.after());
}

}  // namespace
}  // namespace onward
