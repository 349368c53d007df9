#include "engine/execution/conditions.hpp"

#include <algorithm>
#include <utility>

#include "engine/execution/scope.hpp"
#include "engine/execution/step.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

/// nullptr: the element has no such condition (any more: the instance was migrated).
const model::Formula* condition_of(const model::Definition& definition, const Wait& wait) {
  const model::Element& element = definition.element(definition.at(wait.element));
  const auto& events = element.details.events;
  const bool there =
      wait.event < events.size() && events[wait.event].kind == model::EventKind::conditional;
  return there ? &events[wait.event].condition : nullptr;
}

bool reads_any(const model::Formula& condition, const std::set<std::string>& names) {
  const auto& read = condition.compiled.variables();
  return std::any_of(read.begin(), read.end(),
                     [&](const std::string& name) { return names.contains(name); });
}

bool holds_now(const Step& step, const Wait& wait, const model::Formula& condition) {
  const LocalId scope = wait.token ? scope_of(step, step.token(wait.token)) : wait.scope;
  const auto holds = evaluate_condition(step, condition, scope);
  return holds.ok() && holds.value();
}

}  // namespace

Conditions::Conditions(const Instance& instance) {
  for (const Wait& wait : instance.waits)
    if (wait.kind == WaitKind::conditional) waiting_.insert(wait.id);
  // The opportunity is no variable of the instance: it may have changed since the last command.
  if (!waiting_.empty()) written_.insert("opportunity");
}

void Conditions::note(const Fact& fact) {
  if (const auto* opened = std::get_if<WaitOpened>(&fact)) {
    if (opened->wait.kind != WaitKind::conditional) return;
    waiting_.insert(opened->wait.id);
    unseen_.insert(opened->wait.id);
  } else if (const auto* closed = std::get_if<WaitClosed>(&fact)) {
    waiting_.erase(closed->wait);
    unseen_.erase(closed->wait);
  } else if (waiting_.empty()) {
    return;
  } else if (const auto* set = std::get_if<VariableSet>(&fact)) {
    written_.insert(set->name);
  } else if (const auto* removed = std::get_if<VariableRemoved>(&fact)) {
    written_.insert(removed->name);
  } else if (std::holds_alternative<InstanceStateChanged>(fact) ||
             std::holds_alternative<InstanceMigrated>(fact)) {
    unseen_ = waiting_;
  }
}

bool waits_for_condition_on(const model::Definition& definition, const Instance& instance,
                            const std::string& name) {
  return std::any_of(instance.waits.begin(), instance.waits.end(), [&](const Wait& wait) {
    if (wait.kind != WaitKind::conditional) return false;
    const model::Formula* condition = condition_of(definition, wait);
    return condition != nullptr && reads_any(*condition, {name});
  });
}

void fire_conditions(Step& step) {
  Conditions& conditions = step.conditions();
  if (!conditions.has_news() || step.instance().state == InstanceState::suspended) return;
  const std::set<LocalId> unseen = std::exchange(conditions.unseen_, {});
  const std::set<std::string> written = std::exchange(conditions.written_, {});
  const std::set<LocalId> waiting = conditions.waiting_;
  for (const LocalId id : waiting) {
    const Wait* found = find_wait(step.instance(), id);
    if (found == nullptr) continue;  // what happened before it took it away
    const Wait wait = *found;
    const model::Formula* condition = condition_of(step.definition(), wait);
    if (condition == nullptr) continue;
    if (!unseen.contains(id) && !reads_any(*condition, written)) continue;
    const bool holds = holds_now(step, wait, *condition);
    if (holds == wait.holds) continue;
    step.add(ConditionSeen{id, holds});
    if (holds) fire(step, id, {});
  }
}

}  // namespace onward
