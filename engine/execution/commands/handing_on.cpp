// Who holds a task: taking it, accepting it, giving it back, handing it on.
#include "engine/base/limits.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/task_access.hpp"

namespace onward {
namespace {

/// Errors: already_claimed (somebody holds it whom the actor does not stand in for).
Result<Done> free_for(const Task& task, const Actor& actor) {
  if (task.assignee.empty() || task.assignee == actor.user || stands_in(actor, task.assignee))
    return Done{};
  return Error{ErrorCode::already_claimed, "the task is held by " + task.assignee};
}

/// A task that its process gives to a person and offers to nobody stays with whoever has it.
bool is_personal(const Step& step, const Task& task) {
  const model::UserTask& user = step.element_of(step.token(task.token)).details.user;
  return !user.assignee.empty() && task.candidate_groups.empty() && task.candidate_users.empty();
}

Error wrong(std::string pointer, std::string code, std::string detail) {
  return {ErrorCode::invalid, detail, {}, {{std::move(pointer), std::move(code), detail}}};
}

Result<Done> check_redirection(const Task& task, const RedirectTask& command) {
  if (command.assignee.empty() == command.group.empty())
    return wrong("/assignee", "one-of",
                 "a task is redirected to an assignee or to a candidateGroup");
  if (!command.assignee.empty() && command.assignee == task.assignee)
    return wrong("/assignee", "unchanged", "the task is held by " + task.assignee + " already");
  if (command.group.size() > limits::identifier_bytes)
    return wrong("/candidateGroup", "too-long", "a group has at most 255 bytes");
  if (task.redirections.size() >= limits::redirections)
    return Error{ErrorCode::too_large, "the task was redirected 100 times: assign it"};
  return Done{};
}

}  // namespace

Result<Done> handle(Step& step, const ClaimTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  ONWARD_TRY_DONE(free_for(task, step.actor()));
  const bool held = task.assignee == step.actor().user;
  const Instant accepted = held && task.accepted ? *task.accepted : step.now();
  step.add(TaskAssigned{task.id, step.actor().user, held ? task.owner : std::string{}, accepted});
  return Done{};
}

Result<Done> handle(Step& step, const AcceptTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  ONWARD_TRY_DONE(free_for(task, step.actor()));
  if (task.accepted) return Done{};
  const std::string& holder = task.assignee.empty() ? step.actor().user : task.assignee;
  step.add(TaskAssigned{task.id, holder, task.owner, step.now()});
  return Done{};
}

Result<Done> handle(Step& step, const ReleaseTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  // A delegated task goes back to whom it came from.
  const bool stays = task.owner.empty() && is_personal(step, task);
  step.add(TaskAssigned{task.id, stays ? task.assignee : task.owner, {}, {}});
  return Done{};
}

Result<Done> handle(Step& step, const AssignTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  step.add(TaskAssigned{task.id, command.assignee, {}, {}});
  return Done{};
}

Result<Done> handle(Step& step, const DelegateTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  const std::string& owner = task.owner.empty() ? task.assignee : task.owner;
  step.add(TaskAssigned{task.id, command.assignee, owner.empty() ? step.actor().user : owner, {}});
  return Done{};
}

Result<Done> handle(Step& step, const RedirectTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  ONWARD_TRY_DONE(check_redirection(task, command));
  TaskRedirected fact;
  fact.task = task.id;
  fact.redirection = {step.actor().user, task.assignee,   command.assignee,
                      command.group,     command.comment, step.now()};
  fact.candidate_groups = task.candidate_groups;
  fact.candidate_users = task.candidate_users;
  if (!command.group.empty()) {
    fact.candidate_groups = {command.group};
    fact.candidate_users.clear();
  }
  step.add(std::move(fact));
  return Done{};
}

Result<Done> handle(Step& step, const ReassignTasks& command) {
  const auto tasks = step.instance().tasks;
  for (const Task& task : tasks)
    if (task.assignee == command.from && command.from != command.to)
      step.add(TaskAssigned{task.id, command.to, {}, {}});
  return Done{};
}

}  // namespace onward
