#include "server/api/helpers.hpp"

#include <gtest/gtest.h>

#include "server/api/matched.hpp"

namespace onward::api {
namespace {

Call call_with(http::Pairs query, http::Pairs headers = {}, http::Pairs path = {}) {
  http::Request request;
  request.query = std::move(query);
  request.headers = std::move(headers);
  return {std::make_shared<const http::Request>(std::move(request)), {}, std::move(path), {}};
}

TEST(Parameters, AnUnknownOneIsRefused) {
  const auto checked = check_parameters(call_with({{"limit", "1"}, {"foo", "1"}}), {"limit"});

  EXPECT_EQ(checked.error().code, ErrorCode::unknown_parameter);
  EXPECT_EQ(checked.error().where, "foo");
}

TEST(Parameters, OneThatStandsTwiceIsRefused) {
  const auto checked = check_parameters(call_with({{"limit", "1"}, {"limit", "2"}}), {"limit"});

  EXPECT_EQ(checked.error().code, ErrorCode::malformed);
}

TEST(Parameters, LimitIsFrom1To500) {
  EXPECT_EQ(page_of(call_with({})).value().limit, 50U);
  EXPECT_EQ(page_of(call_with({{"limit", "500"}})).value().limit, 500U);
  for (const char* wrong : {"0", "501", "-1", "x", ""})
    EXPECT_EQ(page_of(call_with({{"limit", wrong}})).error().code, ErrorCode::malformed) << wrong;
}

TEST(Parameters, SortNamesAFieldOfTheListInEitherDirection) {
  EXPECT_EQ(page_of(call_with({{"sort", "-due"}}), {"due"}).value().sort, "-due");
  EXPECT_FALSE(page_of(call_with({{"sort", "name"}}), {"due"}).ok());
}

TEST(Parameters, AFlagIsTrueOrFalse) {
  EXPECT_TRUE(is_set(call_with({{"dryRun", "true"}}), "dryRun").value());
  EXPECT_FALSE(is_set(call_with({}), "dryRun").value());
  EXPECT_EQ(is_set(call_with({{"dryRun", "yes"}}), "dryRun").error().code, ErrorCode::malformed);
}

TEST(PathIds, TextThatIsNoIdNamesNothing) {
  const Call call = call_with({}, {}, {{"id", "!"}});

  EXPECT_EQ(instance_id(call).error().code, ErrorCode::not_found);
  EXPECT_EQ(local_ref(call).error().code, ErrorCode::not_found);
}

TEST(IfMatch, NamesARevisionThatMustBeCurrent) {
  EXPECT_EQ(if_revision(call_with({})).value(), std::nullopt);
  EXPECT_EQ(if_revision(call_with({}, {{"if-match", "*"}})).value(), std::nullopt);
  EXPECT_EQ(if_revision(call_with({}, {{"if-match", "\"12\""}})).value(), 12U);
  EXPECT_EQ(if_revision(call_with({}, {{"if-match", "12"}})).error().code, ErrorCode::malformed);
}

TEST(IfMatch, AWeakOrForeignTagNeverMatches_RFC9110_8_8_3_2) {
  constexpr std::uint64_t never = UINT64_MAX;

  EXPECT_EQ(if_revision(call_with({}, {{"if-match", "W/\"12\""}})).value(), never);
  EXPECT_EQ(if_revision(call_with({}, {{"if-match", "\"abc\""}})).value(), never);
}

TEST(Lists, AreSlicedByTheCursorThatThePageBeforeGave) {
  const std::vector<int> all{1, 2, 3};
  Page page;
  page.limit = 2;

  const Rows<int> first = slice(all, page).value();
  page.after = first.next;
  const Rows<int> second = slice(all, page).value();

  EXPECT_EQ(first.items, (std::vector<int>{1, 2}));
  EXPECT_EQ(second.items, (std::vector<int>{3}));
  EXPECT_TRUE(second.next.empty());
  page.after = "x";
  EXPECT_EQ(slice(all, page).error().code, ErrorCode::invalid_cursor);
}

TEST(Matched, IsWrittenFromTheIdsThatAReplayKeeps) {
  const std::string id = matched_id(InstanceId{33}, "wait/for", true);

  EXPECT_EQ(matched_json({id}), "{\"matched\":[{\"instanceId\":\"" + to_text(InstanceId{33}) +
                                    "\",\"elementId\":\"wait/for\",\"started\":true}]}");
}

}  // namespace
}  // namespace onward::api
