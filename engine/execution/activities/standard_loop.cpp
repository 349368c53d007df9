#include "engine/execution/activities/standard_loop.hpp"

#include "engine/base/limits.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

/// loopMaximum; nullopt: without bound. Errors: invalid_expression.
Result<std::optional<std::int64_t>> maximum_of(const Step& step, const model::StandardLoop& loop,
                                               LocalId scope) {
  if (loop.maximum.empty()) return std::optional<std::int64_t>{};
  ONWARD_TRY(const Value value, evaluate(step, loop.maximum, scope));
  const auto whole = value.number() == nullptr ? std::nullopt : value.number()->to_int64();
  if (whole && *whole >= 0) return whole;
  return Error{ErrorCode::invalid_expression, "a loop maximum must be a whole number, 0 or more"};
}

/// Whether another pass begins when `passes` have been made. The condition sees loopCounter: how
/// many passes there were.
Result<bool> goes_on(const Step& step, const model::StandardLoop& loop, LocalId scope,
                     std::uint32_t passes, bool test) {
  ONWARD_TRY(const auto maximum, maximum_of(step, loop, scope));
  if (maximum && passes >= *maximum) return false;
  if (!test || loop.condition.empty()) return true;
  Context names;
  names.set("loopCounter", Value(static_cast<std::int64_t>(passes)));
  return evaluate_condition(step, loop.condition, scope, &names);
}

void start_pass(Step& step, LocalId scope, const model::Element& element) {
  MultiInstanceState state = *find_multi_instance(step.instance(), scope);
  const std::uint32_t pass = ++state.started;
  state.total = pass;
  state.active = 1;
  step.add(MultiInstanceChanged{std::move(state), {}});
  const LocalId inner = step.create_token(scope, element);
  const ScopeKind kind =
      model::is_sub_process(element.kind) ? ScopeKind::sub_process : ScopeKind::activity;
  const LocalId local = open_local_scope(step, inner, kind);
  set_local(step, local, "loopCounter", Value(static_cast<std::int64_t>(pass)));
}

void finish(Step& step, LocalId scope) {
  const LocalId outer = find_scope(step.instance(), scope)->owner;
  keep_instances(step, scope);
  step.close_scope(scope);
  leave_element(step, outer);
}

}  // namespace

void enter_standard_loop(Step& step, LocalId outer) {
  const Token at = step.token(outer);
  const model::Element& element = step.element_of(at);
  const model::StandardLoop& loop = *element.details.loop;
  const auto first = goes_on(step, loop, at.scope, 0, loop.test_before);
  if (!first.ok()) return step.raise_incident(outer, "expression-failed", first.error().message);
  if (const auto opened = open_boundary_waits(step, outer); !opened.ok())
    return step.raise_incident(outer, "expression-failed", opened.error().message);
  step.wait(outer);
  const LocalId scope = step.next_local();
  step.add(ScopeOpened{scope, at.scope, outer, ScopeKind::multi_instance, element.id});
  MultiInstanceState state;
  state.scope = scope;
  step.add(MultiInstanceChanged{std::move(state), {}});
  if (!first.value()) return finish(step, scope);
  start_pass(step, scope, element);
}

void complete_pass(Step& step, LocalId inner) {
  const Token at = step.token(inner);
  const model::Element& element = step.element_of(at);
  MultiInstanceState state = *find_multi_instance(step.instance(), at.scope);
  const auto next =
      goes_on(step, *element.details.loop, scope_of(step, at), state.started, /*test=*/true);
  if (!next.ok())
    return step.raise_incident(inner, "expression-failed", next.error().message, true);
  ++state.completed;
  state.active = 0;
  step.add(MultiInstanceChanged{std::move(state), {}});
  close_waits(step, inner);
  keep_compensable(step, inner);
  while (const Scope* scope = step.scope_owned_by(inner)) step.cancel_scope(scope->id);
  step.consume(inner, TokenEnd::completed);
  if (next.value()) return start_pass(step, at.scope, element);
  finish(step, at.scope);
}

}  // namespace onward
