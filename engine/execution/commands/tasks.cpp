// Commands of performers on their tasks.
#include <algorithm>

#include "engine/base/iso8601.hpp"
#include "engine/base/limits.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/escalations.hpp"
#include "engine/execution/forms.hpp"
#include "engine/execution/scope.hpp"

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

/// The open task, which the actor may work on. Errors: already_completed, already_claimed,
/// forbidden.
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

Date today(const Step& step) {
  const auto local = local_seconds(step.now(), step.zone());
  const std::int64_t seconds = local.ok() ? local.value() : step.now().ms / 1'000;
  std::int64_t year = 0;
  unsigned month = 0;
  unsigned day = 0;
  constexpr std::int64_t per_day = 86'400;
  civil_from_days((seconds - (seconds < 0 ? per_day - 1 : 0)) / per_day, year, month, day);
  return {static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
          static_cast<std::uint8_t>(day)};
}

}  // namespace

bool may_work_on(const Task& task, const Actor& actor) {
  if (actor.everything) return true;
  if (!task.assignee.empty()) return task.assignee == actor.user;
  return is_candidate(task, actor);
}

Result<Done> handle(Step& step, const CompleteTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  const model::Element& element = step.element_of(step.token(task.token));
  ONWARD_TRY(const Submission submission, check_submission(step, task, element, command));
  step.add(TaskClosed{task.id,
                      TaskEnd::completed,
                      step.actor().user,
                      command.results,
                      command.completed_on ? *command.completed_on : today(step),
                      {},
                      step.now()});
  take_result(step, task.token, submission.variables);
  const OpportunityId opportunity = step.instance().opportunity;
  if (opportunity && !submission.kept.empty()) step.emit(KeepFields{opportunity, submission.kept});
  leave_element(step, task.token);
  return Done{};
}

Result<Done> handle(Step& step, const ClaimTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (!task.assignee.empty() && task.assignee != step.actor().user)
    return Error{ErrorCode::already_claimed, "the task is held by " + task.assignee};
  step.add(TaskAssigned{task.id, step.actor().user, {}});
  return Done{};
}

Result<Done> handle(Step& step, const ReleaseTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  // A delegated task goes back to whom it came from.
  step.add(TaskAssigned{task.id, task.owner, {}});
  return Done{};
}

Result<Done> handle(Step& step, const AssignTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  step.add(TaskAssigned{task.id, command.assignee, {}});
  return Done{};
}

Result<Done> handle(Step& step, const DelegateTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  const std::string& owner = task.owner.empty() ? task.assignee : task.owner;
  step.add(TaskAssigned{task.id, command.assignee, owner.empty() ? step.actor().user : owner});
  return Done{};
}

Result<Done> handle(Step& step, const UpdateTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (command.priority && (*command.priority < 0 || *command.priority > 100))
    return Error{ErrorCode::invalid,
                 "a priority is a whole number from 0 to 100",
                 {},
                 {{"/priority", "out-of-range", "0 to 100"}}};
  if (command.draft && size_bytes(*command.draft) > limits::variable_bytes)
    return Error{ErrorCode::too_large, "a draft may have 1 MiB", "/draft"};
  step.add(TaskUpdated{task.id, command.due ? *command.due : task.due,
                       command.follow_up ? *command.follow_up : task.follow_up,
                       command.priority ? *command.priority : task.priority,
                       command.draft ? *command.draft : task.draft});
  return Done{};
}

Result<Done> handle(Step& step, const MarkChecklist& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  const auto& items = step.element_of(step.token(task.token)).details.user.checklist;
  const auto item = std::find_if(items.begin(), items.end(), [&](const model::ChecklistItem& i) {
    return i.id == command.item;
  });
  if (item == items.end())
    return Error{ErrorCode::not_found, "the task has no checklist item \"" + command.item + "\""};
  if (command.done && command.not_applicable)
    return Error{ErrorCode::invalid,
                 "an item is done or not applicable, not both",
                 {},
                 {{"/notApplicable", "contradiction", "not with done"}}};
  const bool needs_remark = command.not_applicable || (command.done && item->remark_required);
  if (needs_remark && command.remark.empty())
    return Error{ErrorCode::invalid,
                 "a remark is required here",
                 {},
                 {{"/remark", "required", "say why, or what was done"}}};
  step.add(ChecklistMarked{task.id,
                           {command.item, command.done, command.not_applicable, command.remark,
                            step.actor().user, step.now()}});
  return Done{};
}

Result<Done> handle(Step& step, const CommentTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (command.text.empty())
    return Error{
        ErrorCode::invalid, "a comment has a text", {}, {{"/text", "required", "the comment"}}};
  step.add(
      TaskCommented{task.id, {step.next_local(), step.actor().user, command.text, step.now()}});
  return Done{};
}

Result<Done> handle(Step& step, const FailTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  ONWARD_TRY_DONE(check_variables(step.instance(), command.variables));
  step.add(TaskClosed{task.id,
                      TaskEnd::failed,
                      step.actor().user,
                      {},
                      std::nullopt,
                      command.error_code,
                      step.now()});
  throw_error(step, task.token, {command.error_code, command.message, command.variables});
  return Done{};
}

Result<Done> handle(Step& step, const EscalateTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  ONWARD_TRY_DONE(check_variables(step.instance(), command.variables));
  throw_escalation(step, task.token, {command.code, command.variables});
  return Done{};
}

Result<Done> handle(Step& step, const ReassignTasks& command) {
  const auto tasks = step.instance().tasks;
  for (const Task& task : tasks)
    if (task.assignee == command.from && command.from != command.to)
      step.add(TaskAssigned{task.id, command.to, {}});
  return Done{};
}

}  // namespace onward
