#include "engine/base/zone.hpp"

#include <gtest/gtest.h>

#include "engine/base/calendar.hpp"

namespace onward {
namespace {

constexpr std::int64_t hour = 3'600;

std::int64_t local(std::int64_t year, unsigned month, unsigned day, std::int64_t seconds) {
  return days_from_civil(year, month, day).value() * 86'400 + seconds;
}

std::string instant_at(std::int64_t local_time, std::string_view zone) {
  const auto at = instant_of_local(local_time, zone);
  return at.ok() ? to_text(*at) : at.error().message;
}

TEST(Zone, ShiftsLocalTimesInTheSpringGapForward) {
  EXPECT_EQ(instant_at(local(2026, 3, 29, 2 * hour + 1'800), "Europe/Berlin"),
            "2026-03-29T01:30:00.000Z");
  EXPECT_EQ(instant_at(local(2026, 3, 29, 2 * hour), "Europe/Berlin"), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(instant_at(local(2026, 3, 29, 3 * hour), "Europe/Berlin"), "2026-03-29T01:00:00.000Z");
}

TEST(Zone, TakesTheFirstOfTwoInTheAutumnOverlap) {
  EXPECT_EQ(instant_at(local(2026, 10, 25, 2 * hour + 1'800), "Europe/Berlin"),
            "2026-10-25T00:30:00.000Z");
}

TEST(Zone, KeepsTheRulesAfter2037) {
  for (const std::int64_t year : {2030, 2037, 2038, 2050, 2300}) {
    const auto at = instant_of_local(local(year, 7, 1, 12 * hour), "Europe/Berlin");
    ASSERT_TRUE(at.ok());
    EXPECT_EQ(zone_offset_seconds(*at, "Europe/Berlin").value(), 2 * hour) << year;
    EXPECT_EQ(local_seconds(*at, "Europe/Berlin").value(), local(year, 7, 1, 12 * hour)) << year;
  }
}

TEST(Zone, CountsWholeSecondsDownBefore1970) {
  EXPECT_EQ(local_seconds(Instant{-1}, "UTC").value(), -1);
  EXPECT_EQ(local_seconds(Instant{-1'000}, "UTC").value(), -1);
  EXPECT_EQ(local_seconds(Instant{999}, "Asia/Tokyo").value(), 9 * hour);
}

TEST(Zone, KnowsOnlyNamesOfTheDatabase) {
  EXPECT_TRUE(zone_exists("UTC"));
  EXPECT_TRUE(zone_exists("America/Argentina/Buenos_Aires"));
  for (const std::string_view name :
       {"", "Nowhere/City", "localtime", "/etc/localtime", "../etc/passwd", "right/UTC",
        "posix/UTC", "Europe/Berlin ", "libc:localtime", "file:UTC", "Fixed/UTC+01:00:00"}) {
    EXPECT_FALSE(zone_exists(name)) << name;
    const auto refused = local_seconds(Instant{0}, name);
    ASSERT_FALSE(refused.ok()) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::malformed);
  }
}

}  // namespace
}  // namespace onward
