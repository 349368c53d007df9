#include "engine/value/temporal_text.hpp"

#include <gtest/gtest.h>

namespace onward {
namespace {

TEST(TemporalText, FollowsXmlSchemaForms_DMN_10_3_4_1) {
  EXPECT_EQ(to_text(Date{2026, 11, 22}), "2026-11-22");
  EXPECT_EQ(to_text(Date{-44, 3, 15}), "-0044-03-15");
  EXPECT_EQ(to_text(Date{999'999'999, 12, 31}), "999999999-12-31");
  EXPECT_EQ(to_text(Time{8, 0, 5, 0, {}}), "08:00:05");
  EXPECT_EQ(to_text(Time{8, 0, 5, 500'000'000, {Zone::Kind::offset, 0, {}}}), "08:00:05.5Z");
  EXPECT_EQ(to_text(Time{8, 0, 5, 1, {Zone::Kind::offset, -19'800, {}}}),
            "08:00:05.000000001-05:30");
  EXPECT_EQ(to_text(Zone{Zone::Kind::offset, 3'661, {}}), "+01:01:01");
  EXPECT_EQ(to_text(DateTime{{2026, 1, 2}, {3, 4, 5, 0, {Zone::Kind::named, 0, "Europe/Berlin"}}}),
            "2026-01-02T03:04:05@Europe/Berlin");
}

TEST(TemporalText, WritesDurations) {
  EXPECT_EQ(to_text(DayTimeDuration{93'784, 500'000'000}), "P1DT2H3M4.5S");
  EXPECT_EQ(to_text(DayTimeDuration{-5, 0}), "-PT5S");
  EXPECT_EQ(to_text(DayTimeDuration{}), "PT0S");
  EXPECT_EQ(to_text(YearMonthDuration{14}), "P1Y2M");
  EXPECT_EQ(to_text(YearMonthDuration{-3}), "-P3M");
  EXPECT_EQ(to_text(YearMonthDuration{}), "P0M");
}

}  // namespace
}  // namespace onward
