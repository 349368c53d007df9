#include "engine/base/iso8601.hpp"

#include <gtest/gtest.h>

namespace onward {
namespace {

constexpr std::string_view berlin = "Europe/Berlin";

std::string sum(std::string_view at, std::string_view span, std::string_view zone = "UTC") {
  const auto result = add(instant_from_text(at).value(), duration_from_text(span).value(), zone);
  return result.ok() ? to_text(*result) : std::string(to_string(result.error().code));
}

std::string resolved(std::string_view text, std::string_view zone = berlin) {
  const auto at = instant_in_zone(text, zone);
  return at.ok() ? to_text(*at) : std::string(to_string(at.error().code));
}

TEST(IsoDuration, ReadsEveryPart) {
  EXPECT_EQ(duration_from_text("P1Y2M3DT4H5M6.5S").value(),
            (CalendarDuration{14, 273'906, 500'000'000}));
  EXPECT_EQ(duration_from_text("P2W").value(), (CalendarDuration{0, 1'209'600, 0}));
  EXPECT_EQ(duration_from_text("-P1D").value(), (CalendarDuration{0, -86'400, 0}));
  EXPECT_EQ(duration_from_text("-PT0.25S").value(), (CalendarDuration{0, 0, -250'000'000}));
  EXPECT_EQ(duration_from_text("P1M").value(), (CalendarDuration{1, 0, 0}));
  EXPECT_EQ(duration_from_text("PT1M").value(), (CalendarDuration{0, 60, 0}));
}

TEST(IsoDuration, RefusesWhatIsNoDuration) {
  for (const std::string_view text :
       {"", "P", "PT", "1D", "P1", "P1H", "PT1D", "P1DT", "P1M1Y", "P1D1D", "P1.5D", "PT1.S",
        "P-1D", "P1D ", "p1d", "P9999999999999999D", "P999999999999999Y", "PT.5S"}) {
    const auto span = duration_from_text(text);
    ASSERT_FALSE(span.ok()) << text;
    EXPECT_EQ(span.error().code, ErrorCode::malformed);
  }
}

TEST(IsoDuration, PrintsWhatItReads) {
  for (const std::string_view text :
       {"P1Y2M3DT4H5M6.5S", "-P1D", "PT0S", "PT0.000000001S", "P1M", "PT1M", "-P11MT1S"})
    EXPECT_EQ(to_text(duration_from_text(text).value()), text);
  EXPECT_EQ(to_text(duration_from_text("P2W").value()), "P14D");
}

TEST(Calendar, RefusesDaysThatDoNotExist) {
  EXPECT_TRUE(days_from_civil(2024, 2, 29).has_value());
  EXPECT_TRUE(days_from_civil(2000, 2, 29).has_value());
  EXPECT_FALSE(days_from_civil(1900, 2, 29).has_value());
  EXPECT_FALSE(days_from_civil(2024, 2, 30).has_value());
  EXPECT_FALSE(days_from_civil(2024, 4, 31).has_value());
  EXPECT_FALSE(days_from_civil(2024, 13, 1).has_value());
  EXPECT_FALSE(days_from_civil(1'000'000'000, 1, 1).has_value());
}

TEST(Calendar, CountsWeekdaysFromMonday) {
  EXPECT_EQ(weekday_from_days(0), 3U);  // 1970-01-01 was a Thursday
  EXPECT_EQ(weekday_from_days(days_from_civil(2026, 11, 22).value()), 6U);
  EXPECT_EQ(weekday_from_days(-4), 6U);
  EXPECT_EQ(weekday_from_days(-3), 0U);
}

TEST(IsoAdd, CutsTheDayToTheMonthsLength) {
  EXPECT_EQ(sum("2026-01-31T10:00:00Z", "P1M"), "2026-02-28T10:00:00.000Z");
  EXPECT_EQ(sum("2024-01-31T10:00:00Z", "P1M"), "2024-02-29T10:00:00.000Z");
  EXPECT_EQ(sum("2024-02-29T00:00:00Z", "P1Y"), "2025-02-28T00:00:00.000Z");
  EXPECT_EQ(sum("2026-03-31T00:00:00.250Z", "-P1M"), "2026-02-28T00:00:00.250Z");
  EXPECT_EQ(sum("2026-11-30T00:00:00Z", "P1M1DT1S"), "2026-12-31T00:00:01.000Z");
}

TEST(IsoAdd, AddsMonthsInLocalTimeAndDaysExactly) {
  EXPECT_EQ(sum("2026-03-15T08:00:00Z", "P1M", berlin), "2026-04-15T07:00:00.000Z");
  EXPECT_EQ(sum("2026-02-28T01:30:00Z", "P1M1D", berlin), "2026-03-29T01:30:00.000Z");
  EXPECT_EQ(sum("2026-02-28T22:59:59.500Z", "P1M", berlin), "2026-03-28T22:59:59.500Z");
  EXPECT_EQ(sum("2026-03-28T08:00:00Z", "P1D", berlin), "2026-03-29T08:00:00.000Z");
}

TEST(IsoAdd, StaysInTheCalendar) {
  EXPECT_EQ(sum("9999-12-31T00:00:00Z", "P1D"), "invalid");
  EXPECT_EQ(sum("9999-12-31T00:00:00Z", "P1M"), "invalid");
  EXPECT_EQ(sum("2026-01-01T00:00:00Z", "P80000000000000Y"), "invalid");
  EXPECT_EQ(sum("2026-01-01T00:00:00Z", "PT999999999999999S"), "invalid");
  EXPECT_EQ(sum("0000-01-01T00:00:00Z", "-PT0.001S"), "invalid");
  EXPECT_EQ(sum("2026-01-01T00:00:00Z", "P1D", "Nowhere"), "malformed");
}

TEST(IsoInstant, ResolvesLocalTextsInTheZone) {
  EXPECT_EQ(resolved("2026-11-22"), "2026-11-21T23:00:00.000Z");
  EXPECT_EQ(resolved("2026-11-22T08:00"), "2026-11-22T07:00:00.000Z");
  EXPECT_EQ(resolved("2026-11-22T08:00:00.5"), "2026-11-22T07:00:00.500Z");
  EXPECT_EQ(resolved("2026-11-22T08:00Z"), "2026-11-22T08:00:00.000Z");
  EXPECT_EQ(resolved("2026-11-22T08:00:00-05:00"), "2026-11-22T13:00:00.000Z");
  EXPECT_EQ(resolved("2026-11-22T08:00:00@Asia/Tokyo"), "2026-11-21T23:00:00.000Z");
  EXPECT_EQ(resolved("2026-03-29T02:30"), "2026-03-29T01:30:00.000Z");
  EXPECT_EQ(resolved("0001-01-01", "UTC"), "0001-01-01T00:00:00.000Z");
  EXPECT_EQ(resolved("9999-12-31T23:59:59.999", "UTC"), "9999-12-31T23:59:59.999Z");
  EXPECT_EQ(resolved("2040-07-01T12:00"), "2040-07-01T10:00:00.000Z");
}

TEST(IsoInstant, RefusesWhatIsNoInstant) {
  for (const std::string_view text :
       {"", "tomorrow", "2026-02-29", "2026-11-22T", "2026-11-22T8:00", "2026-11-22 ",
        "2026-11-22T08:00:00@", "2026-11-22T08:00:00@Nowhere", "2026-11-22T08:00+1"})
    EXPECT_EQ(resolved(text), "malformed") << text;
  EXPECT_EQ(resolved("2026-11-22", "Nowhere"), "malformed");
}

TEST(IsoInterval, ReadsEveryForm) {
  const auto both =
      repeating_interval_from_text("R5/2026-11-22T08:00/PT1H/2026-11-23T00:00:00Z", berlin).value();
  EXPECT_EQ(both.count, 5U);
  EXPECT_EQ(to_text(both.start.value()), "2026-11-22T07:00:00.000Z");
  EXPECT_EQ(both.every, (CalendarDuration{0, 3'600, 0}));
  EXPECT_EQ(to_text(both.end.value()), "2026-11-23T00:00:00.000Z");

  const auto endless = repeating_interval_from_text("R/P1M", berlin).value();
  EXPECT_FALSE(endless.count.has_value());
  EXPECT_FALSE(endless.start.has_value());
  EXPECT_FALSE(endless.end.has_value());

  const auto until = repeating_interval_from_text("R3/PT10S/2026-11-23T00:00:00Z", berlin).value();
  EXPECT_FALSE(until.start.has_value());
  EXPECT_TRUE(until.end.has_value());

  EXPECT_EQ(repeating_interval_from_text("PT10S", berlin).value().every,
            (CalendarDuration{0, 10, 0}));
}

TEST(IsoInterval, RefusesWhatDoesNotRepeat) {
  for (const std::string_view text :
       {"", "R", "R5", "R5/", "Rx/PT1S", "R-1/PT1S", "R99999999999/PT1S", "R/PT0S", "R/-PT1S",
        "R/2026-11-22T08:00", "R/PT1S/", "R/PT1S/soon", "R/soon/PT1S", "R/PT1S/2026-11-22/x"}) {
    const auto interval = repeating_interval_from_text(text, berlin);
    ASSERT_FALSE(interval.ok()) << text;
    EXPECT_EQ(interval.error().code, ErrorCode::malformed);
  }
}

}  // namespace
}  // namespace onward
