#include "engine/execution/compensation.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/activities/multi_instance.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

constexpr auto kind = model::EventKind::compensation;

bool has_event(const model::Element& element, model::EventKind wanted) {
  return std::any_of(element.details.events.begin(), element.details.events.end(),
                     [&](const model::EventDefinition& event) { return event.kind == wanted; });
}

/// The activity that the compensation event at the boundary leads to; nullptr: there is none.
const model::Element* handler_of(const model::Definition& definition,
                                 const model::Element& activity) {
  for (const model::ElementIndex index : activity.boundary_events) {
    const model::Element& boundary = definition.element(index);
    if (boundary.handler != model::none && has_event(boundary, kind))
      return &definition.element(boundary.handler);
  }
  return nullptr;
}

/// The start event of the compensation event sub-process among these.
const model::Element* handling_start(const model::Definition& definition,
                                     const std::vector<model::ElementIndex>& event_sub_processes) {
  for (const model::ElementIndex process : event_sub_processes)
    for (const model::ElementIndex start : definition.element(process).start_events)
      if (has_event(definition.element(start), kind)) return &definition.element(start);
  return nullptr;
}

/// Whether the activity says itself how it is compensated.
bool is_handled(const model::Definition& definition, const model::Element& activity) {
  return handler_of(definition, activity) != nullptr ||
         handling_start(definition, activity.event_sub_processes) != nullptr;
}

/// Later ones first.
template <class Matches>
std::vector<LocalId> compensables(const Step& step, Matches matches) {
  std::vector<LocalId> found;
  for (const Compensable& each : step.instance().compensables)
    if (matches(each)) found.push_back(each.id);
  std::reverse(found.begin(), found.end());
  return found;
}

std::vector<LocalId> completed_in(const Step& step, LocalId scope) {
  return compensables(step, [&](const Compensable& each) { return each.scope == scope; });
}

void keep(Step& step, const Token& at, LocalId own_scope, InstanceId child) {
  Compensable kept;
  kept.id = step.next_local();
  kept.scope = at.scope;
  kept.element = at.element;
  kept.child = child;
  const Scope* own = find_scope(step.instance(), own_scope);
  if (own != nullptr) kept.variables = own->variables;
  const LocalId id = kept.id;
  const auto inside = own == nullptr ? std::vector<LocalId>{} : completed_in(step, own_scope);
  step.add(CompensationKept{std::move(kept)});
  for (const LocalId each : inside) step.add(CompensationMoved{each, {}, id, {}});
}

/// Opens a scope that runs these, the first of them first. `owner`: the token that waits for it.
void run(Step& step, LocalId scope, LocalId owner, const std::string& element,
         const std::vector<LocalId>& chosen) {
  const LocalId id = step.next_local();
  step.add(ScopeOpened{id, scope, owner, ScopeKind::compensation, element});
  for (const LocalId each : chosen) step.add(CompensationMoved{each, {}, {}, id});
}

/// The called instance compensates itself; a token waits for it.
void compensate_call(Step& step, LocalId scope, const model::Element& activity, InstanceId child) {
  const LocalId token = step.next_local();
  step.add(TokenCreated{token, scope, activity.id, {}, step.now()});
  step.add(CallOpened{token, child});
  step.wait(token);
  step.emit(CommandInstance{child, CompensateInstance{token}});
}

void compensate(Step& step, LocalId run_scope, LocalId id) {
  const Compensable what = *find_compensable(step.instance(), id);
  const model::Definition& definition = step.definition();
  const model::Element& activity = definition.element(definition.at(what.element));
  const LocalId scope = step.next_local();
  step.add(ScopeOpened{scope, run_scope, {}, ScopeKind::compensation, what.element});
  for (const Variable& variable : what.variables)
    set_local(step, scope, variable.name, variable.value);
  const auto inside =
      compensables(step, [&](const Compensable& each) { return each.within == id; });
  if (const model::Element* handler = handler_of(definition, activity)) {
    step.add(CompensationDropped{id});
    step.create_token(scope, *handler);
    return;
  }
  const model::Element* start = handling_start(definition, activity.event_sub_processes);
  for (const LocalId each : inside)
    step.add(start != nullptr ? CompensationMoved{each, scope, {}, {}}
                              : CompensationMoved{each, {}, {}, scope});
  step.add(CompensationDropped{id});
  if (start != nullptr) return trigger_event_sub_process(step, scope, *start, {});
  if (what.child) compensate_call(step, scope, activity, what.child);
}

/// What a throwing event in `scope` speaks of: the scope, and around an event sub-process the one
/// that it belongs to. An activity that it names may also have completed further out.
std::vector<LocalId> chosen_by(const Step& step, LocalId scope, const std::string& activity) {
  std::vector<LocalId> chosen;
  for (LocalId id = scope; id;) {
    const Scope& at = *find_scope(step.instance(), id);
    const auto found = compensables(step, [&](const Compensable& each) {
      return each.scope == id && (activity.empty() || each.element == activity);
    });
    chosen.insert(chosen.end(), found.begin(), found.end());
    const bool further =
        activity.empty() ? at.kind == ScopeKind::event_sub_process : chosen.empty();
    if (!further) break;
    id = at.parent;
  }
  std::sort(chosen.begin(), chosen.end(), [](LocalId a, LocalId b) { return b < a; });
  return chosen;
}

/// Everything in the scope but this token; what can be compensated stays.
void give_up_the_rest(Step& step, LocalId scope, LocalId token) {
  for (const LocalId other : step.belonging(scope, find_token))
    if (other != token && step.alive(other)) step.cancel_token(other);
  for (const LocalId inner : step.belonging(scope, find_scope)) step.cancel_scope(inner);
  for (const LocalId wait : step.belonging(scope, find_wait))
    step.add(WaitClosed{wait, WaitEnd::cancelled});
}

/// The compensated transaction's cancel event happens.
void leave_cancelled(Step& step, LocalId token) {
  const LocalId scope = step.token(token).scope;
  LocalId owner = find_scope(step.instance(), scope)->owner;
  step.consume(token, TokenEnd::completed);
  const Token at = step.token(owner);
  if (is_inner_instance(step.instance(), at)) owner = find_scope(step.instance(), at.scope)->owner;
  for (const model::ElementIndex index : step.element_of(at).boundary_events) {
    const model::Element& boundary = step.definition().element(index);
    if (!has_event(boundary, model::EventKind::cancel)) continue;
    step.add(EventCaught{{}, boundary.id, {}});
    return trigger_boundary(step, owner, boundary, {});
  }
  step.raise_incident(owner, "uncaught-cancel",
                      "the transaction was cancelled, and no cancel event at its boundary says how "
                      "to go on");
}

}  // namespace

bool has_compensation_room(const Step& step, LocalId token) {
  return step.instance().compensables.size() < limits::compensables_per_instance ||
         handler_of(step.definition(), step.element_of(step.token(token))) == nullptr;
}

void keep_compensable(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  if (!model::is_activity(element.kind) || element.details.for_compensation) return;
  const Scope* own = step.scope_owned_by(token);
  const LocalId own_scope = own == nullptr ? LocalId{} : own->id;
  if (is_handled(step.definition(), element) ||
      (own != nullptr && !completed_in(step, own_scope).empty()))
    keep(step, at, own_scope, {});
}

void keep_unfinished(Step& step, LocalId token) {
  const Token at = step.token(token);
  const Scope* own = step.scope_owned_by(token);
  if (own == nullptr || is_handled(step.definition(), step.element_of(at))) return;
  const LocalId own_scope = own->id;
  if (!completed_in(step, own_scope).empty()) keep(step, at, own_scope, {});
}

void keep_called(Step& step, LocalId token, InstanceId child) {
  const Token at = step.token(token);
  if (handler_of(step.definition(), step.element_of(at)) == nullptr) keep(step, at, {}, child);
}

void keep_event_sub_process(Step& step, LocalId scope) {
  if (completed_in(step, scope).empty()) return;
  const Scope& own = *find_scope(step.instance(), scope);
  if (find_scope(step.instance(), own.parent)->kind == ScopeKind::compensation) return;
  Token at;
  at.scope = own.parent;
  at.element = own.element;
  keep(step, at, scope, {});
}

void keep_instances(Step& step, LocalId multi_instance_scope) {
  const LocalId around = find_scope(step.instance(), multi_instance_scope)->parent;
  for (const LocalId each : completed_in(step, multi_instance_scope))
    step.add(CompensationMoved{each, around, {}, {}});
}

bool throw_compensation(Step& step, LocalId token, const model::EventDefinition& event) {
  const Token at = step.token(token);
  step.add(EventThrown{at.element, "compensation", event.activity_ref});
  const auto chosen = chosen_by(step, at.scope, event.activity_ref);
  if (chosen.empty()) return true;
  if (event.wait_for_completion) step.wait(token);
  run(step, at.scope, event.wait_for_completion ? token : LocalId{}, at.element, chosen);
  return !event.wait_for_completion;
}

void cancel_transaction(Step& step, LocalId token) {
  if (!give_outputs(step, token)) return;
  const Token at = step.token(token);
  step.add(EventThrown{at.element, "cancel", {}});
  give_up_the_rest(step, at.scope, token);
  const LocalId transaction = find_scope(step.instance(), at.scope)->owner;
  std::vector<LocalId> others;
  if (is_inner_instance(step.instance(), step.token(transaction))) {
    give_up_other_instances(step, transaction);
    keep_unfinished(step, transaction);  // the last one: it is compensated first
    others = completed_in(step, step.token(transaction).scope);
  }
  std::vector<LocalId> chosen = completed_in(step, at.scope);
  chosen.insert(chosen.end(), others.begin(), others.end());
  step.wait(token);
  run(step, at.scope, token, at.element, chosen);
}

void go_on_compensating(Step& step, LocalId id) {
  const auto left = compensables(step, [&](const Compensable& each) { return each.run == id; });
  if (!left.empty()) return compensate(step, id, left.front());
  const LocalId owner = find_scope(step.instance(), id)->owner;
  step.close_scope(id);
  if (!owner) return;
  if (has_event(step.element_of(step.token(owner)), model::EventKind::cancel))
    return leave_cancelled(step, owner);
  leave_element(step, owner);
}

Result<Done> reopen_for_compensation(Step& step, const CompensateInstance& command) {
  const Instance& instance = step.instance();
  if (instance.state != InstanceState::completed || !instance.parent)
    return Error{ErrorCode::wrong_state, "only a called instance that completed is compensated"};
  step.add(InstanceReopened{command.parent_token});
  const model::Definition& definition = step.definition();
  if (const model::Element* start = handling_start(definition, definition.event_sub_processes)) {
    trigger_event_sub_process(step, root_scope, *start, {});
    return Done{};
  }
  run(step, root_scope, {}, {}, completed_in(step, root_scope));
  return Done{};
}

bool is_compensating_call(const Instance& instance, const Token& token) {
  const Scope* scope = find_scope(instance, token.scope);
  return scope->kind == ScopeKind::compensation && scope->element == token.element;
}

}  // namespace onward
