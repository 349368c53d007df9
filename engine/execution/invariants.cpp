#include "engine/execution/invariants.hpp"

#include <set>
#include <utility>

namespace onward {
namespace {

class Check {
 public:
  Check(const model::Definition& definition, const Instance& instance)
      : definition_(definition), instance_(instance) {
    for (const Wait& wait : instance.waits) waits_.insert({wait.token, wait.element});
    for (const Task& task : instance.tasks) tasks_.insert(task.token);
    for (const Job& job : instance.jobs) jobs_.insert(job.token);
    for (const Call& call : instance.calls) calls_.insert(call.token);
    for (const Incident& incident : instance.incidents) incidents_.insert(incident.token);
    for (const Scope& scope : instance.scopes) owned_.insert({scope.owner, scope.kind});
  }

  std::vector<std::string> run() {
    if (!instance_.id) return {};
    check_ids();
    check_scopes();
    check_tokens();
    check_waiting_things();
    if (is_ended(instance_.state)) check_ended();
    return std::move(broken_);
  }

 private:
  void expect(bool holds, const std::string& sentence) {
    if (!holds) broken_.push_back(sentence);
  }
  static std::string text(LocalId id) { return std::to_string(id.value); }
  bool has_token(LocalId id) const { return find_token(instance_, id) != nullptr; }
  bool known(const std::string& element) const { return definition_.find(element) != nullptr; }

  void check_ids() {
    std::set<LocalId> seen;
    const auto once = [&](LocalId id) {
      expect(seen.insert(id).second, "id " + text(id) + " is used twice");
      expect(id.value < instance_.next_local, "id " + text(id) + " was not handed out");
    };
    for (const Token& t : instance_.tokens) once(t.id);
    for (const Scope& s : instance_.scopes) once(s.id);
    for (const Wait& w : instance_.waits) once(w.id);
    for (const Task& t : instance_.tasks) once(t.id);
    for (const Job& j : instance_.jobs) once(j.id);
    for (const Incident& i : instance_.incidents) once(i.id);
  }

  void check_scopes() {
    for (const Scope& scope : instance_.scopes) {
      const bool root = scope.id == root_scope;
      expect(root == !scope.parent, "scope " + text(scope.id) + " has no parent or is no root");
      expect(root || find_scope(instance_, scope.parent) != nullptr,
             "the parent of scope " + text(scope.id) + " is gone");
      expect(!scope.owner || has_token(scope.owner),
             "the owner of scope " + text(scope.id) + " is gone");
      expect(scope.element.empty() || known(scope.element),
             "scope " + text(scope.id) + " is of an unknown element");
    }
    for (const MultiInstanceState& state : instance_.multi_instances) {
      const Scope* scope = find_scope(instance_, state.scope);
      const model::Element* element = scope == nullptr ? nullptr : definition_.find(scope->element);
      const bool ad_hoc =
          element != nullptr && element->kind == model::ElementKind::ad_hoc_sub_process;
      expect(ad_hoc || (scope != nullptr && scope->kind == ScopeKind::multi_instance),
             "multi-instance state without its scope");
      expect(state.active + state.completed + state.terminated == state.started,
             "multi-instance counters do not add up");
    }
  }

  void check_tokens() {
    for (const Token& token : instance_.tokens) {
      expect(find_scope(instance_, token.scope) != nullptr,
             "the scope of token " + text(token.id) + " is gone");
      expect(known(token.element), "token " + text(token.id) + " is at an unknown element");
      expect(token.state != TokenState::entering,
             "token " + text(token.id) + " was left on the agenda");
      check_boundaries(token);
      if (token.state == TokenState::waiting)
        expect(waits_for_something(token),
               "token " + text(token.id) + " at " + token.element + " waits for nothing");
      if (token.state == TokenState::stuck)
        expect(incidents_.contains(token.id),
               "token " + text(token.id) + " is stuck without an incident");
    }
  }

  bool owns(LocalId token, ScopeKind kind) const { return owned_.contains({token, kind}); }
  bool waits(LocalId token) const {
    const auto first = waits_.lower_bound({token, {}});
    return first != waits_.end() && first->first == token;
  }

  /// What the token's element waits for; boundary events are beside that.
  bool waits_for_something(const Token& token) const {
    const model::Element* element = definition_.find(token.element);
    if (element == nullptr) return false;
    if (owns(token.id, ScopeKind::compensation)) return true;
    const Scope* scope = find_scope(instance_, token.scope);
    const bool inner = scope != nullptr && scope->kind == ScopeKind::multi_instance &&
                       scope->element == token.element;
    if (model::is_repeated(element->details) && !inner)
      return owns(token.id, ScopeKind::multi_instance);
    if (element->kind == model::ElementKind::user_task) return tasks_.contains(token.id);
    if (element->kind == model::ElementKind::call_activity) return calls_.contains(token.id);
    if (model::is_sub_process(element->kind)) return owns(token.id, ScopeKind::sub_process);
    if (element->details.job.kind != model::JobKind::none) return jobs_.contains(token.id);
    return waits(token.id);
  }

  /// Events that a boundary waits for until the activity is left: all but timers that may be over.
  static bool is_lasting(const model::Element& boundary, const model::EventDefinition& event) {
    if (event.kind == model::EventKind::message || event.kind == model::EventKind::signal ||
        event.kind == model::EventKind::conditional)
      return true;
    return event.kind == model::EventKind::timer && boundary.details.interrupting &&
           event.timer.kind != model::TimerKind::cycle;
  }

  void check_boundaries(const Token& token) {
    const model::Element* host = definition_.find(token.element);
    if (!token.boundary_set || host == nullptr) return;
    for (const model::ElementIndex index : host->boundary_events) {
      const model::Element& boundary = definition_.element(index);
      if (boundary.details.parallel_multiple) continue;  // some of it may have happened
      for (const model::EventDefinition& event : boundary.details.events)
        if (is_lasting(boundary, event))
          expect(waits_.contains({token.id, boundary.id}),
                 "the boundary event " + boundary.id + " is not waited for");
    }
  }

  void check_waiting_things() {
    for (const Wait& w : instance_.waits) {
      expect(!w.token || has_token(w.token), "the token of wait " + text(w.id) + " is gone");
      expect(w.token || find_scope(instance_, w.scope) != nullptr,
             "the scope of wait " + text(w.id) + " is gone");
      expect(known(w.element), "wait " + text(w.id) + " is of an unknown element");
    }
    for (const Task& t : instance_.tasks)
      expect(has_token(t.token), "the token of task " + text(t.id) + " is gone");
    for (const Job& j : instance_.jobs)
      expect(has_token(j.token), "the token of job " + text(j.id) + " is gone");
    for (const Call& c : instance_.calls) expect(has_token(c.token), "the token of a call is gone");
    for (const Incident& i : instance_.incidents)
      expect(has_token(i.token), "the token of incident " + text(i.id) + " is gone");
  }

  void check_ended() {
    expect(instance_.tokens.empty(), "ended, but tokens are left");
    expect(instance_.waits.empty(), "ended, but waits are left");
    expect(instance_.tasks.empty(), "ended, but tasks are left");
    expect(instance_.jobs.empty(), "ended, but jobs are left");
    expect(instance_.calls.empty(), "ended, but calls are left");
    expect(instance_.incidents.empty(), "ended, but incidents are left");
    expect(instance_.scopes.size() == 1, "ended, but inner scopes are left");
    expect(instance_.multi_instances.empty(), "ended, but multi-instance states are left");
  }

  const model::Definition& definition_;
  const Instance& instance_;
  std::set<std::pair<LocalId, std::string>> waits_;  ///< by token and element
  std::set<std::pair<LocalId, ScopeKind>> owned_;
  std::set<LocalId> tasks_, jobs_, calls_, incidents_;  ///< by token
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> broken_invariants(const model::Definition& definition,
                                           const Instance& instance) {
  return Check(definition, instance).run();
}

}  // namespace onward
