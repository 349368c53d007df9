#include "engine/execution/commands/task_access.hpp"

#include <algorithm>

namespace onward {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_candidate(const Task& task, const Actor& actor) {
  if (task.candidate_users.empty() && task.candidate_groups.empty()) return true;
  if (holds(task.candidate_users, actor.user)) return true;
  if (holds(actor.groups, "*") && !task.candidate_groups.empty()) return true;
  return std::any_of(actor.groups.begin(), actor.groups.end(),
                     [&](const std::string& group) { return holds(task.candidate_groups, group); });
}

}  // namespace

Result<Task> workable(const Step& step, LocalId id) {
  const Task* task = find_task(step.instance(), id);
  if (task == nullptr)
    return Error{ErrorCode::already_completed,
                 "the task " + to_text(LocalRef{step.instance().id, id}) + " is not open any more"};
  if (may_work_on(*task, step.actor())) return *task;
  if (!task->assignee.empty() && is_candidate(*task, step.actor()))
    return Error{ErrorCode::already_claimed, "the task is held by " + task->assignee};
  return Error{ErrorCode::forbidden, "the task is not offered to " + step.actor().user};
}

bool stands_in(const Actor& actor, const std::string& absentee) {
  return holds(actor.stands_in_for, absentee);
}

std::string absentee_of(const Task& task, const Actor& actor) {
  if (!task.assignee.empty())
    return task.assignee != actor.user && stands_in(actor, task.assignee) ? task.assignee
                                                                          : std::string{};
  if (is_candidate(task, actor)) return {};
  for (const std::string& user : task.candidate_users)
    if (stands_in(actor, user)) return user;
  return {};
}

bool may_work_on(const Task& task, const Actor& actor) {
  if (actor.everything) return true;
  if (!absentee_of(task, actor).empty()) return true;
  if (!task.assignee.empty()) return task.assignee == actor.user;
  return is_candidate(task, actor);
}

void withdraw_what_is_over(Step& step, LocalId id) {
  const Task* found = find_task(step.instance(), id);
  if (found == nullptr || found->notices.empty()) return;
  const Task task = *found;
  const bool overdue = task.due && *task.due < step.now();
  for (const Notice& notice : task.notices) {
    if (notice.kind == NoticeKind::overdue ? overdue : task.assignee.empty()) continue;
    step.add(NoticeWithdrawn{id, notice.kind});
    step.emit(CommandInstance{notice.task.instance, CancelInstance{"the cause is gone"}});
  }
}

}  // namespace onward
