// A page of a history reads its own rows, however long the history is.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "engine/value/json.hpp"
#include "server/api/handlers.hpp"
#include "tests/server/api/history_queries.hpp"

namespace onward::api::test {
namespace {

constexpr std::uint64_t commands = 100'000;

class NoDocuments final : public DefinitionReader {
 public:
  Result<Document> read(std::string_view) override {
    return Error{ErrorCode::malformed, "there are no documents here"};
  }
};

/// Services that can only look.
class Looking final : public Services {
 public:
  explicit Looking(HistoryQueries& queries) : queries_(queries) {}
  void read(const Call& call, std::function<http::Response(Reader&)> look) override {
    NoDocuments documents;
    Definitions definitions({}, documents);
    Reader reader{queries_, definitions, {}, zone_};
    call.respond(look(reader));
  }
  void submit(const Call&, onward::Request) override {}
  void submit(const Call&, onward::Request, std::function<void(Result<Reply>)>) override {}
  void submit(onward::Request, std::function<void(Result<Reply>)>) override {}
  [[nodiscard]] Instant now() const override { return {}; }
  [[nodiscard]] const std::string& zone() const override { return zone_; }
  NewIds& ids() override { std::abort(); }
  std::uint16_t shard_for_new(const Call&) override { return 0; }
  Result<std::string> next_opportunity_number() override { return std::string{}; }
  [[nodiscard]] bool has_manual_clock() const override { return false; }
  void advance_clock(Instant, std::function<void(Result<Instant>)>) override {}
  void wait_for_jobs(std::vector<std::string>, Duration, std::function<void()>) override {}
  Result<std::shared_ptr<http::Stream>> listen(events::Listening) override {
    return Error{ErrorCode::unavailable, "nothing is told here"};
  }
  [[nodiscard]] SignInWays sign_in_ways() const override { return {}; }
  void sign_in(const Call&, SignInStep) override {}
  void take_twenty_webhook(const Call&) override {}
  Result<Done> check_target(const std::string&) override { return Done{}; }
  std::string metrics() override { return {}; }
  Result<Done> ready(Reader&) override { return Done{}; }

 private:
  HistoryQueries& queries_;
  std::string zone_ = "UTC";
};

/// The items of the page after a cursor.
List page_of(HistoryQueries& queries, Handler handler, const std::string& after) {
  Looking services(queries);
  auto request = std::make_shared<http::Request>();
  request->query = {{"limit", "5"}, {"after", after}};
  http::Response answer;
  Call call{request,
            {"admin", {auth::Role::admin}, {}},
            {{"id", to_text(InstanceId{1})}},
            [&answer](http::Response response) { answer = std::move(response); }};
  handler(services, call);
  EXPECT_EQ(answer.status, 200) << answer.body;
  const auto body = json_from_text(answer.body);
  if (!body.ok() || body->context() == nullptr) return {};
  EXPECT_NE(body->context()->find("next"), nullptr);
  return *body->context()->find("items")->list();
}

TEST(History, ReadsTheRowsOfThePage) {
  HistoryQueries queries(commands, HistoryQueries::Quiet::none);
  const List items = page_of(queries, list_history, "90000.2");
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(*items[0].context()->find("sequence"), Value(90'001));
  EXPECT_LE(queries.rows_read, 6U);
}

TEST(Activities, ReadTheRowsUpToTheEndsOfThoseOnThePage) {
  HistoryQueries queries(commands, HistoryQueries::Quiet::none);
  const List items = page_of(queries, list_activities, "90000.90001");
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(*items[0].context()->find("elementId"), Value("element-90002"));
  EXPECT_LE(queries.rows_read, 100U);
}

}  // namespace
}  // namespace onward::api::test
