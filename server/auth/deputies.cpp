#include "server/auth/deputies.hpp"

#include <algorithm>
#include <tuple>

#include "engine/base/calendar.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/zone.hpp"

namespace onward::auth {
namespace {

auto order(const Date& date) { return std::tie(date.year, date.month, date.day); }

Result<Date> day_of(Instant now, std::string_view zone) {
  constexpr std::int64_t per_day = 86'400;
  ONWARD_TRY(const std::int64_t seconds, local_seconds(now, zone));
  std::int64_t year = 0;
  unsigned month = 0;
  unsigned day = 0;
  civil_from_days((seconds - (seconds < 0 ? per_day - 1 : 0)) / per_day, year, month, day);
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

}  // namespace

bool is_absent(const User& user, const Date& day) {
  if (!user.absent_from && !user.absent_to) return false;
  if (user.absent_from && order(day) < order(*user.absent_from)) return false;
  return !user.absent_to || order(day) <= order(*user.absent_to);
}

Result<std::vector<std::string>> absentees_of(Queries& queries, std::string_view deputy,
                                              Instant now, std::string_view zone) {
  ONWARD_TRY(const Date today, day_of(now, zone));
  std::vector<std::string> found;
  std::vector<std::string> turn{std::string(deputy)};
  for (std::size_t turns = 0; turns < limits::deputies_in_turn && !turn.empty(); ++turns) {
    std::vector<std::string> next;
    for (const std::string& name : turn) {
      ONWARD_TRY(const std::vector<User> users, queries.users_with_deputy(name));
      for (const User& user : users) {
        const bool known =
            user.id == deputy || std::find(found.begin(), found.end(), user.id) != found.end();
        if (known || !is_absent(user, today)) continue;
        if (found.size() >= limits::absentees) return found;
        found.push_back(user.id);
        next.push_back(user.id);
      }
    }
    turn = std::move(next);
  }
  return found;
}

}  // namespace onward::auth
