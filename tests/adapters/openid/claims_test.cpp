// What an ID token has to say of itself before anything else of it counts.
#include <gtest/gtest.h>

#include "adapters/openid/provider.hpp"

namespace onward::openid {
namespace {

constexpr Instant now{1'000'000'000};

const ProviderSettings settings{"https://id.example", "onward", {}, {}};

Context claims() {
  Context all;
  all.set("iss", "https://id.example");
  all.set("aud", "onward");
  all.set("exp", std::int64_t{1'000'300});
  all.set("iat", std::int64_t{1'000'000});
  all.set("nonce", "n");
  return all;
}

Value names(std::initializer_list<const char*> texts) {
  List list;
  for (const char* each : texts) list.push_back(each);
  return Value(std::move(list));
}

bool holds(const std::string& name, Value value) {
  Context all = claims();
  all.set(name, std::move(value));
  return check_claims(all, settings, "n", now).ok();
}

TEST(Claims, OfAFreshTokenForUsHold) {
  EXPECT_TRUE(check_claims(claims(), settings, "n", now).ok());
  EXPECT_TRUE(holds("aud", names({"onward"})));
  EXPECT_TRUE(holds("azp", "onward"));
}

TEST(Claims, AreHeldToTheIssuerTheAudienceAndTheAttempt) {
  EXPECT_FALSE(holds("iss", "https://id.example/"));
  EXPECT_FALSE(holds("aud", "other"));
  EXPECT_FALSE(holds("aud", names({"other"})));
  EXPECT_FALSE(holds("aud", names({"onward", "other"})));
  EXPECT_FALSE(holds("aud", Value()));
  EXPECT_FALSE(holds("azp", "other"));
  EXPECT_FALSE(holds("nonce", "m"));
  EXPECT_FALSE(check_claims(claims(), settings, "", now).ok());
  Context both = claims();
  both.set("aud", names({"onward", "other"}));
  both.set("azp", "onward");
  EXPECT_TRUE(check_claims(both, settings, "n", now).ok());
  Context bare = claims();
  bare.erase("nonce");
  EXPECT_FALSE(check_claims(bare, settings, "n", now).ok());
}

TEST(Claims, AreOfThisHourWithAMinuteOfLeeway) {
  EXPECT_TRUE(holds("exp", std::int64_t{999'941}));
  EXPECT_FALSE(holds("exp", std::int64_t{999'940}));
  EXPECT_TRUE(holds("iat", std::int64_t{1'000'060}));
  EXPECT_FALSE(holds("iat", std::int64_t{1'000'061}));
  EXPECT_FALSE(holds("exp", "1000300"));
  EXPECT_FALSE(holds("exp", std::int64_t{INT64_MAX}));
  EXPECT_FALSE(holds("iat", Value()));
}

}  // namespace
}  // namespace onward::openid
