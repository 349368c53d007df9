#include "engine/service/projection.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/base/limits.hpp"
#include "engine/feel/feel.hpp"
#include "engine/instance/apply.hpp"

namespace onward {
namespace {

/// Walks two lists whose ids rise; `differs` is asked about items that are in both.
template <class Item, class Take, class Differs>
Difference<Item> compare(const RisingList<Item>& before, const RisingList<Item>& after, Take take,
                         Differs differs) {
  Difference<Item> result;
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    if (now == after.end() || (old != before.end() && old->id < now->id)) {
      if (take(*old)) result.removed.push_back(&*old);
      ++old;
    } else if (old == before.end() || now->id < old->id) {
      if (take(*now)) result.added.push_back(&*now);
      ++now;
    } else {
      if (take(*now) && differs(*old, *now)) result.changed.push_back(&*now);
      ++old;
      ++now;
    }
  }
  return result;
}

bool is_scalar(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::boolean:
    case Value::Kind::number:
    case Value::Kind::text:
    case Value::Kind::date:
    case Value::Kind::time:
    case Value::Kind::date_time:
    case Value::Kind::day_time_duration:
    case Value::Kind::year_month_duration: return true;
    case Value::Kind::null:
    case Value::Kind::list:
    case Value::Kind::context:
    case Value::Kind::range:
    case Value::Kind::function: return false;
  }
  return false;
}

bool same_scalar(const Value& a, const Value& b) { return a.kind() == b.kind() && a == b; }

bool indexed(const Variable& variable, std::string& text) {
  if (!is_scalar(variable.value)) return false;
  // The size is known without printing; quotes and escapes only add to it.
  if (size_bytes(variable.value) > 2 * limits::indexed_value_bytes) return false;
  text = feel::to_feel_text(variable.value);
  return text.size() <= limits::indexed_value_bytes;
}

const std::vector<Variable>* top_scope(const Instance* instance) {
  if (instance == nullptr) return nullptr;
  const Scope* scope = find_scope(*instance, root_scope);
  return scope == nullptr ? nullptr : &scope->variables;
}

/// Finds variables by name: by a walk when they are few, by hash when a hostile instance has many.
class Names {
 public:
  explicit Names(const std::vector<Variable>* variables) : variables_(variables) {
    constexpr std::size_t few = 16;
    if (variables == nullptr || variables->size() <= few) return;
    for (const Variable& variable : *variables) by_name_.emplace(variable.name, &variable);
  }
  [[nodiscard]] const Variable* find(std::string_view name) const {
    if (variables_ == nullptr) return nullptr;
    if (!by_name_.empty()) {
      const auto at = by_name_.find(name);
      return at == by_name_.end() ? nullptr : at->second;
    }
    const auto at = std::find_if(variables_->begin(), variables_->end(),
                                 [&](const Variable& v) { return v.name == name; });
    return at == variables_->end() ? nullptr : &*at;
  }

 private:
  const std::vector<Variable>* variables_;
  std::unordered_map<std::string_view, const Variable*> by_name_;
};

void compare_variables(const Instance* before, const Instance& after, IndexChanges& changes) {
  const std::vector<Variable>* old = top_scope(before);
  const std::vector<Variable>* now = top_scope(&after);
  const Names old_names(old);
  const Names new_names(now);
  std::string text, old_text;
  if (now != nullptr) {
    for (const Variable& variable : *now) {
      const Variable* was = old_names.find(variable.name);
      if (was != nullptr && same_scalar(was->value, variable.value)) continue;
      const bool found = indexed(variable, text);
      const bool was_found = was != nullptr && indexed(*was, old_text);
      if (found && was_found && text == old_text) continue;  // 1 and "1" are found alike
      if (was_found) changes.variables_removed.push_back({variable.name, old_text});
      if (found) changes.variables_added.push_back({variable.name, text});
    }
  }
  if (old == nullptr) return;
  for (const Variable& variable : *old)
    if (new_names.find(variable.name) == nullptr && indexed(variable, old_text))
      changes.variables_removed.push_back({variable.name, old_text});
}

void compare_ad_hoc(const Instance& before, const Instance& after, IndexChanges& changes) {
  changes.ad_hoc = open_ad_hoc(after);
  for (const OpenAdHoc& was : open_ad_hoc(before))
    if (std::none_of(changes.ad_hoc.begin(), changes.ad_hoc.end(),
                     [&](const OpenAdHoc& now) { return now.id == was.id; }))
      changes.ad_hoc_gone.push_back(was.id);
}

LocalId task_of(const Fact& fact) {
  if (const auto* f = std::get_if<TaskAssigned>(&fact)) return f->task;
  if (const auto* f = std::get_if<TaskUpdated>(&fact)) return f->task;
  if (const auto* f = std::get_if<ChecklistMarked>(&fact)) return f->task;
  if (const auto* f = std::get_if<TaskCommented>(&fact)) return f->task;
  if (const auto* f = std::get_if<TaskRedirected>(&fact)) return f->task;
  if (const auto* f = std::get_if<SubtaskOpened>(&fact)) return f->task;
  if (const auto* f = std::get_if<SubtaskEnded>(&fact)) return f->task;
  if (const auto* f = std::get_if<NoticeGiven>(&fact)) return f->task;
  if (const auto* f = std::get_if<NoticeWithdrawn>(&fact)) return f->task;
  return {};
}

}  // namespace

IndexChanges project(const Instance* before, const Instance& after) {
  static const Instance nothing;
  const Instance& old = before == nullptr ? nothing : *before;
  const bool state_changed = before != nullptr && before->state != after.state;
  // A task's row also tells what the instance runs for, and by which version.
  const bool linked = before != nullptr && (before->opportunity != after.opportunity ||
                                            before->definition != after.definition);
  IndexChanges changes;
  changes.tasks = compare(
      old.tasks, after.tasks, [](const Task&) { return true; },
      [&](const Task& a, const Task& b) { return linked || a.revision != b.revision; });
  changes.timers = compare(
      old.waits, after.waits, [](const Wait& w) { return w.kind == WaitKind::timer; },
      [&](const Wait& a, const Wait& b) {
        return state_changed || a.due != b.due || a.element != b.element;
      });
  changes.subscriptions = compare(
      old.waits, after.waits,
      [](const Wait& w) { return w.kind == WaitKind::message || w.kind == WaitKind::signal; },
      [](const Wait& a, const Wait& b) { return a != b; });
  changes.jobs = compare(
      old.jobs, after.jobs, [](const Job&) { return true; },
      [&](const Job& a, const Job& b) {
        return state_changed || a.element != b.element || a.retries != b.retries ||
               a.due != b.due || a.locked_until != b.locked_until;
      });
  changes.incidents = compare(
      old.incidents, after.incidents, [](const Incident&) { return true; },
      [](const Incident& a, const Incident& b) { return a != b; });
  compare_ad_hoc(old, after, changes);
  compare_variables(before, after, changes);
  changes.business_key_freed = before != nullptr && !before->business_key.empty() &&
                               !is_ended(before->state) && is_ended(after.state);
  return changes;
}

std::vector<ClosedTask> closed_tasks(const Instance* before,
                                     std::span<const std::span<const Fact>> commands) {
  std::vector<ClosedTask> closed;
  Instance tasks;  // nothing but the tasks that are closed: a place for apply() to work on
  for (const std::span<const Fact> facts : commands)
    for (const Fact& fact : facts)
      if (const auto* f = std::get_if<TaskClosed>(&fact)) closed.push_back({{}, *f});
  if (closed.empty()) return closed;
  const auto wanted = [&](LocalId id) {
    return std::any_of(closed.begin(), closed.end(),
                       [&](const ClosedTask& c) { return c.how.task == id; });
  };
  if (before != nullptr)
    for (const Task& task : before->tasks)
      if (wanted(task.id)) tasks.tasks.push_back(task);
  std::size_t at = 0;
  for (const std::span<const Fact> facts : commands) {
    for (const Fact& fact : facts) {
      if (const auto* opened = std::get_if<TaskOpened>(&fact)) {
        if (wanted(opened->task.id)) tasks.tasks.push_back(opened->task);
      } else if (const auto* f = std::get_if<TaskClosed>(&fact)) {
        if (const Task* task = find_task(tasks, f->task)) closed[at].task = *task;
        ++at;
      } else if (const LocalId id = task_of(fact); id && find_task(tasks, id) != nullptr) {
        apply(tasks, fact);
      }
    }
  }
  std::erase_if(closed, [](const ClosedTask& c) { return !c.task.id; });
  return closed;
}

std::int64_t timer_due_ms(const Instance& instance, const Wait& timer) {
  return instance.state == InstanceState::active ? timer.due.ms : never_ms;
}

std::int64_t job_available_ms(const Instance& instance, const Job& job) {
  if (instance.state != InstanceState::active || job.retries == 0) return never_ms;
  return std::max(job.due.ms, job.locked_until.value_or(job.due).ms);
}

std::vector<OpenAdHoc> open_ad_hoc(const Instance& instance) {
  std::vector<OpenAdHoc> open;
  if (instance.state != InstanceState::active) return open;
  for (const MultiInstanceState& progress : instance.multi_instances) {
    // The progress of an ad-hoc sub-process hangs on its own scope, that of a multi-instance
    // activity on the scope around its instances. A total that was raised says: no more.
    const Scope* scope = find_scope(instance, progress.scope);
    if (scope == nullptr || scope->kind != ScopeKind::sub_process) continue;
    const Token* token = find_token(instance, scope->owner);
    if (progress.total > progress.started || token == nullptr) continue;
    if (token->state == TokenState::waiting)
      open.push_back({scope->id, scope->element, token->since});
  }
  return open;
}

std::vector<IndexedVariable> indexed_variables(const Instance& instance) {
  std::vector<IndexedVariable> result;
  std::string text;
  if (const std::vector<Variable>* variables = top_scope(&instance))
    for (const Variable& variable : *variables)
      if (indexed(variable, text)) result.push_back({variable.name, text});
  return result;
}

std::uint16_t shard_of_text(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1'099'511'628'211U;
  }
  return static_cast<std::uint16_t>((hash ^ (hash >> 32U)) % shard_count);
}

}  // namespace onward
