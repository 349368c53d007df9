#include "adapters/storage/migrate.hpp"

#include <gmock/gmock.h>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/failpoint.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "tests/adapters/storage/fixture.hpp"
#include "tests/adapters/storage/turns.hpp"

namespace onward {
namespace {

using storage::Purpose;

class Migrate : public test::OnEveryDatabase {
 protected:
  void SetUp() override {  // an empty database
    auto made = test::TemporaryDatabase::make(GetParam());
    if (!made) GTEST_SKIP() << test::no_postgres;
    database_.emplace(std::move(*made));
  }
};
ONWARD_ON_EVERY_DATABASE(Migrate);

TEST_P(Migrate, BringsAnEmptyDatabaseToTheKnownVersion) {
  const auto version = migrate(config());

  ASSERT_TRUE(version.ok()) << version.error().message;
  EXPECT_EQ(*version, known_schema_version());
  EXPECT_TRUE(open()->definitions().ok());
}

TEST_P(Migrate, CanRunAgainAndKeepsWhatIsThere) {
  ASSERT_TRUE(migrate(config()).ok());
  const auto turn = test::Turn::start(test::id_in(1, 1));
  ASSERT_TRUE(open()->commit(turn.write()).ok());

  ASSERT_TRUE(migrate(config()).ok());

  const InstanceId ids[] = {turn.after().id};
  EXPECT_EQ(open()->load(ids)->size(), 1U);
}

TEST_P(Migrate, RefusesASchemaThatIsNewerThanTheProgram) {
  ASSERT_TRUE(migrate(config()).ok());
  const auto connection = storage::connect(config(), Purpose::commits);
  ASSERT_TRUE((*connection)->script("insert into schema_version values (999, 1)").ok());

  const auto refused = migrate(config());

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_NE(refused.error().message.find("999"), std::string::npos);
}

TEST_P(Migrate, TakesAlongWhatVersionOneHeld) {
  ASSERT_TRUE(migrate(config(), 1).ok());
  const auto connection = storage::connect(config(), Purpose::commits);
  for (const char* row : {
           "insert into instance values (0, 1, 1, 0, 'd', 1, '', 0, 1, 0, 10, 0, 1, '')",
           "insert into variable_index values (0, 1, 'tier', 'gold')",
           "insert into task values (0, 1, 5, 1, 10, 99, null, 50, 1, 'one group', 'e', 'd', 1, 1,"
           " 0, '', '', '')",
           "insert into task values (0, 1, 6, 2, 10, 99, null, 50, 1, 'two groups', 'e', 'd', 1, 1,"
           " 0, '', '', '')",
           "insert into task_candidate values (0, 1, 5, 0, 'sales', 1, 1, 10, 99)",
           "insert into task_candidate values (0, 1, 6, 0, 'sales', 1, 2, 10, 99)",
           "insert into task_candidate values (0, 1, 6, 0, 'presales', 1, 2, 10, 99)",
       })
    ASSERT_TRUE((*connection)->script(row).ok()) << row;

  ASSERT_TRUE(migrate(config()).ok());

  const auto queries = open_queries(config()).value();
  InstanceQuery gold;
  gold.variable = {"tier", "gold"};
  EXPECT_EQ(queries->instances(gold).value().items.size(), 1U);
  const auto offered_to = [&](const char* group) {
    TaskQuery query;
    query.group = group;
    return queries->tasks(query).value().items.size();
  };
  EXPECT_EQ(offered_to("sales"), 2U);
  EXPECT_EQ(offered_to("presales"), 1U);
  const auto rows = (*connection)->query({"", "", "select count(*) from task_candidate"}, {});
  EXPECT_EQ(storage::number_of(rows.value()[0][0]), 2) << "the lone group stands in its task";
}

TEST_P(Migrate, CountsAtItsNodeWhatVersionThreeHeld) {
  ASSERT_TRUE(migrate(config(), 3).ok());
  const auto connection = storage::connect(config(), Purpose::commits);
  for (const char* row : {
           "insert into task values (0, 1, 5, 1, 10, 99, null, 50, 1, 'open', 'Work_Größe', 'sale',"
           " 12, 1, 0, '', '', '', 'sales')",
           "insert into task_done values (0, 1, 4, 1, 10, 99, null, 50, 1, 'done', 'Work_Größe',"
           " 'sale', 12, 1, 0, '', '', '', 60, 0, 'ann', '')",
           "insert into task_done values (0, 1, 3, 1, 10, 99, null, 50, 1, 'older', 'Work_Größe',"
           " 'sale', 11, 1, 0, '', '', '', 60, 0, 'ann', '')",
       })
    ASSERT_TRUE((*connection)->script(row).ok()) << row;

  ASSERT_TRUE(migrate(config()).ok());

  const NodeQuery query{"sale", 12, {"Work_Größe"}, Instant{0}, Instant{100}, Instant{100}};
  const auto nodes = open_queries(config()).value()->node_tasks(query);
  ASSERT_TRUE(nodes.ok()) << nodes.error().message;
  EXPECT_EQ(nodes->front().active, 1U);
  EXPECT_EQ(nodes->front().overdue, 1U);
  EXPECT_EQ(nodes->front().completed, 1U);
  ASSERT_EQ(nodes->front().newest.size(), 1U);
  EXPECT_EQ(nodes->front().newest.front().created, Instant{10});
}

TEST_P(Migrate, KnowsWhatDealsOfVersionElevenAreWorthAndWhoPostedThem) {
  ASSERT_TRUE(migrate(config(), 11).ok());
  const auto connection = storage::connect(config(), Purpose::commits);
  Opportunity stored;
  Context order;
  order.set("amount", Value(250));
  stored.fields.set("order", Value(order));
  const storage::Row row{storage::cell(storage::encode_body(stored))};
  ASSERT_TRUE((*connection)
                  ->query({"", "b",
                           "insert into opportunity (shard, id, version, number, kind, title,"
                           " customer, customer_name, responsible, stage, status, created_ms, ord,"
                           " search, body) values (0, 7, 2, 'O-7', 'sale', 'Seven', 0, '', 'rob',"
                           " 'open', 1, 10, 1, 'seven', $1)"},
                          row)
                  .ok());
  for (const char* change : {"1, 10, 'dora', 'draft'", "2, 11, 'pia', 'post'"})
    ASSERT_TRUE((*connection)
                    ->script(std::string("insert into opportunity_change (shard, opportunity,"
                                         " version, at_ms, actor, operation, reason, changes)"
                                         " values (0, 7, ") +
                             change + ", '', '')")
                    .ok());

  ASSERT_TRUE(migrate(config()).ok());

  const auto queries = open_queries(config()).value();
  const auto deals = queries->open_deals(10);
  ASSERT_TRUE(deals.ok()) << deals.error().message;
  ASSERT_EQ(deals->size(), 1U);
  EXPECT_EQ(deals->front().amount, Value(250));
  EXPECT_EQ(deals->front().title, "Seven");
  OpportunityQuery posted;
  posted.posted_by = "pia";
  ASSERT_EQ(queries->opportunities(posted).value().items.size(), 1U);
  EXPECT_EQ(queries->opportunities(posted).value().items.front().posted_by, "pia");
  posted.posted_by = "dora";
  EXPECT_TRUE(queries->opportunities(posted).value().items.empty());
}

#ifdef ONWARD_FAILPOINTS
TEST_P(Migrate, GoesOnWhereItWasKilled) {
  for (const char* point : {"migrate.after-step=error@1", "migrate.after-step=error@20",
                            "migrate.after-step=error@50"}) {
    set_failpoints(point);
    EXPECT_FALSE(migrate(config()).ok());
  }
  set_failpoints("");

  EXPECT_TRUE(migrate(config()).ok());
  EXPECT_TRUE(open()->outbox(1).ok());
}
#endif

TEST_P(Migrate, IsSafeToRunStepByStepWithoutATransaction) {
  // As on a database whose DDL commits by itself: half of the steps are there already. SQLite
  // cannot add a column twice: the columns stand at the beginning of a file, in the eighth eleven
  // of them.
  ASSERT_TRUE(migrate(config()).ok());
  const auto connection = storage::connect(config(), Purpose::commits);
  ASSERT_TRUE(
      (*connection)
          ->script("update schema_version set steps = case version when 8 then 11 else 7 end")
          .ok());

  EXPECT_TRUE(migrate(config()).ok());
}

}  // namespace
}  // namespace onward
