#include <gtest/gtest.h>

#include "engine/sales/forecast.hpp"
#include "tests/engine/sales/told_reports.hpp"

namespace onward::sales {
namespace {

constexpr std::int64_t day = 86'400'000;

/// Stops a day apart from day 0 on; ends a day after the last.
Way way(std::vector<std::string> nodes, bool won) {
  Way made;
  std::int64_t at = 0;
  for (std::string& node : nodes) {
    made.stops.push_back({std::move(node), Instant{at}});
    at += day;
  }
  made.closed = Instant{at};
  made.won = won;
  return made;
}

TEST(ForecastChain, MultipliesTheChancesOfTheSteps) {
  // From a half go on to b, and from b one of two is won: a quarter from a.
  const ForecastChain chain = ForecastChain::learn(std::vector<Way>{
      way({"a", "b"}, true), way({"a", "b"}, false), way({"a"}, false), way({"a"}, false)});
  EXPECT_NEAR(chain.win_probability("b").value(), 0.5, 1e-9);
  EXPECT_NEAR(chain.win_probability("a").value(), 0.25, 1e-9);
  EXPECT_FALSE(chain.win_probability("c").has_value());
}

TEST(ForecastChain, GoesThroughLoops) {
  // a -> b -> a -> b -> won, and a -> lost: from b half go back to a. p(a) = 2/3 p(b), p(b) = 1/2 +
  // 1/2 p(a).
  const ForecastChain chain =
      ForecastChain::learn(std::vector<Way>{way({"a", "b", "a", "b"}, true), way({"a"}, false)});
  EXPECT_NEAR(chain.win_probability("a").value(), 0.5, 1e-9);
  EXPECT_NEAR(chain.win_probability("b").value(), 0.75, 1e-9);
}

TEST(ForecastChain, TellsTheTimeFromThoseThatStoodLonger) {
  std::vector<Way> ways;
  for (const int days : {1, 2, 3, 4, 10}) {
    Way one = way({"a"}, true);
    one.closed = Instant{days * day};
    ways.push_back(one);
  }
  const ForecastChain chain = ForecastChain::learn(ways);
  EXPECT_EQ(chain.remaining("a", Duration{0}, 0.5)->ms, 3 * day);
  EXPECT_EQ(chain.remaining("a", Duration{0}, 0.8)->ms, 4 * day);
  // Of those that stood longer than three days the first half ended on the fourth.
  EXPECT_EQ(chain.remaining("a", Duration{3 * day}, 0.5)->ms, day);
  EXPECT_EQ(chain.remaining("a", Duration{3 * day}, 0.8)->ms, 7 * day);
  EXPECT_FALSE(chain.remaining("a", Duration{10 * day}, 0.5).has_value());
  EXPECT_FALSE(chain.remaining("b", Duration{0}, 0.5).has_value());
}

TEST(Forecast, LearnsWhenDealsWereClosedFromThemselvesOrFromTheirChanges) {
  test::ToldReports told;
  told.closed = {{OpportunityId{1}, true, {}, Instant{4 * day}}, {OpportunityId{2}, true, {}, {}}};
  OpportunityChange close;
  close.opportunity = OpportunityId{2};
  close.at = Instant{8 * day};
  close.changes.set("status", Value("won"));
  told.changes = {close};
  told.closed_stops = {{OpportunityId{1}, "sale", "offer", Instant{0}},
                       {OpportunityId{2}, "sale", "offer", Instant{0}}};
  told.open.push_back({});
  told.open.front().record.id = OpportunityId{3};
  told.stops = {{OpportunityId{3}, "sale", "offer", Instant{10 * day}}};

  const auto made = forecast(told, Instant{10 * day}, "UTC");

  ASSERT_TRUE(made.ok()) << made.error().message;
  const std::vector<Value>& row = made->items.rows.at(0);
  EXPECT_EQ(row.at(6), Value(1)) << "it will be won";
  EXPECT_EQ(row.at(7), Value(Date{1970, 1, 15})) << "half took four days";
  EXPECT_EQ(row.at(8), Value(Date{1970, 1, 19})) << "all took eight";
}

TEST(Calibration, SaysHowOftenWhatWasSaidCameTrue) {
  std::vector<Way> ways;
  for (int i = 0; i < 7; ++i) ways.push_back(way({"a"}, i % 7 < 5));
  for (int i = 0; i < 3; ++i) ways.push_back(way({"a"}, i < 2));
  const auto calibration = calibrate(ways);
  ASSERT_TRUE(calibration.has_value());
  EXPECT_EQ(calibration->learned, 7U);
  EXPECT_EQ(calibration->held_back, 3U);
  const Calibration::Bin& bin = calibration->bins[7];  // 5/7
  EXPECT_EQ(bin.predictions, 3U);
  EXPECT_NEAR(bin.predicted, 5.0 / 7, 1e-9);
  EXPECT_NEAR(bin.won, 2.0 / 3, 1e-9);
  const double right = 1 - 5.0 / 7;
  EXPECT_NEAR(calibration->brier, (2 * right * right + 25.0 / 49) / 3, 1e-9);
  EXPECT_NEAR(calibration->within_p80, 1, 1e-9);
}

TEST(Calibration, IsNothingWhereThereIsNothingToLearnFrom) {
  EXPECT_FALSE(calibrate({}).has_value());
  EXPECT_FALSE(calibrate(std::vector<Way>{way({"a"}, true)}).has_value());
  const std::vector<Way> strangers{way({"a"}, true), way({"b"}, true)};
  EXPECT_FALSE(calibrate(strangers).has_value());
}

}  // namespace
}  // namespace onward::sales
