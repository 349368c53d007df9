#include "engine/instance/apply.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "engine/base/check.hpp"

namespace onward {
namespace {

/// The thing that a fact names; the const look-up of instance.hpp, opened for writing here only.
template <class Item>
Item& writable(const Item* found) {
  ONWARD_CHECK(found != nullptr);
  return const_cast<Item&>(*found);  // NOLINT: apply() owns the instance for writing
}

/// An id that was never used: so the lists stay sorted by id, and folding the facts gives the
/// counter too.
void use_id(Instance& instance, LocalId id) {
  ONWARD_CHECK(id.value >= instance.next_local);
  ONWARD_CHECK(id.value < std::numeric_limits<std::uint32_t>::max());
  instance.next_local = id.value + 1;
}

template <class Item, class Matches>
void erase_one(std::vector<Item>& items, Matches matches) {
  const auto found = std::find_if(items.begin(), items.end(), matches);
  ONWARD_CHECK(found != items.end());
  items.erase(found);
}

template <class Item>
void erase_by_id(RisingList<Item>& items, const Item* found) {
  ONWARD_CHECK(found != nullptr);
  items.erase(items.begin() + (found - &items.front()));
}

/// Takes away those that `matches`, and what completed within them.
template <class Matches>
void drop_compensables(Instance& instance, Matches matches) {
  if (instance.compensables.empty()) return;
  RisingList<Compensable> kept;
  std::set<LocalId> dropped;
  // What completed within a sub-process completed before it.
  for (auto at = instance.compensables.end(); at != instance.compensables.begin();) {
    --at;
    if (matches(*at) || (at->within && dropped.contains(at->within))) dropped.insert(at->id);
  }
  if (dropped.empty()) return;
  for (Compensable& each : instance.compensables)
    if (!dropped.contains(each.id)) kept.push_back(std::move(each));
  instance.compensables = std::move(kept);
}

/// Every change of a task has a revision of its own: the ETag that callers compare.
Task& changed_task(Instance& instance, LocalId id) {
  Task& task = writable(find_task(instance, id));
  ++task.revision;
  return task;
}

// The instance.

void set(Instance& instance, const InstanceStarted& fact) {
  ONWARD_CHECK(instance.scopes.empty());
  instance.id = fact.id;
  instance.definition = fact.definition;
  instance.state = InstanceState::active;
  instance.business_key = fact.business_key;
  instance.root = fact.root;
  instance.parent = fact.parent;
  instance.parent_token = fact.parent_token;
  instance.depth = fact.depth;
  instance.opportunity = fact.opportunity;
  instance.started_by = fact.by;
  instance.start_element = fact.element;
  instance.started = fact.at;
  instance.link = fact.link;
  instance.scopes.push_back({root_scope, {}, {}, ScopeKind::process, {}, {}});
}

void set(Instance& instance, const InstanceEnded& fact) {
  instance.state = fact.state;
  instance.ended = fact.at;
  // What the caller may still want to compensate stays.
  if (!instance.parent || fact.state != InstanceState::completed) instance.compensables = {};
}

void set(Instance& instance, const InstanceReopened& fact) {
  instance.state = InstanceState::active;
  instance.ended = {};
  instance.parent_token = fact.parent_token;
}

void set(Instance& instance, const InstanceStateChanged& fact) { instance.state = fact.state; }

void set(Instance& instance, const OpportunityLinked& fact) {
  instance.opportunity = fact.opportunity;
}

void set(Instance& instance, const InstanceMigrated& fact) {
  instance.definition = fact.definition;
  /// Whether the text was one of the names.
  const auto rename = [&](std::string& name) {
    const auto at = std::find_if(fact.renamed.begin(), fact.renamed.end(),
                                 [&](const Renamed& renamed) { return renamed.from == name; });
    if (at == fact.renamed.end()) return false;
    name = at->to;
    return true;
  };
  for (Token& token : instance.tokens) rename(token.element), rename(token.flow);
  for (Scope& scope : instance.scopes) rename(scope.element);
  for (Wait& wait : instance.waits) rename(wait.element);
  for (Task& task : instance.tasks)
    if (rename(task.element)) ++task.revision;
  for (Job& job : instance.jobs) rename(job.element);
  for (Incident& incident : instance.incidents) rename(incident.element);
  for (Compensable& compensable : instance.compensables) rename(compensable.element);
}

// Tokens.

void set(Instance& instance, const TokenCreated& fact) {
  ONWARD_CHECK(find_scope(instance, fact.scope) != nullptr);
  use_id(instance, fact.token);
  instance.tokens.push_back(
      {fact.token, fact.scope, fact.element, fact.flow, TokenState::entering, fact.at, false});
}

void set(Instance& instance, const TokenStateChanged& fact) {
  writable(find_token(instance, fact.token)).state = fact.state;
}

void set(Instance& instance, const TokenConsumed& fact) {
  erase_by_id(instance.tokens, find_token(instance, fact.token));
}

void set(Instance& instance, const BoundarySet& fact) {
  writable(find_token(instance, fact.token)).boundary_set = true;
}

// Scopes and variables.

void set(Instance& instance, const ScopeOpened& fact) {
  ONWARD_CHECK(find_scope(instance, fact.parent) != nullptr);
  use_id(instance, fact.scope);
  instance.scopes.push_back({fact.scope, fact.parent, fact.owner, fact.kind, fact.element, {}});
}

void set(Instance& instance, const ScopeClosed& fact) {
  erase_by_id(instance.scopes, find_scope(instance, fact.scope));
  std::erase_if(instance.multi_instances,
                [&](const MultiInstanceState& state) { return state.scope == fact.scope; });
  drop_compensables(instance, [&](const Compensable& each) {
    return each.scope == fact.scope || each.run == fact.scope;
  });
}

// Compensation.

void set(Instance& instance, const CompensationKept& fact) {
  use_id(instance, fact.compensable.id);
  instance.compensables.push_back(fact.compensable);
}

void set(Instance& instance, const CompensationMoved& fact) {
  Compensable& moved = writable(find_compensable(instance, fact.compensable));
  moved.scope = fact.scope;
  moved.within = fact.within;
  moved.run = fact.run;
}

void set(Instance& instance, const CompensationDropped& fact) {
  ONWARD_CHECK(find_compensable(instance, fact.compensable) != nullptr);
  drop_compensables(instance, [&](const Compensable& each) { return each.id == fact.compensable; });
}

void set(Instance& instance, const VariableSet& fact) {
  Scope& scope = writable(find_scope(instance, fact.scope));
  if (const Value* held = find_variable(scope, fact.name))
    writable(held) = fact.value;
  else
    scope.variables.push_back({fact.name, fact.value});
}

void set(Instance& instance, const VariableRemoved& fact) {
  erase_one(writable(find_scope(instance, fact.scope)).variables,
            [&](const Variable& variable) { return variable.name == fact.name; });
}

void set(Instance& instance, const MultiInstanceChanged& fact) {
  const MultiInstanceState& next = fact.state;
  ONWARD_CHECK(find_scope(instance, next.scope) != nullptr);
  const MultiInstanceState* held = find_multi_instance(instance, next.scope);
  if (held == nullptr) held = &instance.multi_instances.emplace_back();
  MultiInstanceState& state = writable(held);
  state.scope = next.scope;
  state.total = next.total;
  state.started = next.started;
  state.active = next.active;
  state.completed = next.completed;
  state.terminated = next.terminated;
  if (!next.items.empty()) state.items = next.items;
  if (!next.outputs.empty()) state.outputs = next.outputs;
  if (!fact.output) return;
  ONWARD_CHECK(fact.output->index < next.total);
  if (state.outputs.size() < next.total) state.outputs.resize(next.total);
  state.outputs[fact.output->index] = fact.output->value;
}

// Waits.

void set(Instance& instance, const WaitOpened& fact) {
  use_id(instance, fact.wait.id);
  instance.waits.push_back(fact.wait);
}

void set(Instance& instance, const WaitClosed& fact) {
  erase_by_id(instance.waits, find_wait(instance, fact.wait));
}

void set(Instance& instance, const TimerRepeated& fact) {
  Wait& wait = writable(find_wait(instance, fact.wait));
  wait.due = fact.due;
  wait.remaining = fact.remaining;
}

void set(Instance& instance, const TimerPaused& fact) {
  Wait& wait = writable(find_wait(instance, fact.wait));
  wait.left = fact.left;
  wait.due = never;
}

void set(Instance& instance, const TimerResumed& fact) {
  Wait& wait = writable(find_wait(instance, fact.wait));
  wait.left.reset();
  wait.due = fact.due;
}

void set(Instance& instance, const ConditionSeen& fact) {
  writable(find_wait(instance, fact.wait)).holds = fact.holds;
}

// Tasks.

void set(Instance& instance, const TaskOpened& fact) {
  ONWARD_CHECK(find_token(instance, fact.task.token) != nullptr);
  use_id(instance, fact.task.id);
  instance.tasks.push_back(fact.task);
}

void set(Instance& instance, const TaskAssigned& fact) {
  Task& task = changed_task(instance, fact.task);
  task.assignee = fact.assignee;
  task.owner = fact.owner;
  task.accepted = fact.accepted;
}

void set(Instance& instance, const TaskRedirected& fact) {
  Task& task = changed_task(instance, fact.task);
  task.assignee = fact.redirection.to;
  task.owner.clear();
  task.accepted.reset();
  task.candidate_groups = fact.candidate_groups;
  task.candidate_users = fact.candidate_users;
  task.redirections.push_back(fact.redirection);
}

void set(Instance& instance, const SubtaskOpened& fact) {
  changed_task(instance, fact.task).subtasks.push_back(fact.subtask);
}

void set(Instance& instance, const SubtaskEnded& fact) {
  erase_one(changed_task(instance, fact.task).subtasks,
            [&](const Subtask& subtask) { return subtask.task.instance == fact.subtask; });
}

void set(Instance& instance, const NoticeGiven& fact) {
  changed_task(instance, fact.task).notices.push_back(fact.notice);
}

void set(Instance& instance, const NoticeWithdrawn& fact) {
  erase_one(changed_task(instance, fact.task).notices,
            [&](const Notice& notice) { return notice.kind == fact.notice; });
}

void set(Instance& instance, const TaskUpdated& fact) {
  Task& task = changed_task(instance, fact.task);
  task.due = fact.due;
  task.follow_up = fact.follow_up;
  task.priority = fact.priority;
  task.draft = fact.draft;
}

void set(Instance& instance, const ChecklistMarked& fact) {
  auto& marks = changed_task(instance, fact.task).checklist;
  std::erase_if(marks, [&](const ChecklistMark& mark) { return mark.item == fact.mark.item; });
  if (fact.mark.done || fact.mark.not_applicable) marks.push_back(fact.mark);
}

void set(Instance& instance, const TaskCommented& fact) {
  use_id(instance, fact.comment.id);
  changed_task(instance, fact.task).comments.push_back(fact.comment);
}

void set(Instance& instance, const TaskClosed& fact) {
  erase_by_id(instance.tasks, find_task(instance, fact.task));
}

// Jobs.

void set(Instance& instance, const JobOpened& fact) {
  ONWARD_CHECK(find_token(instance, fact.job.token) != nullptr);
  use_id(instance, fact.job.id);
  instance.jobs.push_back(fact.job);
}

void set(Instance& instance, const JobLocked& fact) {
  Job& job = writable(find_job(instance, fact.job));
  job.worker = fact.worker;
  job.locked_until = fact.until;
}

void set(Instance& instance, const JobFailed& fact) {
  Job& job = writable(find_job(instance, fact.job));
  job.retries = fact.retries;
  job.due = fact.due;
  job.worker.clear();  // the attempt is over, and with it the lock
  job.locked_until.reset();
}

void set(Instance& instance, const JobRetriesSet& fact) {
  Job& job = writable(find_job(instance, fact.job));
  job.retries = fact.retries;
  job.due = fact.due;
}

void set(Instance& instance, const JobClosed& fact) {
  erase_by_id(instance.jobs, find_job(instance, fact.job));
}

// Calls and incidents.

void set(Instance& instance, const CallOpened& fact) {
  ONWARD_CHECK(find_token(instance, fact.token) != nullptr);
  instance.calls.push_back({fact.token, fact.child});
}

void set(Instance& instance, const CallClosed& fact) {
  erase_one(instance.calls,
            [&](const Call& call) { return call.token == fact.token && call.child == fact.child; });
}

void set(Instance& instance, const IncidentRaised& fact) {
  ONWARD_CHECK(find_token(instance, fact.incident.token) != nullptr);
  use_id(instance, fact.incident.id);
  instance.incidents.push_back(fact.incident);
}

void set(Instance& instance, const IncidentResolved& fact) {
  erase_by_id(instance.incidents, find_incident(instance, fact.incident));
}

// For the history only: nothing in the instance changes.

void set(Instance& /*instance*/, const EventCaught& /*fact*/) {}
void set(Instance& /*instance*/, const StageReached& /*fact*/) {}
void set(Instance& /*instance*/, const EventThrown& /*fact*/) {}
void set(Instance& /*instance*/, const OperationNoted& /*fact*/) {}
void set(Instance& /*instance*/, const InstanceRewound& /*fact*/) {}
void set(Instance& /*instance*/, const DeputyActed& /*fact*/) {}

}  // namespace

void apply(Instance& instance, const Fact& fact) {
  std::visit([&](const auto& happened) { set(instance, happened); }, fact);
}

Instance fold(Instance before, std::span<const Fact> facts) {
  for (const Fact& fact : facts) apply(before, fact);
  return before;
}

}  // namespace onward
