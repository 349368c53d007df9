// The feed of tasks that are due, as calendar programs read it (RFC 5545).
#include "server/api/icalendar.hpp"

#include <gtest/gtest.h>

#include "engine/base/iso8601.hpp"

namespace onward::api {
namespace {

TaskRow task(const std::string& name, const std::string& due) {
  TaskRow row;
  row.id = {InstanceId{5}, LocalId{3}};
  row.name = name;
  row.definition = "sale";
  row.created = *instant_from_text("2026-11-20T08:00:00.500Z");
  row.revision = 4;
  if (!due.empty()) row.due = *instant_from_text(due);
  return row;
}

std::string stream(const TaskRow& row, CalendarItem item = CalendarItem::event,
                   std::string_view zone = "UTC") {
  return to_icalendar({row}, item, zone);
}

bool has(const std::string& text, const std::string& line) {
  return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST(ICalendar, TextIsEscaped) {  // section 3.3.11
  EXPECT_EQ(calendar_text("a,b;c\\d\r\ne\tf\x01g\x7f"), "a\\,b\\;c\\\\d\\ne fg");
  EXPECT_EQ(calendar_text("BEGIN:VEVENT\n\"x\""), "BEGIN:VEVENT\\n\"x\"");
}

TEST(ICalendar, LinesAreFoldedAt75OctetsBetweenCharacters) {  // section 3.1
  const std::string exact(75, 'x');
  EXPECT_EQ(folded_line(exact), exact + "\r\n");
  EXPECT_EQ(folded_line(exact + "y"), exact + "\r\n y\r\n");
  EXPECT_EQ(folded_line(std::string(75 + 74 + 1, 'x')),
            exact + "\r\n " + std::string(74, 'x') + "\r\n x\r\n");
  const std::string before(74, 'x');
  EXPECT_EQ(folded_line(before + "\xC3\xB6"), before + "\r\n \xC3\xB6\r\n");
  EXPECT_EQ(folded_line(std::string(80, '\x80')).size(), 80U + 3 + 2);
}

TEST(ICalendar, AMomentIsAnEventAtThatTime) {
  const std::string text = stream(task("Call, please", "2026-11-22T16:30:00Z"));
  for (const char* line : {"BEGIN:VEVENT", "UID:5-3@onward", "DTSTAMP:20261120T080000Z",
                           "SEQUENCE:4", "DTSTART:20261122T163000Z", "SUMMARY:Call\\, please",
                           "PRIORITY:5", "TRANSP:TRANSPARENT", "END:VEVENT"})
    EXPECT_TRUE(has(text, line)) << line << "\n" << text;
  EXPECT_EQ(text.find("DTEND"), std::string::npos);
  EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  EXPECT_TRUE(text.ends_with("END:VCALENDAR\r\n"));
  EXPECT_EQ(text, stream(task("Call, please", "2026-11-22T16:30:00Z")));
}

TEST(ICalendar, TheEndOfADayIsTheWholeDayInTheZone) {
  const TaskRow row = task("Write", "2026-10-25T22:59:59.999Z");
  const std::string text = stream(row, CalendarItem::event, "Europe/Berlin");
  EXPECT_TRUE(has(text, "DTSTART;VALUE=DATE:20261025")) << text;
  EXPECT_TRUE(has(text, "DTEND;VALUE=DATE:20261026")) << text;
  EXPECT_TRUE(has(stream(row), "DTSTART:20261025T225959Z"));
  EXPECT_TRUE(has(stream(row, CalendarItem::todo, "Europe/Berlin"), "DUE;VALUE=DATE:20261025"));
}

TEST(ICalendar, ATaskForProgramsThatShowTasks) {
  const std::string text = stream(task("Write", "2026-11-22T16:30:00Z"), CalendarItem::todo);
  for (const char* line :
       {"BEGIN:VTODO", "DUE:20261122T163000Z", "STATUS:NEEDS-ACTION", "END:VTODO"})
    EXPECT_TRUE(has(text, line)) << line << "\n" << text;
}

TEST(ICalendar, ImportanceIsAPriorityFromNineToOne) {  // section 3.8.1.9
  TaskRow row = task("Write", "2026-11-22T16:30:00Z");
  for (const auto& [priority, line] :
       {std::pair{0, "PRIORITY:9"}, {49, "PRIORITY:6"}, {50, "PRIORITY:5"}, {100, "PRIORITY:1"}}) {
    row.priority = priority;
    EXPECT_TRUE(has(stream(row), line)) << priority;
  }
}

TEST(ICalendar, WhatIsNotDueIsNotInIt) {
  EXPECT_EQ(stream(task("Some day", "")).find("VEVENT"), std::string::npos);
}

}  // namespace
}  // namespace onward::api
