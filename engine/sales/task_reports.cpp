#include "engine/sales/task_reports.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward::sales {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value(text); }

Value number_of(std::uint64_t count) { return Value(static_cast<std::int64_t>(count)); }

Value groups_of(const TaskRow& task) {
  List groups;
  for (const std::string& group : task.candidate_groups) groups.emplace_back(group);
  return Value(std::move(groups));
}

/// What both lists of tasks begin with.
std::vector<Value> place_of(const TaskRow& task) {
  return {Value(to_text(task.id)), Value(task.name), Value(task.element), Value(task.definition),
          task.opportunity ? Value(to_text(task.opportunity)) : Value{}};
}

Error too_many() {
  return Error{ErrorCode::too_large, "more than " + std::to_string(limits::report_rows) +
                                         " tasks: page through GET /tasks instead"};
}

/// Calls `take` for each task of the query, page by page. Errors: too_large, unavailable.
template <class Take>
Result<Done> each_task(Queries& queries, TaskQuery query, Take take) {
  query.page.limit = limits::page_size;
  std::size_t seen = 0;
  do {
    ONWARD_TRY(const Rows<TaskRow> page, queries.tasks(query));
    seen += page.items.size();
    if (seen > limits::report_rows) return too_many();
    for (const TaskRow& task : page.items) take(task);
    query.page.after = page.next;
  } while (!query.page.after.empty());
  return Done{};
}

/// Groups that somebody is in.
Result<std::set<std::string>> staffed_groups(Queries& queries) {
  ONWARD_TRY(const std::vector<User> users, queries.users());
  std::set<std::string> groups;
  for (const User& user : users) groups.insert(user.groups.begin(), user.groups.end());
  return groups;
}

}  // namespace

Result<Sheet> workload(ReportQueries& queries, Instant now) {
  ONWARD_TRY(const auto loads, queries.task_load(now, now + Duration{7 * day_ms}));
  Sheet sheet{"Workload", {"person", "group", "open", "overdue", "dueSoon", "oldest"}, {}};
  for (const TaskLoad& load : loads)
    sheet.rows.push_back({text_or_null(load.assignee), text_or_null(load.group),
                          number_of(load.open), number_of(load.overdue), number_of(load.due_soon),
                          Value(to_text(load.oldest))});
  return sheet;
}

Result<Sheet> overdue_tasks(Queries& queries, Instant now) {
  Sheet sheet{"Overdue tasks",
              {"taskId", "name", "elementId", "definition", "opportunityId", "assignee",
               "candidateGroups", "createdAt", "due", "daysLate"},
              {}};
  TaskQuery query;
  query.overdue = true;
  query.now = now;
  query.page.sort = "due";
  ONWARD_TRY_DONE(each_task(queries, query, [&](const TaskRow& task) {
    std::vector<Value> row = place_of(task);
    row.push_back(text_or_null(task.assignee));
    row.push_back(groups_of(task));
    row.emplace_back(to_text(task.created));
    row.emplace_back(task.due ? Value(to_text(*task.due)) : Value{});
    row.emplace_back(task.due ? Value((now - *task.due).ms / day_ms) : Value{});
    sheet.rows.push_back(std::move(row));
  }));
  return sheet;
}

bool is_hung(const TaskRow& task, const std::set<std::string>& staffed) {
  const auto& groups = task.candidate_groups;
  return task.candidate_users.empty() &&
         std::none_of(groups.begin(), groups.end(),
                      [&](const std::string& group) { return staffed.contains(group); });
}

Result<Done> each_hung_task(Queries& queries, const std::set<std::string>& staffed, Instant now,
                            std::optional<TaskQuery::Notices> notices,
                            const std::function<void(const TaskRow&)>& take) {
  ONWARD_TRY(const auto loads, queries.task_load(now, now));
  TaskQuery query;
  query.assignee = "";
  query.notices = notices;
  query.now = now;
  for (const TaskLoad& load : loads) {
    if (!load.assignee.empty() || staffed.contains(load.group)) continue;
    query.without_lone_group = load.group.empty();
    query.group.reset();
    if (!load.group.empty()) query.group = load.group;
    ONWARD_TRY_DONE(each_task(queries, query, [&](const TaskRow& task) {
      if (is_hung(task, staffed)) take(task);
    }));
  }
  return Done{};
}

Result<Sheet> hung_tasks(Queries& queries, Instant now) {
  ONWARD_TRY(const std::set<std::string> staffed, staffed_groups(queries));
  Sheet sheet{"Hung tasks",
              {"taskId", "name", "elementId", "definition", "opportunityId", "candidateGroups",
               "createdAt", "reason"},
              {}};
  ONWARD_TRY_DONE(each_hung_task(queries, staffed, now, std::nullopt, [&](const TaskRow& task) {
    std::vector<Value> row = place_of(task);
    row.push_back(groups_of(task));
    row.emplace_back(to_text(task.created));
    row.emplace_back(task.candidate_groups.empty() ? "no-candidates" : "group-without-members");
    sheet.rows.push_back(std::move(row));
  }));
  return sheet;
}

}  // namespace onward::sales
