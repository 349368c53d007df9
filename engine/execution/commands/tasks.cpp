// Commands of performers on their tasks. Not here: who holds them (handing_on.cpp), and what
// belongs to them (task_parts.cpp).
#include <algorithm>

#include "engine/base/iso8601.hpp"
#include "engine/base/limits.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/task_access.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/escalations.hpp"
#include "engine/execution/forms.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

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

/// Errors: open_subtasks, one detail for each.
Result<Done> check_subtasks(const Task& task) {
  if (task.subtasks.empty()) return Done{};
  Error open{ErrorCode::open_subtasks,
             std::to_string(task.subtasks.size()) +
                 " parts of the task are open: complete them first, or say openSubtasks: cancel"};
  for (const Subtask& subtask : task.subtasks)
    open.details.push_back({"/subtasks/" + to_text(subtask.task), "open", subtask.name});
  return open;
}

}  // namespace

Result<Done> handle(Step& step, const CompleteTask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (command.open_subtasks == CompleteTask::OpenSubtasks::refuse)
    ONWARD_TRY_DONE(check_subtasks(task));
  const model::Element& element = step.element_of(step.token(task.token));
  ONWARD_TRY(const Submission submission, check_submission(step, task, element, command));
  step.close_task({task.id,
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
  step.close_task({task.id,
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

}  // namespace onward
