#include "adapters/webhooks/signature.hpp"

#include <gtest/gtest.h>

namespace onward::webhooks {
namespace {

// The first vector is the specification's own.
TEST(Signature, IsThatOfStandardWebhooks) {
  EXPECT_EQ(signatures({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                       1'614'265'330, R"({"test": 2432232314})")
                .value(),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  EXPECT_EQ(signatures({"whsec_AQIDBAU="}, "e-1", 1'795'341'600, "{}").value(),
            "v1,vERrx0r7BHv5GGw3O5yuQSn2OwiMzrnZk6UGy16pMvM=");
}

TEST(Signature, EachSecretSigns) {
  const auto both =
      signatures({"whsec_AQIDBAU=", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}, "e", 1, "x");
  ASSERT_TRUE(both.ok());
  EXPECT_NE(both->find(" v1,"), std::string::npos);
  EXPECT_EQ(both->find("v1,"), 0U);
}

TEST(Signature, WhatIsNoSecretSignsNothing) {
  for (const char* secret : {"", "whsec_", "AQIDBAU=", "whsec_AQID BAU", "whsec_AQI"})
    EXPECT_EQ(signatures({secret}, "e", 1, "x").error().code, ErrorCode::invalid) << secret;
}

}  // namespace
}  // namespace onward::webhooks
