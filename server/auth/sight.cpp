#include "server/auth/sight.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace onward::auth {

Sight sight_of(const Principal& who) {
  const Actor actor = who.actor();
  const bool works = who.may(Permission::tasks_work);
  return {actor, actor.everything || !works, works};
}

bool may_see(const TaskRow& task, std::string_view owner, const Sight& sight) {
  const Actor& actor = sight.actor;
  const auto holds = [](const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (sight.everything || task.assignee == actor.user || owner == actor.user) return true;
  // What is there for somebody who is absent is there for their deputy.
  for (const std::string& absentee : actor.stands_in_for)
    if (task.assignee == absentee ||
        (task.assignee.empty() && holds(task.candidate_users, absentee)))
      return true;
  if (task.candidate_groups.empty() && task.candidate_users.empty()) return task.assignee.empty();
  if (holds(task.candidate_users, actor.user)) return true;
  if (holds(actor.groups, "*")) return !task.candidate_groups.empty();
  return std::any_of(actor.groups.begin(), actor.groups.end(),
                     [&](const std::string& group) { return holds(task.candidate_groups, group); });
}

}  // namespace onward::auth
