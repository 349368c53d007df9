// Who may work on a task, what every command on one begins with, and what coordinators were told.
#pragma once

#include <string>

#include "engine/execution/step.hpp"

namespace onward {

/// Whether the actor may see and work on the task: its assignee, a candidate while nobody holds it,
/// the deputy of one of these who is absent, or everything allowed.
bool may_work_on(const Task& task, const Actor& actor);

/// Whether the actor is the deputy of that person, who is absent.
bool stands_in(const Actor& actor, const std::string& absentee);

/// In whose place the actor works on the task; empty: in their own right.
std::string absentee_of(const Task& task, const Actor& actor);

/// The open task, which the actor may work on. Errors: already_completed, already_claimed,
/// forbidden.
Result<Task> workable(const Step& step, LocalId id);

/// Takes back what a coordinator was told about the task and what is no longer so.
void withdraw_what_is_over(Step& step, LocalId task);

}  // namespace onward
