// Reports that would be too long are refused.
#include <gtest/gtest.h>

#include "engine/base/limits.hpp"
#include "engine/sales/forecast.hpp"
#include "engine/sales/pipeline_reports.hpp"
#include "tests/engine/sales/told_reports.hpp"

namespace onward::sales {
namespace {

TEST(ReportBounds, OpenOpportunitiesAreWalkedUpToTheLimit) {
  test::ToldReports told;
  told.open.resize(limits::report_rows);
  EXPECT_TRUE(funnel(told).ok());
  told.open.resize(limits::report_rows + 1);
  EXPECT_EQ(funnel(told).error().code, ErrorCode::too_large);
  EXPECT_EQ(stale(told, Instant{}, 14, "UTC").error().code, ErrorCode::too_large);
  EXPECT_EQ(forecast(told, Instant{}, "UTC").error().code, ErrorCode::too_large);
}

TEST(ReportBounds, InteractionsAreLookedAtUpToTheLimit) {
  test::ToldReports told;
  told.interactions.resize(limits::report_rows);
  EXPECT_TRUE(stale(told, Instant{}, 14, "UTC").ok());
  told.interactions.resize(limits::report_rows + 1);
  EXPECT_EQ(stale(told, Instant{}, 14, "UTC").error().code, ErrorCode::too_large);
}

TEST(ReportBounds, AForecastWalksOverSoManyTasks) {
  test::ToldReports told;
  told.stops.resize(limits::counted_rows);
  EXPECT_TRUE(forecast(told, Instant{}, "UTC").ok());
  told.stops.resize(limits::counted_rows + 1);
  EXPECT_EQ(forecast(told, Instant{}, "UTC").error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace onward::sales
