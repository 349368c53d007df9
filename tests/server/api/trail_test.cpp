// How much of a history is read: a page's own rows, and few more.
#include "server/api/trail.hpp"

#include <gtest/gtest.h>

#include "tests/server/api/history_queries.hpp"

namespace onward::api::test {
namespace {

constexpr std::uint64_t commands = 100'000;

TEST(Trail, FindsWhatAnOldCommandMadeByReadingFewRows) {
  HistoryQueries queries(commands, HistoryQueries::Quiet::none);
  Trail trail(queries, InstanceId{1});
  trail.see(queries.row(commands));
  for (const std::uint32_t id : {2U, 3U, 4'711U, 50'000U, 99'999U}) {
    queries.rows_read = 0;
    const Numbered* found = trail.find(LocalId{id});
    ASSERT_NE(found, nullptr) << id;
    EXPECT_EQ(found->element, "element-" + std::to_string(id));
    EXPECT_LT(queries.rows_read, 200U) << id;
  }
  EXPECT_TRUE(trail.finish().ok());
}

TEST(Trail, FindsItBetweenCommandsThatMakeNothing) {
  HistoryQueries queries(1'000, HistoryQueries::Quiet::most);
  Trail trail(queries, InstanceId{1});
  trail.see(queries.row(1'000));
  for (const std::uint32_t id : {2U, 3U, 6U, 11U}) {
    const Numbered* found = trail.find(LocalId{id});
    ASSERT_NE(found, nullptr) << id;
    EXPECT_EQ(found->element, "element-" + std::to_string(id));
  }
}

TEST(Trail, GivesUpOnWhatIsNotThere) {
  HistoryQueries queries(commands, HistoryQueries::Quiet::most);
  Trail trail(queries, InstanceId{1});
  trail.see(queries.row(commands));
  trail.find(LocalId{4'000'000'000U});
  EXPECT_LT(queries.rows_read, 1'000U);
  EXPECT_EQ(trail.find(root_scope), nullptr);
  EXPECT_TRUE(trail.finish().ok());
}

TEST(Trail, SaysThatTheDatabaseIsAway) {
  HistoryQueries queries(commands, HistoryQueries::Quiet::none);
  Trail trail(queries, InstanceId{1});
  trail.see(queries.row(commands));
  queries.away = true;
  EXPECT_EQ(trail.find(LocalId{2}), nullptr);
  ASSERT_FALSE(trail.finish().ok());
  EXPECT_EQ(trail.finish().error().code, ErrorCode::unavailable);
}

TEST(HistoryReader, BeginsAtItsPlaceAndReadsOneBlockAtATime) {
  HistoryQueries queries(commands, HistoryQueries::Quiet::none);
  HistoryReader reader(queries, InstanceId{1}, {90'000, 1}, 10);
  const auto rows = reader.next();
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 10U);
  EXPECT_EQ(rows->front().seq, 90'000U);
  EXPECT_EQ(queries.rows_read, 10U);
}

TEST(HistoryPlace, GoesIntoACursorAndOut) {
  const auto place = place_from_cursor(cursor_of({12, 3}));
  ASSERT_TRUE(place.ok());
  EXPECT_EQ(place->sequence, 12U);
  EXPECT_EQ(place->within, 3U);
  for (const char* wrong : {"x", "1", "1.", ".1", "0.1", "1.2.3", "-1.0"})
    EXPECT_EQ(place_from_cursor(wrong).error().code, ErrorCode::invalid_cursor) << wrong;
}

}  // namespace
}  // namespace onward::api::test
