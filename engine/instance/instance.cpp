#include "engine/instance/instance.hpp"

#include <algorithm>

namespace onward {
namespace {

/// Binary search: ids are handed out in rising order and the lists keep the order of creation.
template <class Item>
const Item* find_by_id(const RisingList<Item>& items, LocalId id) {
  const auto found =
      std::lower_bound(items.begin(), items.end(), id,
                       [](const Item& item, LocalId wanted) { return item.id < wanted; });
  return found != items.end() && found->id == id ? &*found : nullptr;
}

std::size_t heap_of(const std::string& text) {
  constexpr std::size_t held_inside = 15;
  return text.size() > held_inside ? text.size() + 1 : 0;
}

/// A number takes about 48 bytes in memory and 8 as text; texts make up for it.
std::size_t heap_of(const Value& value) {
  constexpr std::size_t memory_per_text = 4;
  constexpr std::size_t most = std::size_t{1} << 40U;  // shared content is counted many times
  return value.is_null() ? 0 : memory_per_text * std::min(size_bytes(value), most);
}

std::size_t heap_of(const Variable& variable) {
  return heap_of(variable.name) + heap_of(variable.value);
}
std::size_t heap_of(const ChecklistMark& mark) {
  return heap_of(mark.item) + heap_of(mark.remark) + heap_of(mark.by);
}
std::size_t heap_of(const Redirection& r) {
  return heap_of(r.by) + heap_of(r.from) + heap_of(r.to) + heap_of(r.group) + heap_of(r.comment);
}
std::size_t heap_of(const Subtask& subtask) { return heap_of(subtask.name); }
std::size_t heap_of(const Comment& comment) { return heap_of(comment.by) + heap_of(comment.text); }

template <class Item>
std::size_t heap_of(const std::vector<Item>& items);
template <class Item>
std::size_t heap_of(const RisingList<Item>& items);

std::size_t heap_of(const Token& token) { return heap_of(token.element) + heap_of(token.flow); }
std::size_t heap_of(const Scope& scope) {
  return heap_of(scope.element) + heap_of(scope.variables);
}
std::size_t heap_of(const MultiInstanceState& state) {
  return heap_of(state.items) + heap_of(state.outputs);
}
std::size_t heap_of(const Wait& wait) {
  return heap_of(wait.element) + heap_of(wait.name) + heap_of(wait.key) + heap_of(wait.cycle);
}
std::size_t heap_of(const Task& task) {
  return heap_of(task.element) + heap_of(task.name) + heap_of(task.assignee) + heap_of(task.owner) +
         heap_of(task.candidate_groups) + heap_of(task.candidate_users) + heap_of(task.checklist) +
         heap_of(task.comments) + heap_of(task.draft) + heap_of(task.redirections) +
         heap_of(task.subtasks) + task.notices.size() * sizeof(Notice);
}
std::size_t heap_of(const Job& job) {
  return heap_of(job.element) + heap_of(job.topic) + heap_of(job.inputs) + heap_of(job.worker);
}
std::size_t heap_of(const Compensable& compensable) {
  return heap_of(compensable.element) + heap_of(compensable.variables);
}
std::size_t heap_of(const Call& /*call*/) { return 0; }
std::size_t heap_of(const Incident& incident) {
  return heap_of(incident.element) + heap_of(incident.code) + heap_of(incident.message);
}

template <class Items>
std::size_t heap_of_list(const Items& items) {
  std::size_t sum = items.capacity() * sizeof(typename Items::value_type);
  for (const auto& item : items) sum += heap_of(item);
  return sum;
}
template <class Item>
std::size_t heap_of(const std::vector<Item>& items) {
  return heap_of_list(items);
}
template <class Item>
std::size_t heap_of(const RisingList<Item>& items) {
  return heap_of_list(items);
}

}  // namespace

std::string_view to_string(InstanceState state) {
  switch (state) {
    case InstanceState::active: return "active";
    case InstanceState::suspended: return "suspended";
    case InstanceState::completed: return "completed";
    case InstanceState::cancelled: return "cancelled";
    case InstanceState::failed: return "failed";
  }
  return "active";
}

bool is_ended(InstanceState state) {
  switch (state) {
    case InstanceState::active:
    case InstanceState::suspended: return false;
    case InstanceState::completed:
    case InstanceState::cancelled:
    case InstanceState::failed: return true;
  }
  return false;
}

std::string_view to_string(WaitKind kind) {
  switch (kind) {
    case WaitKind::timer: return "timer";
    case WaitKind::message: return "message";
    case WaitKind::signal: return "signal";
    case WaitKind::conditional: return "conditional";
  }
  return "timer";
}

std::string_view to_string(NoticeKind kind) {
  return kind == NoticeKind::overdue ? "overdue" : "hung";
}

std::string_view to_string(JobType type) {
  switch (type) {
    case JobType::worker: return "worker";
    case JobType::connector: return "connector";
    case JobType::action: return "action";
  }
  return "worker";
}

const Token* find_token(const Instance& instance, LocalId id) {
  return find_by_id(instance.tokens, id);
}
const Scope* find_scope(const Instance& instance, LocalId id) {
  return find_by_id(instance.scopes, id);
}

const Scope* find_scope_owned_by(const Instance& instance, LocalId token) {
  if (!token) return nullptr;
  const auto& scopes = instance.scopes;
  const auto found = std::find_if(scopes.begin(), scopes.end(),
                                  [&](const Scope& scope) { return scope.owner == token; });
  return found != scopes.end() ? &*found : nullptr;
}

const MultiInstanceState* find_multi_instance(const Instance& instance, LocalId scope) {
  const auto& states = instance.multi_instances;
  const auto found = std::lower_bound(
      states.begin(), states.end(), scope,
      [](const MultiInstanceState& state, LocalId wanted) { return state.scope < wanted; });
  return found != states.end() && found->scope == scope ? &*found : nullptr;
}

const Wait* find_wait(const Instance& instance, LocalId id) {
  return find_by_id(instance.waits, id);
}
const Task* find_task(const Instance& instance, LocalId id) {
  return find_by_id(instance.tasks, id);
}
const Job* find_job(const Instance& instance, LocalId id) { return find_by_id(instance.jobs, id); }
const Incident* find_incident(const Instance& instance, LocalId id) {
  return find_by_id(instance.incidents, id);
}
const Compensable* find_compensable(const Instance& instance, LocalId id) {
  return find_by_id(instance.compensables, id);
}

const Value* find_variable(const Scope& scope, std::string_view name) {
  const auto& variables = scope.variables;
  const auto found = std::find_if(variables.begin(), variables.end(),
                                  [&](const Variable& variable) { return variable.name == name; });
  return found != variables.end() ? &found->value : nullptr;
}

std::size_t size_bytes(const Instance& instance) {
  return sizeof(Instance) + heap_of(instance.definition.key) + heap_of(instance.business_key) +
         heap_of(instance.started_by) + heap_of(instance.start_element) + heap_of(instance.tokens) +
         heap_of(instance.scopes) + heap_of(instance.multi_instances) + heap_of(instance.waits) +
         heap_of(instance.tasks) + heap_of(instance.jobs) + heap_of(instance.calls) +
         heap_of(instance.incidents) + heap_of(instance.compensables);
}

}  // namespace onward
