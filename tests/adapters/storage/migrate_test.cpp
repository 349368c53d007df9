#include "adapters/storage/migrate.hpp"

#include <gmock/gmock.h>

#include "adapters/storage/connection.hpp"
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
  // As on a database whose DDL commits by itself: half of the steps are there already.
  ASSERT_TRUE(migrate(config()).ok());
  const auto connection = storage::connect(config(), Purpose::commits);
  ASSERT_TRUE((*connection)->script("update schema_version set steps = 7").ok());

  EXPECT_TRUE(migrate(config()).ok());
}

}  // namespace
}  // namespace onward
