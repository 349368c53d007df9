// What is drawn has the mean and the bounds of its spread.
#include "engine/simulation/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace onward::simulation {
namespace {

constexpr int draws = 20'000;

struct Drawn {
  double mean = 0, deviation = 0;
  std::int64_t least = 0, most = 0;
};

Drawn drawn(std::string_view text) {
  Random random(42);
  Drawn found;
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    const std::int64_t ms = random.draw(*model::spread_from_text(text)).ms;
    const auto number = static_cast<double>(ms);
    found.mean += number / draws;
    squares += number * number / draws;
    found.least = i == 0 ? ms : std::min(found.least, ms);
    found.most = std::max(found.most, ms);
  }
  found.deviation = std::sqrt(squares - found.mean * found.mean);
  return found;
}

TEST(Random, FixedIsAlwaysTheSame) {
  EXPECT_EQ(drawn("PT1S").least, 1'000);
  EXPECT_EQ(drawn("PT1S").most, 1'000);
}

TEST(Random, UniformLiesBetweenItsBounds) {
  const Drawn found = drawn("uniform(PT1S, PT3S)");
  EXPECT_NEAR(found.mean, 2'000, 20);
  EXPECT_GE(found.least, 1'000);
  EXPECT_LE(found.most, 3'000);
  EXPECT_NEAR(found.deviation, 2'000 / std::sqrt(12.0), 20);
}

TEST(Random, TriangularLeansToWhatIsLikely) {
  const Drawn found = drawn("triangular(PT1S, PT2S, PT6S)");
  EXPECT_NEAR(found.mean, 3'000, 30);
  EXPECT_GE(found.least, 1'000);
  EXPECT_LE(found.most, 6'000);
}

TEST(Random, ExponentialHasItsMeanAsDeviation) {
  const Drawn found = drawn("exponential(PT1S)");
  EXPECT_NEAR(found.mean, 1'000, 25);
  EXPECT_NEAR(found.deviation, 1'000, 40);
}

TEST(Random, NormalIsCutAtZero) {
  const Drawn found = drawn("normal(PT10S, PT2S)");
  EXPECT_NEAR(found.mean, 10'000, 50);
  EXPECT_NEAR(found.deviation, 2'000, 50);
  EXPECT_EQ(drawn("normal(PT1S, PT10S)").least, 0);
}

TEST(Random, PicksByWeight) {
  Random random(42);
  const double weights[] = {0, 3, 1};
  int seconds = 0;
  for (int i = 0; i < draws; ++i) {
    const std::size_t at = random.pick(weights);
    EXPECT_NE(at, 0U);
    if (at == 1) ++seconds;
  }
  EXPECT_NEAR(seconds, draws * 0.75, 200);
  const double nothing[] = {0, 0};
  EXPECT_LT(random.pick(nothing), 2U);
}

}  // namespace
}  // namespace onward::simulation
