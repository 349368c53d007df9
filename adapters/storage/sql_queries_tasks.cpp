// Lists of tasks. "What may I do" is a merge: my own tasks, those offered to me, and one index
// range for each of my groups, each cut to a page before they meet (performance.md section 7: `=
// any` with a sort took 850 ms on 5 M tasks, this 0.2 ms).
#include <algorithm>
#include <array>
#include <functional>
#include <map>
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
  OpenTasks(ListQuery& list, TaskSearch& search, bool lateral)
      : list_(list), search_(search), lateral_(lateral) {}

  void add_assigned_to(const std::string& user) {
    if (const auto found = search_.condition(list_))
      add(own("t.assignee <> '' and t.assignee = " + list_.bind('t', user)) + *found + tail("t."));
  }
  /// Tasks that `where`, without parameters, picks from the table itself.
  void add_own(const std::string& where) { add_own(where, search_.condition(list_)); }
  /// Tasks in nobody's hands that name nobody either.
  void add_for_everybody() {
    add_own(std::string(list::task_for_everybody), search_.condition(list_, no_group));
  }
  /// Tasks whose candidate the user is, in nobody's hands.
  void add_offered_to_user(const std::string& user) {
    if (const auto found = search_.condition(list_, no_group))
      add(range(CandidateKind::user, list_.bind('t', user), Holder::nobody) + *found + tail("c."));
  }
  /// Tasks whose candidates the groups are; `holder`: in whose hands they are.
  void add_offered_to_groups(const std::vector<std::string>& groups, Holder holder) {
    const auto among_others = search_.condition(list_, no_group);
    std::map<std::string, std::vector<std::string>> alone;  // by the condition of the search
    std::vector<std::string> bound;
    for (const std::string& name : groups) {
      const auto found = search_.condition(list_, name);
      if (!found && !among_others) continue;
      bound.push_back(list_.bind('t', name));
      if (found) alone[*found].push_back(bound.back());
    }
    for (const auto& [found, names] : alone)
      for_each_group(names, [&, &found = found](const std::string& name) {
        return lone_range(name, holder) + found + tail("t.");
      });
    if (among_others)
      for_each_group(bound, [&](const std::string& name) {
        return range(CandidateKind::group, name, holder) + *among_others + tail("c.");
      });
  }
  /// Whether no task can be in any of the arms.
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::string text() const {
    // One arm needs no merge; `union` takes a task once that several arms found.
    if (count_ == 1) return arms_;
    return "select * from (" + arms_ + ") as merged" + list_.order_by_keys() + limit_;
  }

 private:
  inline static const std::string no_group;

  void add_own(const std::string& where, const std::optional<std::string>& found) {
    if (found) add(own(where) + *found + tail("t."));
  }
  /// An arm that merges one page for each.
  void for_each_group(const std::vector<std::string>& bound,
                      const std::function<std::string(const std::string&)>& page) {
    if (bound.empty()) return;
    if (!lateral_) {
      for (const std::string& name : bound) add(page(name));
      return;
    }
    std::string values;
    for (const std::string& name : bound) values += (values.empty() ? "(" : ", (") + name + ")";
    add("select page.* from (values " + values + ") as g(name) cross join lateral (" +
        page("g.name") + ") page");
  }
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
           " and c.offered = " + (holder == Holder::nobody ? "1" : "0") + list_.filters();
  }
  /// The same for tasks that name their only group themselves.
  std::string lone_range(const std::string& name, Holder holder) {
    return own("t.lone_group = " + name + " and " +
               std::string(holder == Holder::nobody ? list::task_offered : list::task_held));
  }
  std::string own(const std::string& where) {
    return "select " + columns() + state() + list_.key_columns("t.", "t.") + " from task t where " +
           where + list_.filters();
  }
  /// What cuts an arm to a page; `table` has the columns of the order.
  std::string tail(std::string_view table) {
    const std::string_view keys = table == "c." ? key_table() : table;
    return list_.behind_cursor(table, keys) + list_.order_by(table, keys) + limit();
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
  TaskSearch& search_;
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
  if (query.posted_by)
    sql.filter("t", table == TaskTable::open ? list::task_posted_by : list::done_task_posted_by,
               *query.posted_by);
  if (query.due_before) sql.filter("i", list::task_due_before, *query.due_before);
  if (query.overdue) sql.filter("i", list::task_due_before, query.now);
  if (query.without_lone_group) sql.filter("", list::task_without_lone_group);
  if (query.accepted)
    sql.filter("", *query.accepted ? list::task_accepted : list::task_not_accepted);
  if (query.notices) add_notice_filter(*query.notices, sql);
}

/// Empty: there are none.
std::string open_tasks(const TaskQuery& query, TaskSearch& search, ListQuery& sql, bool lateral) {
  const bool limited = query.may_do && !query.may_do->everything;
  if (limited && query.group) sql.filter("tt", list::task_group, *query.group, *query.group);
  OpenTasks tasks(sql, search, lateral);
  if (limited) {
    tasks.add_assigned_to(query.may_do->user);
    tasks.add_offered_to_user(query.may_do->user);
    const std::vector<std::string>& groups = query.may_do->groups;
    if (std::find(groups.begin(), groups.end(), "*") != groups.end())
      tasks.add_own(std::string(list::task_offered_to_any_group));
    else
      tasks.add_offered_to_groups(groups, Holder::nobody);
    tasks.add_for_everybody();
    for (const std::string& absentee : query.may_do->stands_in_for) {
      tasks.add_assigned_to(absentee);
      tasks.add_offered_to_user(absentee);
    }
  } else if (query.group) {
    tasks.add_offered_to_groups({*query.group}, Holder::nobody);
    tasks.add_offered_to_groups({*query.group}, Holder::somebody);
  } else {
    tasks.add_own("1 = 1");
  }
  return tasks.empty() ? std::string{} : tasks.text();
}

std::string done_tasks(const TaskQuery& query, TaskSearch& search, ListQuery& sql,
                       std::int64_t state) {
  const auto found = search.condition(sql);
  if (!found) return {};
  sql.filter("i", list::task_state, state);
  // Groups are no index of what is done: only the assignee is looked for.
  if (query.may_do && !query.may_do->everything)
    sql.filter("t", list::task_assignee, query.may_do->user);
  return "select " + std::string(list::task_columns) + std::string(list::done_task_state) +
         sql.key_columns("t.", "t.") + " from task_done t where 1 = 1" + sql.filters() + *found +
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
  TaskSearch search;
  if (query.text) {
    ONWARD_TRY(const BitmapScans bitmaps, BitmapScans::allowed_on(*connection_));
    ONWARD_TRY(search, TaskSearch::make(*connection_, *query.text, table));
  }
  const std::string text = state < 0 ? open_tasks(query, search, sql, connection_->is_postgres())
                                     : done_tasks(query, search, sql, state);
  if (text.empty()) return Rows<TaskRow>{};
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
