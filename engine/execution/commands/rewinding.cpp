#include "engine/execution/commands/rewinding.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/execution/scope.hpp"

namespace onward {
namespace {

class Rewinding {
 public:
  Rewinding(Step& step, const Instance& past) : step_(step), past_(past), now_(step.instance()) {}

  void run() {
    find_kept();
    take_away();
    make_places();
    restore_compensables();
    for (const MultiInstanceState& state : past_.multi_instances) restore(state);
    for (const Wait& wait : past_.waits) restore(wait);
    for (const Task& task : past_.tasks) restore(task);
    for (const Job& job : past_.jobs) restore(job);
    for (const Incident& incident : past_.incidents) restore(incident);
    for (const Token& token : past_.tokens) restore_state(token);
  }

 private:
  /// Tokens and scopes in the order of their ids: what holds comes before what it holds.
  template <class See>
  void walk(See see) const {
    auto token = past_.tokens.begin();
    auto scope = past_.scopes.begin();
    while (token != past_.tokens.end() || scope != past_.scopes.end()) {
      const bool token_first =
          scope == past_.scopes.end() || (token != past_.tokens.end() && token->id < scope->id);
      if (token_first)
        see(*token++);
      else
        see(*scope++);
    }
  }

  /// What is there now as it was then; an id is never used twice. A token whose boundary events
  /// were set since is none of these: that mark cannot be taken back.
  void find_kept() {
    struct See {
      Rewinding& self;
      void operator()(const Token& token) const {
        const Token* held = find_token(self.now_, token.id);
        if (held != nullptr && held->boundary_set == token.boundary_set && self.kept(token.scope))
          self.ids_[token.id] = token.id;
      }
      void operator()(const Scope& scope) const {
        if (find_scope(self.now_, scope.id) != nullptr &&
            (!scope.parent || self.kept(scope.parent)) && (!scope.owner || self.kept(scope.owner)))
          self.ids_[scope.id] = scope.id;
      }
    };
    walk(See{*this});
  }

  [[nodiscard]] bool kept(LocalId id) const {
    const auto at = ids_.find(id);
    return at != ids_.end() && at->second == id;
  }
  /// Kept with what holds it.
  template <class Item>
  [[nodiscard]] bool holds(const RisingList<Item>& then, LocalId id, LocalId holder) const {
    return (!holder || kept(holder)) &&
           std::any_of(then.begin(), then.end(), [&](const Item& item) { return item.id == id; });
  }
  [[nodiscard]] LocalId now_called(LocalId id) const { return id ? ids_.at(id) : id; }

  /// A task that was redirected to others is opened anew.
  [[nodiscard]] bool same_addressees(const Task& task) const {
    const Task* then = find_task(past_, task.id);
    return then != nullptr && then->candidate_groups == task.candidate_groups &&
           then->candidate_users == task.candidate_users;
  }

  void take_away() {
    const Instance was = now_;
    for (const Token& token : was.tokens)
      if (!kept(token.id) && step_.alive(token.id)) step_.cancel_token(token.id);
    for (const Scope& scope : was.scopes)
      if (!kept(scope.id) && find_scope(now_, scope.id) != nullptr) step_.cancel_scope(scope.id);
    for (const Incident& incident : was.incidents)
      if (find_incident(now_, incident.id) && !holds(past_.incidents, incident.id, incident.token))
        step_.add(IncidentResolved{incident.id});
    for (const Wait& wait : was.waits)
      if (find_wait(now_, wait.id) && !holds(past_.waits, wait.id, wait.token))
        step_.add(WaitClosed{wait.id, WaitEnd::cancelled});
    for (const Task& task : was.tasks)
      if (find_task(now_, task.id) &&
          (!holds(past_.tasks, task.id, task.token) || !same_addressees(task)))
        step_.close_task({task.id, TaskEnd::cancelled, {}, {}, std::nullopt, {}, step_.now()});
    for (const Job& job : was.jobs)
      if (find_job(now_, job.id) && !holds(past_.jobs, job.id, job.token))
        step_.add(JobClosed{job.id, JobEnd::cancelled, {}, {}});
    for (const Call& call : was.calls)
      if (std::find(past_.calls.begin(), past_.calls.end(), call) == past_.calls.end())
        step_.cancel_calls(call.token);
  }

  void make_places() {
    struct See {
      Rewinding& self;
      void operator()(const Token& token) const { self.make(token); }
      void operator()(const Scope& scope) const { self.make(scope); }
    };
    walk(See{*this});
  }

  void make(const Token& token) {
    if (kept(token.id)) return;
    const LocalId id = ids_[token.id] = step_.next_local();
    step_.add(TokenCreated{id, now_called(token.scope), token.element, token.flow, token.since});
    if (token.boundary_set) step_.add(BoundarySet{id});
  }

  void make(const Scope& scope) {
    if (!kept(scope.id)) {
      const LocalId id = ids_[scope.id] = step_.next_local();
      step_.add(ScopeOpened{id, now_called(scope.parent), now_called(scope.owner), scope.kind,
                            scope.element});
    }
    const LocalId id = now_called(scope.id);
    const std::vector<Variable> held = find_scope(now_, id)->variables;
    for (const Variable& variable : held)
      if (find_variable(scope, variable.name) == nullptr)
        step_.add(VariableRemoved{id, variable.name, variable.value});
    for (const Variable& variable : scope.variables) {
      const Value* value = find_variable(*find_scope(now_, id), variable.name);
      if (value == nullptr || !(*value == variable.value))
        set_local(step_, id, variable.name, variable.value);
    }
  }

  /// As they were, or all of them anew: their ids tell in which order they completed.
  void restore_compensables() {
    const auto same_place = [&](LocalId id) { return !id || kept(id); };
    bool same = now_.compensables == past_.compensables;
    for (const Compensable& each : past_.compensables)
      same = same && same_place(each.scope) && same_place(each.run);
    if (same) return;
    const RisingList<Compensable> were = now_.compensables;
    for (const Compensable& each : were)
      if (find_compensable(now_, each.id) != nullptr) step_.add(CompensationDropped{each.id});
    for (Compensable each : past_.compensables) {
      const LocalId id = ids_[each.id] = step_.next_local();
      each.id = id;
      each.scope = now_called(each.scope);
      each.run = now_called(each.run);
      each.within = {};
      step_.add(CompensationKept{std::move(each)});
    }
    // What completed within another completed before it.
    for (const Compensable& each : past_.compensables)
      if (each.within)
        step_.add(CompensationMoved{now_called(each.id), {}, now_called(each.within), {}});
  }

  void restore(MultiInstanceState state) {
    state.scope = now_called(state.scope);
    const MultiInstanceState* held = find_multi_instance(now_, state.scope);
    if (held != nullptr && *held == state) return;
    // Outputs that nobody gave are null: an empty list would say that they stay as they are.
    if (held != nullptr && !held->outputs.empty()) state.outputs.resize(state.total);
    step_.add(MultiInstanceChanged{std::move(state), {}});
  }

  void restore(Wait wait) {
    if (const Wait* held = find_wait(now_, wait.id)) {
      if (held->left != wait.left)
        wait.left ? step_.add(TimerPaused{wait.id, *wait.left})
                  : step_.add(TimerResumed{wait.id, wait.due});
      else if (held->due != wait.due || held->remaining != wait.remaining)
        step_.add(TimerRepeated{wait.id, wait.due, wait.remaining});
      if (held->holds != wait.holds) step_.add(ConditionSeen{wait.id, wait.holds});
      return;
    }
    wait.id = step_.next_local();
    wait.token = now_called(wait.token);
    wait.scope = now_called(wait.scope);
    step_.add(WaitOpened{std::move(wait)});
  }

  void restore(Task task) {
    if (const Task* held = find_task(now_, task.id)) return restore_details(task, *held);
    task.id = step_.next_local();
    task.token = now_called(task.token);
    task.subtasks.clear();  // they ended with the task that was closed
    task.notices.clear();
    step_.add(TaskOpened{std::move(task)});
  }

  /// Comments stay: people said them.
  void restore_details(const Task& task, const Task held) {
    if (held.assignee != task.assignee || held.owner != task.owner ||
        held.accepted != task.accepted)
      step_.add(TaskAssigned{task.id, task.assignee, task.owner, task.accepted});
    if (held.due != task.due || held.follow_up != task.follow_up ||
        held.priority != task.priority || !(held.draft == task.draft))
      step_.add(TaskUpdated{task.id, task.due, task.follow_up, task.priority, task.draft});
    if (held.checklist == task.checklist) return;
    for (const ChecklistMark& mark : held.checklist) {
      ChecklistMark open = mark;
      open.done = open.not_applicable = false;
      step_.add(ChecklistMarked{task.id, std::move(open)});
    }
    for (const ChecklistMark& mark : task.checklist) step_.add(ChecklistMarked{task.id, mark});
  }

  void restore(Job job) {
    if (const Job* held = find_job(now_, job.id)) {
      if (held->retries != job.retries || held->due != job.due)
        step_.add(JobRetriesSet{job.id, job.retries, job.due});
      return;
    }
    const LocalId id = ids_[job.id] = step_.next_local();
    job.id = id;
    job.token = now_called(job.token);
    job.worker.clear();  // whoever held it then has long given it up
    job.locked_until.reset();
    step_.add(JobOpened{std::move(job)});
  }

  void restore(Incident incident) {
    if (find_incident(now_, incident.id) != nullptr) return;
    incident.id = step_.next_local();
    incident.token = now_called(incident.token);
    const auto job = ids_.find(incident.job);
    if (job != ids_.end()) incident.job = job->second;
    step_.add(IncidentRaised{std::move(incident)});
  }

  void restore_state(const Token& token) {
    const LocalId id = now_called(token.id);
    if (step_.token(id).state != token.state) step_.add(TokenStateChanged{id, token.state});
  }

  Step& step_;
  const Instance& past_;
  const Instance& now_;
  std::map<LocalId, LocalId> ids_;  ///< of then -> of now; the same: it is still there
};

}  // namespace

void rewind(Step& step, const Instance& past) { Rewinding(step, past).run(); }

}  // namespace onward
