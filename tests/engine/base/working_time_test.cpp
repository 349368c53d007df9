// Working time against a calendar on the wall: 2026-11-27 is a Friday; in Berlin the clocks change
// on 29 March 2026.
#include "engine/base/working_time.hpp"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/property.hpp"

namespace onward {
namespace {

/// Monday to Thursday 9 to 13 and 14 to 18, Friday 9 to 15; 2026-12-25 and 2026-12-28 are holidays.
WorkingCalendar office() {
  WorkingCalendar calendar;
  calendar.id = "office";
  EXPECT_TRUE(set_open(calendar, "MON-THU", "09:00-13:00 14:00-18:00").ok());
  EXPECT_TRUE(set_open(calendar, "fri", "9:00-15:00").ok());
  calendar.holidays = days_from_text("2026-12-25 2026-12-28").value();
  return calendar;
}

/// "2026-11-27 14:00", or the message of the error.
std::string reached(std::string_view from, std::string_view span, std::string_view zone = "UTC",
                    const WorkingCalendar& calendar = office()) {
  const auto at = add_working(instant_in_zone(from, zone).value(), duration_from_text(span).value(),
                              calendar, zone);
  if (!at.ok()) return at.error().message;
  const std::int64_t local = local_seconds(at.value(), zone).value();
  std::string shown = to_text(Instant{local * 1'000}).substr(0, 19);
  shown[10] = ' ';
  return shown.ends_with(":00") ? shown.substr(0, 16) : shown;
}

TEST(WorkingTime, CountsOpeningHoursOnly) {
  EXPECT_EQ(reached("2026-11-26T10:00", "PT2H"), "2026-11-26 12:00");
  EXPECT_EQ(reached("2026-11-26T12:00", "PT2H"), "2026-11-26 15:00");  // lunch
  EXPECT_EQ(reached("2026-11-26T17:00", "PT2H"), "2026-11-27 10:00");  // overnight
  EXPECT_EQ(reached("2026-11-27T14:30", "PT1H"), "2026-11-30 09:30");  // the weekend
  EXPECT_EQ(reached("2026-12-24T17:00", "PT2H"), "2026-12-29 10:00");  // holidays and a weekend
  EXPECT_EQ(reached("2026-11-28T03:00", "PT1H"), "2026-11-30 10:00");  // begins outside
  EXPECT_EQ(reached("2026-11-26T10:00", "PT8H"), "2026-11-27 10:00");
}

TEST(WorkingTime, EndsAtTheClosingAndNotAtTheNextOpening) {
  EXPECT_EQ(reached("2026-11-26T16:00", "PT2H"), "2026-11-26 18:00");
  EXPECT_EQ(reached("2026-11-27T14:00", "PT1H"), "2026-11-27 15:00");
}

TEST(WorkingTime, OfNothingIsTheNextOpening) {
  EXPECT_EQ(reached("2026-11-28T03:00", "PT0S"), "2026-11-30 09:00");
  EXPECT_EQ(reached("2026-11-27T11:00", "PT0S"), "2026-11-27 11:00");
}

TEST(WorkingTime, WholeDaysAreWorkingDaysAtTheSameTimeOfDay) {
  EXPECT_EQ(reached("2026-11-26T10:00", "P1D"), "2026-11-27 10:00");
  EXPECT_EQ(reached("2026-11-26T10:00", "P3D"), "2026-12-01 10:00");
  EXPECT_EQ(reached("2026-12-24T10:00", "P1D"), "2026-12-29 10:00");
  EXPECT_EQ(reached("2026-11-28T12:00", "P1D"),
            "2026-12-01 09:00");  // counted from Monday's opening
  EXPECT_EQ(reached("2026-11-26T17:00", "P1D"), "2026-11-27 15:00");  // Friday is over by then
  EXPECT_EQ(reached("2026-11-26T17:00", "P1DT2H"), "2026-11-30 11:00");
  EXPECT_EQ(reached("2026-11-26T10:00", "PT24H"),
            "2026-11-27 10:00");  // as FEEL: the same duration
}

TEST(WorkingTime, AddsMonthsByEverybodysCalendar) {
  EXPECT_EQ(reached("2026-10-28T10:00", "P1M"), "2026-11-30 09:00");  // 28 November is a Saturday
}

TEST(WorkingTime, IsLocal) {
  // Friday 27 March 14:00 CET to Monday 30 March 10:00 CEST, over the night that lost an hour.
  EXPECT_EQ(reached("2026-03-27T14:00", "PT2H", "Europe/Berlin"), "2026-03-30 10:00");
}

TEST(WorkingTime, IsNeverOverEarly) {
  const Instant from{instant_in_zone("2026-11-26T10:00", "UTC").value().ms + 1};
  const auto at = add_working(from, duration_from_text("PT1H").value(), office(), "UTC");
  EXPECT_GE(at.value() - from, Duration{3'600'000});
}

TEST(WorkingTime, RefusesWhatHasNoAnswer) {
  EXPECT_EQ(reached("2026-11-26T10:00", "-PT1H"), "working time does not run backwards");
  EXPECT_EQ(reached("2026-11-26T10:00", "P40000D"),
            "the calendar 'office' is not open for so long within a hundred years");
  EXPECT_EQ(reached("2026-11-26T10:00", "PT1H", "UTC", WorkingCalendar{"never", {}, {}}),
            "the calendar 'never' is not open for so long within a hundred years");
}

TEST(WorkingTime, ReadsHoursWeekdaysAndDates) {
  WorkingCalendar calendar;
  for (const char* hours : {"", "9-18", "18:00-09:00", "09:00-13:00 12:00-18:00", "09:00-24:01",
                            "09:60-18:00", "09:00-13:00 13:00-18:00", "09:00"})
    EXPECT_FALSE(set_open(calendar, "MON", hours).ok()) << hours;
  for (const char* days : {"", "FRI-MON", "MO", "MON-", "8"})
    EXPECT_FALSE(set_open(calendar, days, "09:00-18:00").ok()) << days;
  EXPECT_FALSE(has_open_hours(calendar));
  EXPECT_TRUE(set_open(calendar, "MON,sun", "00:00-24:00").ok());
  EXPECT_TRUE(has_open_hours(calendar));
  EXPECT_EQ(calendar.week[6].size(), 1U);
  for (const char* dates : {"2026-02-30", "2026-12-31/2026-12-01", "christmas", "2026-12-25/"})
    EXPECT_FALSE(days_from_text(dates).ok()) << dates;
  EXPECT_EQ(days_from_text("2026-12-31/2027-01-02 2026-12-25").value().size(), 4U);
  EXPECT_TRUE(days_from_text("").value().empty());
}

TEST(WorkingTime, WritesWhatItReads) {
  EXPECT_EQ(to_text(office().week[0]), "09:00-13:00 14:00-18:00");
  EXPECT_EQ(days_to_text(office().holidays), "2026-12-25 2026-12-28");
  EXPECT_EQ(weekday_name(6), "SUN");
}

/// What is open up to a moment reaches it again, at its last open second.
TEST(WorkingTime, OpenTimeIsWhatReachesThere) {
  test::expect_property(20'261'129, [] {
    const Instant monday = instant_in_zone("2026-11-23T00:00", "UTC").value();
    const Instant from = monday + Duration{*rc::gen::inRange(0, 100'000) * 60'000L};
    const Instant to = from + Duration{*rc::gen::inRange(0, 100'000) * 60'000L};
    const Duration open = open_time(from, to, office(), "UTC").value();
    const Instant reached = after_open_time(from, open, office(), "UTC").value();
    RC_ASSERT(open_time(from, reached, office(), "UTC").value() == open);
    if (open.ms > 0) RC_ASSERT(reached <= to);
    RC_ASSERT(open_time(to, from, office(), "UTC").value() == Duration{0});
  });
}

TEST(WorkingTime, OpenTimeIsCountedWhereItIs) {
  const Instant before = instant_in_zone("2026-03-27T14:00", "Europe/Berlin").value();
  const Instant after = instant_in_zone("2026-03-30T10:00", "Europe/Berlin").value();
  EXPECT_EQ(open_time(before, after, office(), "Europe/Berlin").value(), Duration{2 * 3'600'000});
  EXPECT_FALSE(
      after_open_time(before, Duration{1'000}, WorkingCalendar{"never", {}, {}}, "UTC").ok());
}

/// Two spans one after the other reach as far as both at once.
TEST(WorkingTime, AddsUp) {
  test::expect_property(20'261'128, [] {
    const auto minutes = [](int below) { return *rc::gen::inRange(0, below) * 60L; };
    const Instant from =
        instant_in_zone("2026-11-23T00:00", "UTC").value() + Duration{minutes(100'000) * 1'000};
    const CalendarDuration one{0, minutes(720), 0};
    const CalendarDuration other{0, minutes(720), 0};
    const CalendarDuration both{0, one.seconds + other.seconds, 0};
    const Instant middle = add_working(from, one, office(), "UTC").value();
    RC_ASSERT(add_working(middle, other, office(), "UTC").value() ==
              add_working(from, both, office(), "UTC").value());
  });
}

}  // namespace
}  // namespace onward
