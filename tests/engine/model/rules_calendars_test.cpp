// Working calendars and zones (bpmn.md decision 6).
#include <gtest/gtest.h>

#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {
namespace {

WorkingCalendar calendar(const std::string& id) {
  WorkingCalendar office;
  office.id = id;
  EXPECT_TRUE(set_open(office, "MON-FRI", "09:00-18:00").ok());
  return office;
}

Builder with(std::vector<WorkingCalendar> calendars) {
  Builder b = plain();
  b.draft().calendars = std::move(calendars);
  return b;
}

Builder task_in(const std::string& id) {
  return with({calendar("office")}).at("a").with([&](model::Details& d) { d.user.calendar = id; });
}

Builder timer_in(const std::string& id) {
  Builder b("p");
  b.draft().calendars = {calendar("office")};
  return b.start("s").catch_timer("a", "PT1H").end("e").at("a").with([&](model::Details& d) {
    d.events.front().timer.calendar = id;
  });
}

Builder paused(const std::string& who, model::TimerKind kind) {
  Builder b("p");
  return b.start("s")
      .task("c")
      .catch_timer("a", "PT1H")
      .end("e")
      .at("c")
      .with([](model::Details& d) { d.waits_on = "customer"; })
      .at("a")
      .with([&](model::Details& d) {
        d.events.front().timer.paused_while = who;
        d.events.front().timer.kind = kind;
      });
}

Builder zoned(const std::string& zone) {
  Builder b = plain();
  b.draft().zone = zone;
  return b;
}

}  // namespace

std::vector<RuleCase> calendar_cases() {
  return {
      {"unknown-calendar", "a", task_in("home"), task_in("office")},
      {"unknown-calendar", "a", timer_in("home"), timer_in("office")},
      {"unknown-calendar", "a", task_in("home"), task_in("company")},
      {"unknown-calendar", "a", timer_in("performer"), timer_in("company")},
      {"unknown-calendar", "a", task_in("home"), task_in("performer")},
      {"duplicate-calendar", "p", with({calendar("company")}), with({calendar("x")})},
      {"duplicate-calendar", "p", with({calendar("x"), calendar("x")}),
       with({calendar("x"), calendar("y")})},
      {"calendar-never-open", "p", with({WorkingCalendar{"x", {}, {}}}), with({calendar("x")})},
      {"paused-timer", "a", paused("customer", model::TimerKind::date),
       paused("customer", model::TimerKind::duration)},
      {"unknown-party", "a", paused("supplier", model::TimerKind::duration),
       paused("customer", model::TimerKind::duration)},
      {"unknown-zone", "p", zoned("Mars/Phobos"), zoned("Europe/Berlin")},
  };
}

}  // namespace onward::test
