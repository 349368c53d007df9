// The sales register over the API: what goes in, what comes out, what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/value/json.hpp"
#include "tests/server/api/sales_services.hpp"

namespace onward::api::test {
namespace {

using http::Method;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* new_deal = R"({"kind":"deal","title":"Ten","customer":"Example Ltd"})";

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

std::string id_in(const http::Response& response) {
  const auto body = json_from_text(response.body);
  const Value* id = body.ok() && body->context() ? body->context()->find("id") : nullptr;
  return id != nullptr && id->text() != nullptr ? *id->text() : std::string{};
}

TEST(Sales, PostingAnOpportunityGivesItsNumberAndInstance) {
  SalesServices services;

  const auto made = services.call(Method::post, "/opportunities", new_deal);

  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(made.body, StartsWith("{\"id\":"));
  EXPECT_THAT(made.body, HasSubstr("\"number\":\"O-000001\""));
  EXPECT_THAT(made.body, HasSubstr("\"instanceIds\":[\""));
  EXPECT_EQ(header(made, "location"), "/api/v1/opportunities/" + id_in(made));
  EXPECT_FALSE(header(made, "etag").empty());
}

TEST(Sales, ARetryWithItsKeyAnswersAsTheFirstDid) {
  SalesServices services;
  const http::Pairs key = {{"idempotency-key", "k"}};

  const auto first = services.call(Method::post, "/opportunities", new_deal, key);
  const auto again = services.call(Method::post, "/opportunities", new_deal, key);

  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(header(again, "location"), header(first, "location"));
  EXPECT_EQ(header(again, "idempotency-replayed"), "true");
}

TEST(Sales, AnUnknownMemberIsNamed) {
  SalesServices services;
  const auto refused = services.call(Method::post, "/opportunities",
                                     R"({"kind":"deal","title":"x","customer":"c","colour":1})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("\"pointer\":\"/colour\""));
}

TEST(Sales, AnUnknownParameterIsRefused) {
  SalesServices services;
  EXPECT_EQ(services.call(Method::post, "/opportunities?now=1", new_deal).status, 400);
  EXPECT_EQ(services.call(Method::get, "/leads?colour=red", "").status, 400);
  EXPECT_EQ(services.call(Method::get, "/opportunities?status=lively", "").status, 400);
}

TEST(Sales, ADraftStartsWhenItIsPostedAndOnlyOnce) {
  SalesServices services;
  const auto draft =
      services.call(Method::post, "/opportunities",
                    R"({"kind":"deal","title":"x","customer":"Example Ltd","draft":true})");
  ASSERT_THAT(draft.body, HasSubstr("\"status\":\"draft\""));
  const std::string path = "/opportunities/" + id_in(draft) + "/post";

  const auto posted = services.call(Method::post, path, "");
  const auto again = services.call(Method::post, path, "");

  EXPECT_EQ(posted.status, 200) << posted.body;
  EXPECT_THAT(posted.body, HasSubstr("\"status\":\"open\""));
  EXPECT_EQ(again.status, 409);
}

TEST(Sales, IfMatchIsHonouredByEveryChangeOfAnOpportunity) {
  SalesServices services;
  const auto made = services.call(Method::post, "/opportunities", new_deal);
  const std::string path = "/opportunities/" + id_in(made);
  const http::Pairs stale = {{"if-match", "\"99\""}};

  EXPECT_EQ(services.call(Method::patch, path, R"({"title":"y"})", stale).status, 412);
  EXPECT_EQ(services.call(Method::put, path + "/stage", R"({"value":"needs"})", stale).status, 412);
  EXPECT_EQ(services.call(Method::put, path + "/responsible", R"({"value":"ben"})", stale).status,
            412);
  EXPECT_EQ(services.call(Method::post, path + "/post", "", stale).status, 412);
  const http::Pairs current = {{"if-match", header(made, "etag")}};
  EXPECT_EQ(services.call(Method::patch, path, R"({"title":"y"})", current).status, 200);
}

TEST(Sales, StageAndResponsibleAreSetByValue) {
  SalesServices services;
  const std::string path =
      "/opportunities/" + id_in(services.call(Method::post, "/opportunities", new_deal));

  const auto moved =
      services.call(Method::put, path + "/stage", R"({"value":"closed-won","reason":"signed"})");
  const auto handed = services.call(Method::put, path + "/responsible", R"({"value":"ben"})");

  EXPECT_THAT(moved.body, HasSubstr("\"status\":\"won\""));
  EXPECT_THAT(handed.body, HasSubstr("\"responsible\":\"ben\""));
  EXPECT_EQ(services.call(Method::put, path + "/stage", R"({"reason":"x"})").status, 422);
}

TEST(Sales, WhatIsNotThereIs404) {
  SalesServices services;
  EXPECT_EQ(services.call(Method::patch, "/opportunities/zz9", R"({"title":"y"})").status, 404);
  EXPECT_EQ(services.call(Method::patch, "/leads/zz9", R"({"partner":"y"})").status, 404);
  EXPECT_EQ(services.call(Method::patch, "/leads/!", R"({"partner":"y"})").status, 404);
}

TEST(Sales, RecordsAreMadeAndPatchedUnderTheirVersion) {
  SalesServices services;
  const auto made = services.call(Method::post, "/tickets", R"({"subject":"Late"})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(header(made, "location"), "/api/v1/tickets/" + id_in(made));
  const std::string path = "/tickets/" + id_in(made);

  const auto patched = services.call(Method::patch, path, R"({"resolution":"sent again"})",
                                     {{"if-match", header(made, "etag")}});
  const auto stale = services.call(Method::patch, path, R"({"resolution":"?"})",
                                   {{"if-match", header(made, "etag")}});

  EXPECT_THAT(patched.body, HasSubstr("\"resolution\":\"sent again\""));
  EXPECT_EQ(stale.status, 412);
}

TEST(Sales, ALeadBecomesAnOpportunityOnce) {
  SalesServices services;
  const auto lead = services.call(Method::post, "/leads", R"({"partner":"Example Ltd"})");
  const std::string path = "/leads/" + id_in(lead) + "/convert";

  const auto made = services.call(Method::post, path, R"({"kind":"deal"})");

  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(header(made, "location"), "/api/v1/opportunities/" + id_in(made));
  EXPECT_EQ(services.call(Method::post, path, R"({"kind":"deal"})").status, 409);
}

TEST(Sales, AProductIsPutAndShownWhole) {
  SalesServices services;
  const auto put = services.call(Method::put, "/products/A-1",
                                 R"({"name":"A","price":1.50,"proposes":[{"sku":"B"}]})");
  EXPECT_EQ(put.status, 200);
  EXPECT_EQ(put.body, R"({"sku":"A-1","name":"A","price":1.50,)"
                      R"("proposes":[{"sku":"B","cross":false,"up":false}]})");
}

TEST(Sales, ARoleThatNobodyKnowsIsRefused) {
  SalesServices services;
  const auto refused =
      services.call(Method::put, "/users/ben", R"({"name":"Ben","roles":["performer","king"]})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("\"pointer\":\"/roles/1\""));
  EXPECT_EQ(services.call(Method::put, "/users/ben", R"({"roles":["performer"]})").body,
            R"({"id":"ben","name":"ben","roles":["performer"],"groups":[],)"
            R"("deputy":null,"absentFrom":null,"absentTo":null,"email":null,"mail":true})");
}

}  // namespace
}  // namespace onward::api::test
