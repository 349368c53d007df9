#include "engine/base/shared_calendars.hpp"

#include <gtest/gtest.h>

namespace onward {
namespace {

SharedCalendar shared(const std::string& id, std::vector<std::string> users,
                      std::vector<std::string> groups) {
  SharedCalendar made;
  made.calendar.id = id;
  made.users = std::move(users);
  made.groups = std::move(groups);
  return made;
}

TEST(SharedCalendars, WithoutAnyTheWeekdaysAreWorkingDays) {
  const SharedCalendars none;
  EXPECT_EQ(none.company().id, "company");
  for (unsigned day = 0; day < 7; ++day) EXPECT_EQ(none.company().week[day].empty(), day >= 5);
  EXPECT_EQ(none.of_performer("anna", {}).id, "company");
}

TEST(SharedCalendars, APersonsIsBeforeTheTeamsAndThatBeforeTheCompanys) {
  const SharedCalendars all({shared("company", {}, {}), shared("north", {}, {"north", "both"}),
                             shared("south", {}, {"south", "both"}),
                             shared("annas", {"anna"}, {})});
  const std::vector<std::string> groups{"nobody", "south", "north"};
  EXPECT_EQ(all.of_performer("anna", groups).id, "annas");
  EXPECT_EQ(all.of_performer("ben", groups).id, "south");
  EXPECT_EQ(all.of_performer("", groups).id, "south");
  EXPECT_EQ(all.of_performer("", {}).id, "company");
  EXPECT_TRUE(all.company().week[0].empty());
}

}  // namespace
}  // namespace onward
