// Spreads and probabilities, as models write them (docs/simulate.md).
#include "engine/model/spread.hpp"

#include <gtest/gtest.h>

namespace onward::model {
namespace {

TEST(Spread, ReadsItsFiveForms) {
  EXPECT_EQ(*spread_from_text(" PT2H "), (Spread{Spread::Kind::fixed, {Duration{7'200'000}}}));
  EXPECT_EQ(*spread_from_text("uniform(PT1S, PT2.5S)"),
            (Spread{Spread::Kind::uniform, {Duration{1'000}, Duration{2'500}}}));
  EXPECT_EQ(
      *spread_from_text("triangular(PT1S,PT1S,P1D)"),
      (Spread{Spread::Kind::triangular, {Duration{1'000}, Duration{1'000}, Duration{86'400'000}}}));
  EXPECT_EQ(spread_from_text("exponential( P1W )")->parameters[0].ms, 604'800'000);
  EXPECT_EQ(spread_from_text("normal(PT10S, PT2S)")->kind, Spread::Kind::normal);
}

TEST(Spread, RefusesWhatHasNoFixedLengthOrNoForm) {
  for (const char* wrong :
       {"", "2h", "P1M", "P1Y", "-PT1S", "P101Y", "P50000D", "uniform(PT1H)", "uniform(PT2H, PT1H)",
        "triangular(PT1S, PT3S, PT2S)", "exponential(PT1H, PT2H)", "poisson(PT1H)",
        "uniform(PT1H, PT2H", "uniform(, PT1H)", "normal()"}) {
    const auto spread = spread_from_text(wrong);
    ASSERT_FALSE(spread.ok()) << wrong;
    EXPECT_EQ(spread.error().code, ErrorCode::malformed);
  }
}

TEST(Probability, IsANumberFromZeroToOne) {
  EXPECT_DOUBLE_EQ(*probability_from_text("0.3"), 0.3);
  EXPECT_DOUBLE_EQ(*probability_from_text(" 1 "), 1);
  EXPECT_DOUBLE_EQ(*probability_from_text("0"), 0);
  for (const char* wrong : {"", "1.01", "-0.1", "30%", "often"})
    EXPECT_FALSE(probability_from_text(wrong).ok()) << wrong;
}

}  // namespace
}  // namespace onward::model
