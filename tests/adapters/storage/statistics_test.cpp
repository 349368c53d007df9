// Statistics are answered from indexes alone, so that they stay fast with millions of tasks.
#include "adapters/storage/connection.hpp"
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/statements_read.hpp"
#include "tests/adapters/storage/fixture.hpp"

namespace onward::test {
namespace {

/// What SQLite would do, a line for each step.
std::string plan_of(storage::Connection& connection, const storage::Statement& statement,
                    const storage::Row& parameters) {
  const std::string text = "explain query plan " + std::string(statement.text);
  const auto rows = connection.query({"", statement.types, text}, parameters);
  EXPECT_TRUE(rows.ok()) << (rows.ok() ? "" : rows.error().message);
  std::string plan;
  if (rows.ok())
    for (const storage::Row& row : *rows) plan += storage::text_of(row[3]) + "\n";
  return plan;
}

TEST(NodeStatistics, AreAnsweredFromAnIndexAlone) {
  auto made = TemporaryDatabase::make(DatabaseConfig::Kind::sqlite_file);
  ASSERT_TRUE(made.has_value());
  ASSERT_TRUE(migrate(made->config()).ok());
  const auto connection = storage::connect(made->config(), storage::Purpose::queries);
  ASSERT_TRUE(connection.ok());
  using storage::cell;
  const storage::Row open{cell(1), cell(0), cell(10)};
  const storage::Row done{cell(1), cell(0), cell(9), cell(10)};
  EXPECT_NE(
      plan_of(**connection, storage::read::open_at_node, open).find("COVERING INDEX task_node_due"),
      std::string::npos);
  for (const auto& statement : {storage::read::done_at_node, storage::read::newest_at_node}) {
    const std::string plan = plan_of(**connection, statement, done);
    EXPECT_NE(plan.find("COVERING INDEX task_done_node_completed"), std::string::npos) << plan;
    EXPECT_EQ(plan.find("TEMP B-TREE"), std::string::npos) << plan;  // nothing is sorted
  }
  const storage::Row incidents{cell("p"), cell(1), cell(10)};
  EXPECT_NE(plan_of(**connection, storage::read::incidents_at_nodes, incidents)
                .find("COVERING INDEX incident_node"),
            std::string::npos);
}

}  // namespace
}  // namespace onward::test
