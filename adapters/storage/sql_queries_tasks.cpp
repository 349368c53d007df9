// Lists of tasks. "What may I do" is a merge: my own tasks, those offered to me, and one index
// range for each of my groups, each cut to a page before they meet (performance.md section 7: `=
// any` with a sort took 850 ms on 5 M tasks, this 0.2 ms).
#include <algorithm>
#include <array>
#include <tuple>

#include "adapters/storage/encoding.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_list.hpp"
#include "adapters/storage/task_search.hpp"
#include "engine/base/limits.hpp"
#include "engine/instance/fact.hpp"
#include "engine/service/projection.hpp"

namespace onward::storage {
namespace {

constexpr std::array<std::string_view, 3> ended_states{"completed", "cancelled", "failed"};

Result<TaskRow> read_task(const Row& row) {
  TaskRow task;
  task.id = {InstanceId{unsigned_of(row[0])}, LocalId{small_of(row[1])}};
  task.name = text_of(row[2]);
  task.element = text_of(row[3]);
  task.definition = text_of(row[4]);
  task.version = small_of(row[5]);
  task.root = InstanceId{unsigned_of(row[6])};
  task.assignee = text_of(row[7]);
  ONWARD_TRY(Candidates candidates, decode_candidates(text_of(row[8])));
  task.candidate_groups = std::move(candidates.groups);
  task.candidate_users = std::move(candidates.users);
  if (number_of(row[9]) != never_ms) task.due = instant_of(row[9]);
  task.follow_up = optional_instant_of(row[10]);
  task.priority = static_cast<std::int32_t>(number_of(row[11]));
  task.created = instant_of(row[12]);
  task.opportunity = OpportunityId{unsigned_of(row[13])};
  task.revision = small_of(row[14]);
  task.accepted = optional_instant_of(row[15]);
  task.link.relation = static_cast<TaskRelation>(number_of(row[16]));
  task.link.task = {InstanceId{unsigned_of(row[17])}, LocalId{small_of(row[18])}};
  task.open_subtasks = small_of(row[21]);
  const std::int64_t state = number_of(row[19]);
  const bool ended = state >= 0 && state < static_cast<std::int64_t>(ended_states.size());
  task.state = ended ? ended_states[static_cast<std::size_t>(state)] : "open";
  if (ended) task.completed = instant_of(row[20]);
  return task;
}

enum class Holder : std::uint8_t { nobody, somebody };

/// The text of one list of open tasks, from arms that are merged.
class OpenTasks {
 public:
  OpenTasks(ListQuery& list, bool lateral) : list_(list), lateral_(lateral) {}

  /// Tasks that `where` picks from the table itself.
  void add_own(const std::string& where) { add(own(where)); }
  /// Tasks whose candidate the user is, in nobody's hands.
  void add_offered_to_user(const std::string& user) {
    add(range(CandidateKind::user, list_.bind('t', user), Holder::nobody));
  }
  /// Tasks whose candidates the groups are; `holder`: in whose hands they are.
  void add_offered_to_groups(const std::vector<std::string>& groups, Holder holder) {
    if (groups.empty()) return;
    std::vector<std::string> bound;
    for (const std::string& name : groups) bound.push_back(list_.bind('t', name));
    if (!lateral_) {
      for (const std::string& name : bound) {
        add(lone_range(name, holder));
        add(range(CandidateKind::group, name, holder));
      }
      return;
    }
    std::string values;
    for (const std::string& name : bound) values += (values.empty() ? "(" : ", (") + name + ")";
    for (const std::string& each :
         {lone_range("g.name", holder), range(CandidateKind::group, "g.name", holder)})
      add("select page.* from (values " + values + ") as g(name) cross join lateral (" + each +
          ") page");
  }
  [[nodiscard]] std::string text() const {
    // One arm needs no merge; `union` takes a task once that several arms found.
    if (count_ == 1) return arms_;
    return "select * from (" + arms_ + ") as merged" + list_.order_by_keys() + limit_;
  }

 private:
  static std::string columns() { return std::string(list::task_columns); }
  static std::string state() { return std::string(list::open_task_state); }
  /// Due time and place in creation order stand in the candidate's row too, and are taken from its
  /// index; the priority only in the task's.
  [[nodiscard]] std::string_view key_table() const {
    return list_.key_column() == "priority" ? "t." : "c.";
  }
  std::string range(CandidateKind kind, const std::string& name, Holder holder) {
    return "select " + columns() + state() + list_.key_columns("c.", key_table()) + " from " +
           std::string(list::candidate_of_task) +
           " where c.kind = " + std::to_string(static_cast<int>(kind)) + " and c.name = " + name +
           " and c.offered = " + (holder == Holder::nobody ? "1" : "0") + list_.filters() +
           list_.behind_cursor("c.", key_table()) + list_.order_by("c.", key_table()) + limit();
  }
  /// The same for tasks that name their only group themselves.
  std::string lone_range(const std::string& name, Holder holder) {
    return own("t.lone_group = " + name + " and " +
               std::string(holder == Holder::nobody ? list::task_offered : list::task_held));
  }
  std::string own(const std::string& where) {
    return "select " + columns() + state() + list_.key_columns("t.", "t.") + " from task t where " +
           where + list_.filters() + list_.behind_cursor("t.", "t.") + list_.order_by("t.", "t.") +
           limit();
  }
  std::string limit() {
    if (limit_.empty()) limit_ = list_.limit();
    return limit_;
  }
  void add(const std::string& arm) {
    if (count_ == 0) {
      arms_ = arm;
    } else {
      if (count_ == 1) arms_ = "select * from (" + arms_ + ") as arm1";
      arms_ += " union select * from (" + arm + ") as arm" + std::to_string(count_ + 1);
    }
    ++count_;
  }

  ListQuery& list_;
  bool lateral_;
  std::string arms_, limit_;
  int count_ = 0;
};

void add_notice_filter(TaskQuery::Notices notices, ListQuery& sql) {
  switch (notices) {
    case TaskQuery::Notices::not_told_late: return sql.filter("", list::task_late);
    case TaskQuery::Notices::not_told_hung: return sql.filter("", list::task_not_told_hung);
    case TaskQuery::Notices::told_hung: return sql.filter("", list::task_told_hung);
  }
}

void add_filters(const TaskQuery& query, TaskTable table, ListQuery& sql) {
  if (query.assignee) sql.filter("t", list::task_assignee, *query.assignee);
  if (query.definition) sql.filter("t", list::task_definition, *query.definition);
  if (query.instance)
    sql.filter("ii", list::task_instance, shard_of(*query.instance), query.instance->value);
  if (query.opportunity && table == TaskTable::open)
    sql.filter("i", list::task_opportunity, query.opportunity->value);
  if (query.opportunity && table == TaskTable::done)
    sql.filter("ii", list::done_task_opportunity, query.opportunity->value,
               query.opportunity->value);
  if (query.due_before) sql.filter("i", list::task_due_before, *query.due_before);
  if (query.overdue) sql.filter("i", list::task_due_before, query.now);
  if (query.without_lone_group) sql.filter("", list::task_without_lone_group);
  if (query.accepted)
    sql.filter("", *query.accepted ? list::task_accepted : list::task_not_accepted);
  if (query.notices) add_notice_filter(*query.notices, sql);
}

std::string open_tasks(const TaskQuery& query, ListQuery& sql, bool lateral) {
  const bool limited = query.may_do && !query.may_do->everything;
  if (limited && query.group) sql.filter("tt", list::task_group, *query.group, *query.group);
  OpenTasks tasks(sql, lateral);
  if (limited) {
    tasks.add_own("t.assignee <> '' and t.assignee = " + sql.bind('t', query.may_do->user));
    tasks.add_offered_to_user(query.may_do->user);
    const std::vector<std::string>& groups = query.may_do->groups;
    if (std::find(groups.begin(), groups.end(), "*") != groups.end())
      tasks.add_own(std::string(list::task_offered_to_any_group));
    else
      tasks.add_offered_to_groups(groups, Holder::nobody);
    tasks.add_own(std::string(list::task_for_everybody));
    for (const std::string& absentee : query.may_do->stands_in_for) {
      tasks.add_own("t.assignee <> '' and t.assignee = " + sql.bind('t', absentee));
      tasks.add_offered_to_user(absentee);
    }
  } else if (query.group) {
    tasks.add_offered_to_groups({*query.group}, Holder::nobody);
    tasks.add_offered_to_groups({*query.group}, Holder::somebody);
  } else {
    tasks.add_own("1 = 1");
  }
  return tasks.text();
}

std::string done_tasks(const TaskQuery& query, ListQuery& sql, std::int64_t state) {
  sql.filter("i", list::task_state, state);
  // Groups are no index of what is done: only the assignee is looked for.
  if (query.may_do && !query.may_do->everything)
    sql.filter("t", list::task_assignee, query.may_do->user);
  return "select " + std::string(list::task_columns) + std::string(list::done_task_state) +
         sql.key_columns("t.", "t.") + " from task_done t where 1 = 1" + sql.filters() +
         sql.behind_cursor("t.", "t.") + sql.order_by("t.", "t.") + sql.limit();
}

}  // namespace

Result<Rows<TaskRow>> SqlQueries::tasks(const TaskQuery& query) {
  std::int64_t state = -1;
  if (query.state && *query.state != "open") {
    for (std::size_t i = 0; i < ended_states.size(); ++i)
      if (*query.state == ended_states[i]) state = static_cast<std::int64_t>(i);
    if (state < 0) return Rows<TaskRow>{};
  }
  const TaskTable table = state < 0 ? TaskTable::open : TaskTable::done;
  ONWARD_TRY(ListQuery sql,
             ListQuery::make(state < 0 ? list::tasks : list::done_tasks, query.page));
  add_filters(query, table, sql);
  if (query.text) {
    ONWARD_TRY(const BitmapScans bitmaps, BitmapScans::allowed_on(*connection_));
    ONWARD_TRY(const bool possible, add_task_search(*connection_, *query.text, table, sql));
    if (!possible) return Rows<TaskRow>{};
  }
  const std::string text = state < 0 ? open_tasks(query, sql, connection_->is_postgres())
                                     : done_tasks(query, sql, state);
  ONWARD_TRY(RowSet rows, sql.run(*connection_, text));
  Rows<TaskRow> page;
  page.next = sql.cut(rows);
  for (const Row& row : rows) {
    ONWARD_TRY(TaskRow task, read_task(row));
    page.items.push_back(std::move(task));
  }
  return page;
}

Result<std::vector<TaskRow>> SqlQueries::parts_of(LocalRef whole) {
  std::vector<TaskRow> parts;
  for (const Statement* statement : {&list::open_parts, &list::done_parts}) {
    ONWARD_TRY(const RowSet rows,
               ask(*statement, whole.instance.value, whole.local.value, limits::page_size));
    for (const Row& row : rows) {
      ONWARD_TRY(TaskRow task, read_task(row));
      parts.push_back(std::move(task));
    }
  }
  std::sort(parts.begin(), parts.end(), [](const TaskRow& a, const TaskRow& b) {
    return std::tie(a.created, a.id) < std::tie(b.created, b.id);
  });
  return parts;
}

Result<std::optional<TaskRow>> SqlQueries::task(LocalRef id) {
  for (const Statement* statement : {&list::open_task, &list::done_task}) {
    ONWARD_TRY(const RowSet rows,
               ask(*statement, shard_of(id.instance), id.instance.value, id.local.value));
    if (rows.empty()) continue;
    ONWARD_TRY(TaskRow task, read_task(rows.front()));
    return std::optional<TaskRow>(std::move(task));
  }
  return std::optional<TaskRow>{};
}

}  // namespace onward::storage
