// An instance as one of its commands left it: within bounds, and only from a whole history.
#include "server/api/moment.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "tests/server/api/history_queries.hpp"

namespace onward::api::test {
namespace {

class NoDocuments final : public DefinitionReader {
 public:
  Result<Document> read(std::string_view) override {
    return Error{ErrorCode::malformed, "there are no documents here"};
  }
};

/// A start and many commands that only leave a note; one of them may be gone.
class Notes final : public HistoryQueries {
 public:
  explicit Notes(std::uint64_t commands, std::uint64_t gone = 0)
      : HistoryQueries(commands, Quiet::none), commands_(commands), gone_(gone) {}
  Result<std::vector<HistoryRow>> history(InstanceId id, std::uint64_t after,
                                          std::size_t limit) override {
    std::vector<HistoryRow> rows;
    while (after < commands_ && rows.size() < limit) {
      HistoryRow made;
      made.instance = id;
      made.seq = ++after;
      made.facts = {OperationNoted{"set-variables", {}}};
      if (made.seq == 1) made.facts.insert(made.facts.begin(), InstanceStarted{});
      if (made.seq != gone_) rows.push_back(std::move(made));
    }
    rows_read += rows.size();
    return rows;
  }

 private:
  std::uint64_t commands_, gone_;
};

Result<Seen> seen_at(HistoryQueries& queries, std::uint64_t at) {
  NoDocuments documents;
  Definitions definitions({}, documents);
  const std::string zone = "UTC";
  Reader reader{queries, definitions, {}, zone};
  return see_instance(reader, {InstanceId{1}, at});
}

TEST(Moment, IsReadUpToTheCommandAndItsBlockOnly) {
  Notes queries(20'000);

  const auto seen = seen_at(queries, 1'200);

  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->instance.version, 1'200U);
  EXPECT_EQ(seen->command.seq, 1'200U);
  EXPECT_EQ(queries.rows_read, 1'500U);
}

TEST(Moment, IsOneOfTheFirstHundredThousandCommandsOrTheLast) {
  const std::uint64_t last = limits::commands_folded + 2;
  Notes queries(last);

  const auto beyond = seen_at(queries, limits::commands_folded + 1);
  const std::size_t read_for_it = queries.rows_read;
  const auto now = seen_at(queries, last);

  ASSERT_FALSE(beyond.ok());
  EXPECT_EQ(beyond.error().code, ErrorCode::too_large);
  EXPECT_EQ(beyond.error().where, "at");
  EXPECT_EQ(read_for_it, 0U);
  ASSERT_TRUE(now.ok());
  EXPECT_EQ(now->command.seq, last);
}

TEST(Moment, OfAHistoryWithAGapIsRefused) {
  Notes queries(20, 3);

  const auto before = seen_at(queries, 2);
  const auto behind = seen_at(queries, 4);

  EXPECT_TRUE(before.ok());
  ASSERT_FALSE(behind.ok());
  EXPECT_EQ(behind.error().code, ErrorCode::wrong_state);
  EXPECT_EQ(behind.error().where, "at");
}

}  // namespace
}  // namespace onward::api::test
