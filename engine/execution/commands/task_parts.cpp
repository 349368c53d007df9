// What belongs to a task and is a task of its own: its parts, and what coordinators are told.
#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/task_access.hpp"

namespace onward {
namespace {

bool was_told(const Task& task, NoticeKind kind) {
  return std::any_of(task.notices.begin(), task.notices.end(),
                     [&](const Notice& notice) { return notice.kind == kind; });
}

}  // namespace

Result<Done> handle(Step& step, const AddSubtask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (task.subtasks.size() >= limits::open_subtasks)
    return Error{ErrorCode::too_large, "a task may have 100 open parts"};
  step.add(SubtaskOpened{task.id, command.subtask});
  return Done{};
}

Result<Done> handle(Step& step, const EndSubtask& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  const bool open =
      std::any_of(task.subtasks.begin(), task.subtasks.end(),
                  [&](const Subtask& subtask) { return subtask.task.instance == command.subtask; });
  if (open) step.add(SubtaskEnded{task.id, command.subtask});
  return Done{};
}

Result<Done> handle(Step& step, const GiveNotice& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (was_told(task, command.notice.kind))
    return Error{ErrorCode::wrong_state, "a coordinator was told already"};
  step.add(NoticeGiven{task.id, command.notice});
  return Done{};
}

Result<Done> handle(Step& step, const WithdrawNotice& command) {
  ONWARD_TRY(const Task task, workable(step, command.task));
  if (!was_told(task, command.notice))
    return Error{ErrorCode::wrong_state, "no coordinator was told"};
  for (const Notice& notice : task.notices) {
    if (notice.kind != command.notice) continue;
    step.add(NoticeWithdrawn{task.id, notice.kind});
    step.emit(CommandInstance{notice.task.instance, CancelInstance{"the cause is gone"}});
  }
  return Done{};
}

}  // namespace onward
