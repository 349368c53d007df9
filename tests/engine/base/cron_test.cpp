// Cron against a calendar on the wall: 2026 begins on a Thursday, its Februaries end on 28; in
// Berlin the clocks change on 29 March and 25 October.
#include "engine/base/cron.hpp"

#include <set>
#include <string>
#include <vector>

#include "engine/base/iso8601.hpp"
#include "gtest/gtest.h"
#include "tests/support/property.hpp"

namespace onward {
namespace {

Instant at(std::string_view text) { return instant_in_zone(text, "UTC").value(); }

/// The next occurrences, as "2026-01-31 12:00:00" of UTC, separated by commas; "-": none.
std::string falls(std::string_view cron, std::string_view after, int times = 1,
                  std::string_view zone = "UTC") {
  const auto read = cron_from_text(cron);
  if (!read.ok()) return read.error().message;
  std::string text;
  Instant last = at(after);
  for (int i = 0; i < times; ++i) {
    const auto next = next_after(*read, last, zone);
    if (!next.ok()) return next.error().message;
    text += text.empty() ? "" : ", ";
    if (!next.value()) return text + "-";
    last = **next;
    std::string shown = to_text(last).substr(0, 19);
    shown[10] = ' ';
    text += shown.ends_with(":00") ? shown.substr(0, 16) : shown;
  }
  return text;
}

std::string code_of(std::string_view cron) {
  const auto read = cron_from_text(cron);
  return read.ok() ? "fine" : std::string(to_string(read.error().code));
}

TEST(Cron, FiveFieldsBeginWithMinutes) {
  EXPECT_EQ(falls("0 6 1 * *", "2026-01-01", 2), "2026-01-01 06:00, 2026-02-01 06:00");
  EXPECT_EQ(falls("0 6 * * *", "2026-01-01T06:00:00Z"), "2026-01-02 06:00");
  EXPECT_EQ(falls("*/15 9-10 * * MON-FRI", "2026-01-02T10:30:00Z", 2),
            "2026-01-02 10:45, 2026-01-05 09:00");
  EXPECT_EQ(falls("5/20 0 * jan,Mar *", "2026-01-31T00:30:00Z", 2),
            "2026-01-31 00:45, 2026-03-01 00:05");
}

TEST(Cron, SixFieldsBeginWithSeconds) {
  EXPECT_EQ(falls("30 0 6 * * *", "2026-01-01"), "2026-01-01 06:00:30");
  EXPECT_EQ(falls("*/20 * * * * *", "2026-01-01", 3),
            "2026-01-01 00:00:20, 2026-01-01 00:00:40, 2026-01-01 00:01");
}

TEST(Cron, WordsStandForFields) {
  EXPECT_EQ(falls("@yearly", "2026-01-01"), "2027-01-01 00:00");
  EXPECT_EQ(falls("@annually", "2026-01-01"), "2027-01-01 00:00");
  EXPECT_EQ(falls("@monthly", "2026-01-01"), "2026-02-01 00:00");
  EXPECT_EQ(falls("@weekly", "2026-01-01"), "2026-01-04 00:00");
  EXPECT_EQ(falls("@daily", "2026-01-01"), "2026-01-02 00:00");
  EXPECT_EQ(falls("@midnight", "2026-01-01"), "2026-01-02 00:00");
  EXPECT_EQ(falls("@hourly", "2026-01-01"), "2026-01-01 01:00");
}

TEST(Cron, ADayThatTheMonthDoesNotHaveIsPassedOver) {
  EXPECT_EQ(falls("0 0 31 * *", "2026-01-31", 2), "2026-03-31 00:00, 2026-05-31 00:00");
  EXPECT_EQ(falls("0 0 29 2 *", "2026-01-01", 2), "2028-02-29 00:00, 2032-02-29 00:00");
}

TEST(Cron, InFiveFieldsEitherDayFieldSuffices) {
  EXPECT_EQ(falls("0 0 13 * 5", "2026-01-02", 3),
            "2026-01-09 00:00, 2026-01-13 00:00, 2026-01-16 00:00");
  EXPECT_EQ(falls("0 0 */2 * 1", "2026-01-01", 2), "2026-01-05 00:00, 2026-01-19 00:00");
}

TEST(Cron, InSixFieldsBothDayFieldsCount) {
  EXPECT_EQ(falls("0 0 0 13 * FRI", "2026-01-01", 3),
            "2026-02-13 00:00, 2026-03-13 00:00, 2026-11-13 00:00");
}

TEST(Cron, NumbersOfWeekdaysFollowTheForm) {
  EXPECT_EQ(falls("0 0 * * 0", "2026-01-01"), "2026-01-04 00:00");
  EXPECT_EQ(falls("0 0 * * 7", "2026-01-01"), "2026-01-04 00:00");
  EXPECT_EQ(falls("0 0 * * 5-7", "2026-01-02", 3),
            "2026-01-03 00:00, 2026-01-04 00:00, 2026-01-09 00:00");
  EXPECT_EQ(falls("0 0 0 * * 1", "2026-01-01"), "2026-01-05 00:00");  // Spring: Monday
  EXPECT_EQ(falls("0 0 0 ? * 1", "2026-01-01"), "2026-01-04 00:00");  // Quartz: Sunday
  EXPECT_EQ(falls("0 0 0 ? * 7", "2026-01-01"), "2026-01-03 00:00");
}

TEST(Cron, RangesMayRunOverTheEnd) {
  EXPECT_EQ(falls("0 22-1 * * *", "2026-01-01T22:00:00Z", 3),
            "2026-01-01 23:00, 2026-01-02 00:00, 2026-01-02 01:00");
  EXPECT_EQ(falls("0 0 * * SAT-MON", "2026-01-01", 3),
            "2026-01-03 00:00, 2026-01-04 00:00, 2026-01-05 00:00");
  EXPECT_EQ(falls("0 0 1 DEC-JAN *", "2026-01-01", 2), "2026-12-01 00:00, 2027-01-01 00:00");
}

TEST(Cron, LIsTheLastDayOfTheMonth) {
  EXPECT_EQ(falls("0 0 12 L * ?", "2026-01-01", 3),
            "2026-01-31 12:00, 2026-02-28 12:00, 2026-03-31 12:00");
  EXPECT_EQ(falls("0 0 12 L * ?", "2028-02-01"), "2028-02-29 12:00");
  EXPECT_EQ(falls("0 0 L-3 * *", "2026-01-01", 2), "2026-01-28 00:00, 2026-02-25 00:00");
  EXPECT_EQ(falls("0 0 1,L * *", "2026-01-01", 2), "2026-01-31 00:00, 2026-02-01 00:00");
}

TEST(Cron, WIsTheNearestWorkingDayOfTheSameMonth) {
  EXPECT_EQ(falls("0 0 0 15W * ?", "2026-02-01"), "2026-02-16 00:00");  // 15 is a Sunday
  EXPECT_EQ(falls("0 0 0 15W * ?", "2026-08-01"), "2026-08-14 00:00");  // 15 is a Saturday
  EXPECT_EQ(falls("0 0 0 1W * ?", "2026-07-31"), "2026-08-03 00:00");   // 1 is a Saturday
  EXPECT_EQ(falls("0 0 0 31W * ?", "2026-05-01"), "2026-05-29 00:00");  // 31 is a Sunday
  EXPECT_EQ(falls("0 0 0 31W * ?", "2026-02-01"), "2026-03-31 00:00");  // February has none
  EXPECT_EQ(falls("0 0 0 LW * ?", "2026-01-01", 3),
            "2026-01-30 00:00, 2026-02-27 00:00, 2026-03-31 00:00");
  EXPECT_EQ(falls("0 0 0 LW 5 ?", "2026-01-01"), "2026-05-29 00:00");
}

TEST(Cron, WeekdaysAreCountedFromBothEndsOfTheMonth) {
  EXPECT_EQ(falls("0 0 0 ? * FRIL", "2026-01-01"), "2026-01-30 00:00");
  EXPECT_EQ(falls("0 0 0 ? * 6L", "2026-01-01"), "2026-01-30 00:00");
  EXPECT_EQ(falls("0 0 * * 5L", "2026-01-01"), "2026-01-30 00:00");
  EXPECT_EQ(falls("0 0 0 ? * L", "2026-01-01"), "2026-01-03 00:00");  // Quartz: Saturday
  EXPECT_EQ(falls("0 0 0 ? * MON#2", "2026-01-01"), "2026-01-12 00:00");
  EXPECT_EQ(falls("0 0 0 ? * 2#2", "2026-01-01"), "2026-01-12 00:00");
  EXPECT_EQ(falls("0 0 * * MON#5", "2026-01-01"), "2026-03-30 00:00");
}

TEST(Cron, ASeventhFieldIsTheYear) {
  EXPECT_EQ(falls("0 0 0 1 1 ? 2027", "2026-01-01", 2), "2027-01-01 00:00, -");
  EXPECT_EQ(falls("0 0 0 1 1 ? 2026,2029-2030", "2026-06-01", 3),
            "2029-01-01 00:00, 2030-01-01 00:00, -");
  EXPECT_EQ(falls("0 0 0 1 1 ? *", "2026-01-01"), "2027-01-01 00:00");
}

TEST(Cron, ALocalTimeInAGapShiftsForward) {
  EXPECT_EQ(falls("30 2 * * *", "2026-03-28T01:30:00Z", 2, "Europe/Berlin"),
            "2026-03-29 01:30, 2026-03-30 00:30");
  EXPECT_EQ(falls("0,30 * * * *", "2026-03-29T00:30:00Z", 3, "Europe/Berlin"),
            "2026-03-29 01:00, 2026-03-29 01:30, 2026-03-29 02:00");
  // Lord Howe Island goes from 02:00 to 02:30: 02:15 falls at 02:45, behind 02:35.
  EXPECT_EQ(falls("15,35 2 * * *", "2026-10-03T12:00:00Z", 3, "Australia/Lord_Howe"),
            "2026-10-03 15:35, 2026-10-03 15:45, 2026-10-04 15:15");
}

TEST(Cron, ALocalTimeThatOccursTwiceFallsOnce) {
  EXPECT_EQ(falls("30 2 * * *", "2026-10-24T00:30:00Z", 2, "Europe/Berlin"),
            "2026-10-25 00:30, 2026-10-26 01:30");
  EXPECT_EQ(falls("0,30 * * * *", "2026-10-25T00:00:00Z", 2, "Europe/Berlin"),
            "2026-10-25 00:30, 2026-10-25 02:00");
  // Also when asked in the second of the two hours.
  EXPECT_EQ(falls("0,30 * * * *", "2026-10-25T01:10:00Z", 1, "Europe/Berlin"), "2026-10-25 02:00");
}

TEST(Cron, DaysThatDoNotExistNeverFall) {
  for (const char* never :
       {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 0 29 2 ? 2027", "0 0 0 L-30 2 ?"}) {
    EXPECT_FALSE(can_fall(cron_from_text(never).value())) << never;
    EXPECT_EQ(falls(never, "2026-01-01"), "-") << never;
  }
  for (const char* rare : {"0 0 29 2 *", "0 0 0 ? 2 MON#5", "0 0 30 2 1"})
    EXPECT_TRUE(can_fall(cron_from_text(rare).value())) << rare;
}

TEST(Cron, WhatCannotBeReadSaysWhichFieldAndWhy) {
  for (const char* wrong : {"",
                            "* * * *",
                            "* * * * * * * *",
                            "60 * * * *",
                            "* 24 * * *",
                            "* * 0 * *",
                            "* * * 13 *",
                            "* * * * 8",
                            "* * * * MOON",
                            "*/0 * * * *",
                            "*/61 * * * *",
                            "1-x * * * *",
                            "1, * * * *",
                            "0 0 ? * *",
                            "0 0 0 ? * ?",
                            "0 0 0 * * * 2027",
                            "0 0 0 ? * 0",
                            "0 0 0 L-31 * ?",
                            "0 0 0 L3 * ?",
                            "0 0 0 32W * ?",
                            "0 0 0 ? * MON#6",
                            "0 0 * * L",
                            "0 0 0 1 1 ? 1969",
                            "0 0 0 1 1 ? 2030-2029",
                            "-5 * * * *",
                            "0 0 0 L-3W * ?",
                            "@",
                            "0 0 0 ? * #2"})
    EXPECT_NE(code_of(wrong), "fine") << wrong;
  EXPECT_EQ(falls("0 24 * * *", "2026-01-01"),
            "the hour \"24\" of a cron expression: expected 0 to 23, found \"24\"");
  EXPECT_EQ(code_of("0 24 * * *"), "malformed");
}

TEST(Cron, WhatASchedulerWouldDecideDoesNotRunHere) {
  for (const char* foreign : {"@reboot", "H 6 * * *", "H/15 * * * *", "0 0 0 5C * ?"})
    EXPECT_EQ(code_of(foreign), "not-executable") << foreign;
}

TEST(Cron, IsToldFromIsoByItsShape) {
  for (const char* cron : {"0 6 * * *", "@daily", "@reboot", "0 0 0 1 1 ? 2027"})
    EXPECT_TRUE(is_cron_shaped(cron)) << cron;
  for (const char* other : {"R3/PT1H", "PT1H", "2026-01-01", "P 1 2 3 4"})
    EXPECT_FALSE(is_cron_shaped(other)) << other;
}

TEST(CronProperty, FallsWhereALookAtEveryMinuteFindsIt) {
  test::expect_property(20'261'127, [] {
    const auto list = [](unsigned from, unsigned to) {
      std::string text;
      const int length = *rc::gen::inRange(1, 4);
      for (int i = 0; i < length; ++i)
        text += (i == 0 ? "" : ",") + std::to_string(*rc::gen::inRange(from, to));
      return text;
    };
    const std::string zone =
        *rc::gen::element<std::string>("Europe/Berlin", "Australia/Lord_Howe", "UTC");
    const std::string text = list(0, 60) + " " + list(0, 4) + " * * *";
    const Cron cron = cron_from_text(text).value();
    // Two days around a change of the clocks: March and October in both zones.
    const std::int64_t start =
        at(*rc::gen::element<std::string>("2026-03-28", "2026-10-24", "2026-04-04", "2026-10-03"))
            .ms;
    std::set<std::int64_t> expected;
    const std::int64_t local = local_seconds({start}, zone).value();
    for (std::int64_t minute = local - 7'200; minute < local + 2 * 86'400; minute += 60) {
      const std::int64_t of_day = ((minute % 86'400) + 86'400) % 86'400;
      const auto has = [](std::uint64_t bits, std::int64_t n) { return (bits >> n & 1U) != 0; };
      if (!has(cron.hours, of_day / 3'600) || !has(cron.minutes, of_day / 60 % 60)) continue;
      const std::int64_t instant = instant_of_local(minute, zone)->ms;
      if (instant > start) expected.insert(instant);
    }
    Instant last{start};
    for (const std::int64_t instant : expected) {
      const auto next = next_after(cron, last, zone).value();
      RC_ASSERT(next.has_value());
      RC_ASSERT(next->ms == instant);
      last = *next;
    }
  });
}

}  // namespace
}  // namespace onward
