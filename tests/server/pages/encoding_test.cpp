// Which codings a header takes (RFC 9110 section 12.5.3).
#include "server/pages/encoding.hpp"

#include <gtest/gtest.h>

namespace onward::pages {
namespace {

TEST(AcceptEncoding, NamesWhatItTakes_12_5_3) {
  EXPECT_TRUE(accepted_encodings("gzip, deflate, br").brotli);
  EXPECT_TRUE(accepted_encodings("GZIP").gzip);
  EXPECT_FALSE(accepted_encodings("gzip").brotli);
  EXPECT_FALSE(accepted_encodings("").gzip);
}

TEST(AcceptEncoding, WeightZeroRefuses_12_4_2) {
  EXPECT_FALSE(accepted_encodings("gzip;q=0, br").gzip);
  EXPECT_FALSE(accepted_encodings("br ; q=0.000").brotli);
  EXPECT_TRUE(accepted_encodings("gzip;q=0.5").gzip);
}

TEST(AcceptEncoding, StarStandsForWhatIsNotNamed_12_5_3) {
  EXPECT_TRUE(accepted_encodings("*").brotli);
  EXPECT_FALSE(accepted_encodings("br;q=0, *").brotli);
  EXPECT_TRUE(accepted_encodings("br;q=0, *").gzip);
  EXPECT_FALSE(accepted_encodings("*;q=0").gzip);
}

TEST(AcceptEncoding, WhatCannotBeReadIsNotNamed) {
  const Encodings accepted = accepted_encodings(",;q=,  ;;, =br, q=0");
  EXPECT_FALSE(accepted.gzip);
  EXPECT_FALSE(accepted.brotli);
}

}  // namespace
}  // namespace onward::pages
