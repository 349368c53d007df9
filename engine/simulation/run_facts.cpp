// What the engine did, as the facts of each command tell it: work and waits that opened and closed,
// instances that started and ended.
#include <algorithm>

#include "engine/simulation/run.hpp"

namespace onward::simulation {
namespace {

constexpr Duration task_otherwise{3'600'000};
constexpr Duration job_otherwise{60'000};
constexpr std::string_view anybody = "anybody";

/// The first of the task's groups that has a capacity, else its first group, else its assignee.
std::string resource_of(const Task& task, const Capacities& capacities) {
  for (const std::string& group : task.candidate_groups)
    if (capacities.contains(group)) return group;
  if (!task.candidate_groups.empty()) return task.candidate_groups.front();
  return task.assignee.empty() ? std::string(anybody) : task.assignee;
}

/// An end event of the process itself, or of one of its event sub-processes.
bool is_top_end(const model::Definition& definition, const std::string& element) {
  const model::Element* end = definition.find(element);
  if (end == nullptr || end->kind != model::ElementKind::end_event) return false;
  if (end->parent == model::none) return true;
  const model::Element& around = definition.element(end->parent);
  return around.kind == model::ElementKind::event_sub_process && around.parent == model::none;
}

bool counts_as_wait(model::ElementKind kind) {
  return kind == model::ElementKind::intermediate_catch_event ||
         kind == model::ElementKind::receive_task;
}

}  // namespace

Run::Case* Run::case_of(InstanceId instance) {
  const auto known = instances_.find(instance);
  if (known == instances_.end()) return nullptr;
  const auto found = cases_.find(known->second.root);
  return found == cases_.end() ? nullptr : &found->second;
}

void Run::see(const HistoryRow& row) {
  ++commands_;
  for (const Fact& fact : row.facts) see_fact(row, fact);
  Case* owner = case_of(row.instance);
  if (owner == nullptr || owner->aside || ++owner->commands <= commands_per_case_) return;
  owner->aside = true;
  over_bound_.push_back(instances_.at(row.instance).root);
}

void Run::see_fact(const HistoryRow& row, const Fact& fact) {
  if (see_state(row, fact)) return;
  const auto at = [&](LocalId id) { return LocalRef{row.instance, id}; };
  if (const auto* task = std::get_if<TaskOpened>(&fact)) {
    const Task& opened = task->task;
    open_work(
        at(opened.id),
        {WorkKind::task, opened.element, resource_of(opened, plan_.capacities), row.at, {}, {}},
        task_otherwise);
  } else if (const auto* closed = std::get_if<TaskClosed>(&fact)) {
    close_work(at(closed->task), closed->end == TaskEnd::completed);
  } else if (const auto* job = std::get_if<JobOpened>(&fact)) {
    const Job& opened = job->job;
    if (opened.type == JobType::action) return;
    open_work(at(opened.id), {WorkKind::job, opened.element, opened.topic, row.at, {}, {}},
              job_otherwise);
  } else if (const auto* finished = std::get_if<JobClosed>(&fact)) {
    close_work(at(finished->job), finished->end == JobEnd::completed);
  } else if (const auto* wait = std::get_if<WaitOpened>(&fact)) {
    open_wait(at(wait->wait.id), wait->wait);
  } else if (const auto* over = std::get_if<WaitClosed>(&fact)) {
    close_wait(at(over->wait), over->end == WaitEnd::fired);
  } else if (const auto* again = std::get_if<TimerRepeated>(&fact)) {
    const auto found = waits_.find(at(again->wait));
    if (found == waits_.end()) return;
    found->second.due = again->due;
    schedule(again->due, Kind::timer, found->first);
  } else if (const auto* paused = std::get_if<TimerPaused>(&fact)) {
    const auto found = waits_.find(at(paused->wait));
    if (found != waits_.end()) found->second.due = never;
  } else if (const auto* resumed = std::get_if<TimerResumed>(&fact)) {
    const auto found = waits_.find(at(resumed->wait));
    if (found == waits_.end()) return;
    found->second.due = resumed->due;
    schedule(resumed->due, Kind::timer, found->first);
  }
}

/// Starts, ends and end events; whether the fact was one of these.
bool Run::see_state(const HistoryRow& row, const Fact& fact) {
  if (const auto* started = std::get_if<InstanceStarted>(&fact)) {
    const bool is_case = starting_ && !started->parent;
    const model::DefinitionPtr definition =
        started->definition == plan_.definition->ref
            ? plan_.definition
            : catalogue_.process(started->definition.key, started->definition.version).value();
    instances_[row.instance] = {definition, started->root ? started->root : row.instance};
    if (is_case) cases_[row.instance].started = row.at;
    if (is_case) starting_ = false;
    return true;
  }
  if (const auto* ended = std::get_if<InstanceEnded>(&fact)) {
    const auto found = cases_.find(row.instance);
    if (found == cases_.end()) return true;
    found->second.ended = row.at;
    found->second.state = ended->state;
    return true;
  }
  if (const auto* token = std::get_if<TokenCreated>(&fact)) {
    const auto found = cases_.find(row.instance);
    if (found != cases_.end() &&
        is_top_end(*instances_.at(row.instance).definition, token->element))
      found->second.last_end = token->element;
    return true;
  }
  return false;
}

void Run::open_work(LocalRef ref, Work work, Duration otherwise) {
  const model::DefinitionPtr& definition = instances_.at(ref.instance).definition;
  Account& account = ledger_.of(definition, work.element);
  const Drawn drawn = chance_.work(*definition, *account.element, otherwise);
  account.is_work = true;
  account.origin = drawn.origin;
  work.duration = drawn.duration;
  const std::string resource = work.resource;
  work_[ref] = std::move(work);
  if (resources_.ask(resource, ref)) return begin_work(ref);
  account.longest_queue = std::max(account.longest_queue, ++account.queued);
}

void Run::begin_work(LocalRef ref) {
  Work& work = work_.at(ref);
  work.begun = server_.now();
  schedule(server_.now() + work.duration, Kind::work_done, ref);
}

void Run::close_work(LocalRef ref, bool done) {
  const auto found = work_.find(ref);
  if (found == work_.end()) return;
  const Work work = std::move(found->second);
  work_.erase(found);
  Account& account = ledger_.of(instances_.at(ref.instance).definition, work.element);
  const Instant now = server_.now();
  if (!work.begun) {
    --account.queued;
    ++account.cancelled;
    return resources_.forget(work.resource, ref);
  }
  const Duration waited = *work.begun - work.opened;
  const Duration worked = now - *work.begun;
  if (done) {
    ++account.done;
    account.waited_ms += waited.ms;
    account.worked_ms += worked.ms;
  } else {
    ++account.cancelled;
  }
  const auto next = resources_.give_back(work.resource, worked, waited);
  if (!next) return;
  --ledger_.of(instances_.at(next->instance).definition, work_.at(*next).element).queued;
  begin_work(*next);
}

void Run::open_wait(LocalRef ref, const Wait& wait) {
  if (wait.kind == WaitKind::conditional) return;
  waits_[ref] = {wait.element, wait.kind, wait.since, wait.due};
  if (wait.kind == WaitKind::timer) return schedule(wait.due, Kind::timer, ref);
  const model::DefinitionPtr& definition = instances_.at(ref.instance).definition;
  const model::Element& element = definition->element(definition->at(wait.element));
  const auto arrival = chance_.arrival(*definition, element);
  if (!arrival) return;
  ledger_.of(definition, wait.element).origin = arrival->origin;
  schedule(server_.now() + arrival->duration, Kind::awaited, ref);
}

void Run::close_wait(LocalRef ref, bool fired) {
  const auto found = waits_.find(ref);
  if (found == waits_.end()) return;
  const Waiting wait = std::move(found->second);
  waits_.erase(found);
  const model::DefinitionPtr& definition = instances_.at(ref.instance).definition;
  const bool counted = counts_as_wait(definition->element(definition->at(wait.element)).kind);
  if (!counted && !fired) return;  // a boundary event that did not happen is nothing to tell
  Account& account = ledger_.of(definition, wait.element);
  ++(fired ? account.done : account.cancelled);
  if (counted && fired) account.waited_ms += (server_.now() - wait.since).ms;
}

}  // namespace onward::simulation
