#include "adapters/twenty/webhook.hpp"

#include <gtest/gtest.h>

namespace onward::twenty {
namespace {

constexpr std::string_view stamp = "1795341600000";
constexpr Instant then{1'795'341'600'000};
constexpr Duration tolerance{300'000};
constexpr std::string_view body =
    R"({"targetUrl":"https://x.test/hook","eventName":"opportunity.updated","objectMetadata":)"
    R"({"id":"11111111-1111-4111-8111-111111111111","nameSingular":"opportunity"},)"
    R"("workspaceId":"22222222-2222-4222-8222-222222222222",)"
    R"("webhookId":"33333333-3333-4333-8333-333333333333",)"
    R"("eventDate":"2026-11-22T10:00:00.000Z","record":)"
    R"({"id":"44444444-4444-4444-8444-444444444444","name":"Acme deal","stage":"PROPOSAL"},)"
    R"("updatedFields":["stage"]})";
constexpr std::string_view signature =
    "c7878528f9b05891975710b72ca29e6b07f64e7c5bb17631106a590efc8c4a7e";

bool holds(const Sealed& sealed, std::string_view secret = "topsecret", Instant now = then) {
  return verify(sealed, secret, now, tolerance).ok();
}

TEST(TwentySignature, IsThatOfItsSource) {
  EXPECT_EQ(signature_of("topsecret", stamp, body), signature);
  EXPECT_TRUE(holds({stamp, signature, body}));
}

TEST(TwentySignature, EveryByteCounts) {
  const std::string changed = std::string(body) + " ";
  EXPECT_FALSE(holds({stamp, signature, changed}));
  EXPECT_FALSE(holds({"1795341600001", signature, body}));
  EXPECT_FALSE(holds({stamp, signature, body}, "topsecret2"));
  EXPECT_FALSE(holds({stamp, signature.substr(1), body}));
  EXPECT_FALSE(holds({stamp, "", body}));
  EXPECT_FALSE(holds({"", "", body}));
  EXPECT_FALSE(holds({"now", signature_of("topsecret", "now", body), body}));
  EXPECT_FALSE(holds({"-5", signature_of("topsecret", "-5", body), body}));
}

TEST(TwentySignature, AnOldOneCountsForNothing) {
  EXPECT_TRUE(holds({stamp, signature, body}, "topsecret", then + tolerance));
  EXPECT_FALSE(holds({stamp, signature, body}, "topsecret", then + Duration{300'001}));
  EXPECT_FALSE(holds({stamp, signature, body}, "topsecret", then - Duration{300'001}));
}

TEST(TwentyEvent, IsReadAsItsSourceAndAsItsPagesSayIt) {
  const auto sent = event_from(body);
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(sent->name, "opportunity.updated");
  EXPECT_EQ(sent->object, "opportunity");
  EXPECT_EQ(sent->id, "44444444-4444-4444-8444-444444444444");
  EXPECT_EQ(*sent->changed, std::vector<std::string>{"stage"});

  const auto documented = event_from(R"({"event":"task.created","data":{"id":"a"}})");
  ASSERT_TRUE(documented.ok());
  EXPECT_EQ(documented->object, "task");
}

TEST(TwentyEvent, WhatIsNoneIsRefused) {
  EXPECT_EQ(event_from("{").error().code, ErrorCode::malformed);
  for (const char* text :
       {"[]", "{}", R"({"eventName":"x.y"})", R"({"eventName":"x","record":{"id":"a"}})",
        R"({"eventName":"x.y","record":{}})", R"({"eventName":"x.y","record":{"id":""}})",
        R"({"eventName":"x.y","record":[1]})"})
    EXPECT_EQ(event_from(text).error().code, ErrorCode::invalid) << text;
}

TEST(TwentyEvent, IsTheSameHoweverItIsHeardOf) {
  Event event = *event_from(R"({"eventName":"x.y","record":{"id":"a","updatedAt":"2026"}})");
  EXPECT_EQ(key_of(event, "signature"), "x:a:2026");
  event = *event_from(R"({"eventName":"x.y","record":{"id":"a"}})");
  EXPECT_EQ(key_of(event, "signature"), "x:a:signature");
}

}  // namespace
}  // namespace onward::twenty
