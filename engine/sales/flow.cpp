#include "engine/sales/flow.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/sales/flow_graph.hpp"

namespace onward::sales {
namespace {

using model::ElementIndex;

/// Elements where a token or an open event sub-process stands; those of an older version that are
/// gone are left out.
std::vector<ElementIndex> active_places(const model::Definition& definition,
                                        const Instance& instance) {
  std::vector<ElementIndex> places;
  const auto add = [&](const std::string& element) {
    const auto at = definition.index.find(element);
    if (at != definition.index.end()) places.push_back(at->second);
  };
  for (const Token& token : instance.tokens) add(token.element);
  for (const Scope& scope : instance.scopes)
    if (scope.kind == ScopeKind::event_sub_process) add(scope.element);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

/// Events that belong to no token: the starts of event sub-processes.
std::vector<ElementIndex> waiting_events(const model::Definition& definition,
                                         const Instance& instance) {
  std::vector<ElementIndex> events;
  for (const Wait& wait : instance.waits) {
    const auto at = definition.index.find(wait.element);
    if (!wait.token && at != definition.index.end()) events.push_back(at->second);
  }
  return events;
}

void add_tasks(const Instance& instance, FlowStep& step) {
  for (const Task& task : instance.tasks) {
    if (task.element != step.id) continue;
    step.open_tasks.push_back({instance.id, task.id});
    if (step.person_in_charge.empty()) step.person_in_charge = task.assignee;
    if (task.due && (!step.due || *task.due < *step.due)) step.due = task.due;
  }
}

FlowStep step_of(const model::Definition& definition, const model::Element& element,
                 const Instance& instance, const Passages& passages) {
  FlowStep step;
  step.id = element.id;
  step.name = element.name.empty() ? element.id : element.name;
  step.type = model::bpmn_name(element.kind);
  step.deliverable = element.details.user.deliverable;
  step.instructions = element.details.user.instructions;
  if (element.lane != model::none) step.group = definition.lanes[element.lane].group;
  const Passages::Passage passage = passages.of(element.id);
  step.passes = passage.completed;
  add_tasks(instance, step);
  if (step.person_in_charge.empty()) step.person_in_charge = passage.last_by;
  if (step.person_in_charge.empty()) step.person_in_charge = step.group;
  return step;
}

}  // namespace

std::string_view to_string(StepState state) {
  switch (state) {
    case StepState::done: return "done";
    case StepState::active: return "active";
    case StepState::possible: return "possible";
    case StepState::skipped: return "skipped";
  }
  return {};
}

void Passages::add(const HistoryRow& row) {
  for (const Fact& fact : row.facts) add(fact);
}

void Passages::add(const Fact& fact) {
  if (const auto* opened = std::get_if<ScopeOpened>(&fact)) {
    if (opened->kind == ScopeKind::multi_instance || opened->kind == ScopeKind::event_sub_process)
      scopes_[opened->scope] = {opened->kind, opened->element};
  } else if (const auto* closed = std::get_if<ScopeClosed>(&fact)) {
    const auto at = scopes_.find(closed->scope);
    if (at == scopes_.end()) return;
    if (at->second.kind == ScopeKind::event_sub_process) ++passages_[at->second.element].completed;
    scopes_.erase(at);
  } else if (const auto* created = std::get_if<TokenCreated>(&fact)) {
    // An instance of a multi-instance activity is a part of its pass, not a pass.
    const auto scope = scopes_.find(created->scope);
    const bool inner = scope != scopes_.end() && scope->second.kind == ScopeKind::multi_instance &&
                       scope->second.element == created->element;
    if (!inner) tokens_[created->token] = created->element;
  } else if (const auto* consumed = std::get_if<TokenConsumed>(&fact)) {
    const auto at = tokens_.find(consumed->token);
    if (at == tokens_.end()) return;
    if (consumed->end == TokenEnd::completed) ++passages_[at->second].completed;
    tokens_.erase(at);
  } else if (const auto* task = std::get_if<TaskOpened>(&fact)) {
    tasks_[task->task.id] = task->task.element;
  } else if (const auto* ended = std::get_if<TaskClosed>(&fact)) {
    const auto at = tasks_.find(ended->task);
    if (at == tasks_.end()) return;
    if (ended->end == TaskEnd::completed) passages_[at->second].last_by = ended->by;
    tasks_.erase(at);
  }
}

Passages::Passage Passages::of(std::string_view element) const {
  const auto at = passages_.find(element);
  return at == passages_.end() ? Passage{} : at->second;
}

FlowChart flow_chart(const model::Definition& definition, const Instance& instance,
                     const Passages& passages) {
  const std::vector<ElementIndex> order = reading_order(definition);
  const bool ended = is_ended(instance.state);
  const std::vector<ElementIndex> places =
      ended ? std::vector<ElementIndex>{} : active_places(definition, instance);
  const std::vector<bool> reachable =
      reachable_from(definition, places,
                     ended ? std::vector<ElementIndex>{} : waiting_events(definition, instance));
  FlowChart chart;
  for (const ElementIndex i : order) {
    const model::Element& element = definition.element(i);
    if (!is_step(element)) continue;
    FlowStep step = step_of(definition, element, instance, passages);
    if (std::binary_search(places.begin(), places.end(), i))
      step.state = StepState::active;
    else if (step.passes > 0)
      step.state = StepState::done;
    else
      step.state = reachable[i] ? StepState::possible : StepState::skipped;
    chart.steps.push_back(std::move(step));
  }
  for (StepLink& link : links_between_steps(definition, order))
    chart.flows.push_back(
        {definition.element(link.from).id, definition.element(link.to).id, std::move(link.label)});
  return chart;
}

}  // namespace onward::sales
