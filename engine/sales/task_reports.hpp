// Reports on open tasks: who has how much, what is late, what nobody can do.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "engine/sales/sheet.hpp"
#include "engine/service/queries.hpp"

namespace onward::sales {

// Errors of all: unavailable.
/// Columns: person, group (of tasks that nobody has taken), open, overdue, dueSoon (within seven
/// days), oldest.
Result<Sheet> workload(ReportQueries& queries, Instant now);

/// Columns: taskId, name, elementId, definition, opportunityId, assignee, candidateGroups,
/// createdAt, due, daysLate. What is due longest comes first.
/// Errors: too_large (over limits::report_rows).
Result<Sheet> overdue_tasks(Queries& queries, Instant now);

/// Tasks that nobody can do: not taken, and offered to no user and to no group that has a member.
/// Columns: taskId, name, elementId, definition, opportunityId, candidateGroups, createdAt, reason
/// (no-candidates, group-without-members). Errors: too_large.
Result<Sheet> hung_tasks(Queries& queries, Instant now);

/// Whether a task that nobody has taken is offered to nobody. `staffed`: groups that somebody is
/// in.
bool is_hung(const TaskRow& task, const std::set<std::string>& staffed);
/// Calls `take` for each task that hangs. Errors: unavailable, too_large.
Result<Done> each_hung_task(Queries& queries, const std::set<std::string>& staffed, Instant now,
                            std::optional<TaskQuery::Notices> notices,
                            const std::function<void(const TaskRow&)>& take);

}  // namespace onward::sales
