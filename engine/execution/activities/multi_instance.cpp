#include "engine/execution/activities/multi_instance.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/events/events.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

struct Plan {
  std::uint32_t total = 0;
  List items;  ///< empty for a cardinality
};

Result<Plan> plan_of(const Step& step, const model::MultiInstance& multi, LocalId scope) {
  Plan plan;
  if (!multi.collection.empty()) {
    ONWARD_TRY(const Value value, evaluate(step, multi.collection, scope));
    if (const List* list = value.list())
      plan.items = *list;
    else if (!value.is_null())
      return Error{ErrorCode::invalid_expression,
                   "the collection of a multi-instance activity must be a list, not " +
                       std::string(kind_name(value.kind()))};
    if (plan.items.size() > limits::multi_instance)
      return Error{ErrorCode::too_large, "over 10,000 instances"};
    plan.total = static_cast<std::uint32_t>(plan.items.size());
    return plan;
  }
  ONWARD_TRY(const Value value, evaluate(step, multi.cardinality, scope));
  std::optional<Decimal> number;
  if (value.number() != nullptr) number = *value.number();
  if (const std::string* text = value.text()) number = Decimal::from_text(*text);
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 0)
    return Error{ErrorCode::invalid_expression,
                 "a loop cardinality must be a whole number, 0 or more"};
  if (*whole > static_cast<std::int64_t>(limits::multi_instance))
    return Error{ErrorCode::too_large, "over 10,000 instances"};
  plan.total = static_cast<std::uint32_t>(*whole);
  return plan;
}

/// Progress without its lists, which may be as long as there are instances.
MultiInstanceState counters_of(const MultiInstanceState& state) {
  return {state.scope, state.total, state.started, state.active, state.completed, state.terminated,
          {},          {}};
}

void start_inner(Step& step, LocalId scope, const model::Element& element) {
  const MultiInstanceState& before = *find_multi_instance(step.instance(), scope);
  const std::uint32_t index = before.started;
  const Value item = index < before.items.size() ? before.items[index] : Value{};
  MultiInstanceState state = counters_of(before);
  ++state.started;
  ++state.active;
  step.add(MultiInstanceChanged{std::move(state), {}});
  const LocalId inner = step.create_token(scope, element);
  const ScopeKind kind =
      model::is_sub_process(element.kind) ? ScopeKind::sub_process : ScopeKind::activity;
  const LocalId local = open_local_scope(step, inner, kind);
  set_local(step, local, "loopCounter", Value(static_cast<std::int64_t>(index) + 1));
  const std::string& name = element.details.multi_instance->element_variable;
  if (!name.empty()) set_local(step, local, name, item);
}

/// The counters as they will be when this instance is counted, for the completion condition.
Context counted(const MultiInstanceState& state) {
  const auto number = [](std::uint32_t n) { return Value(static_cast<std::int64_t>(n)); };
  Context names;
  for (const char* name : {"numberOfInstances", "nrOfInstances"})
    names.set(name, number(state.total));
  for (const char* name : {"numberOfCompletedInstances", "nrOfCompletedInstances"})
    names.set(name, number(state.completed + 1));
  for (const char* name : {"numberOfActiveInstances", "nrOfActiveInstances"})
    names.set(name, number(state.active - 1));
  return names;
}

void finish(Step& step, LocalId scope, const model::Element& element) {
  const std::vector<LocalId> rest = step.belonging(scope, find_token);
  for (const LocalId token : rest) step.cancel_token(token);
  const MultiInstanceState& before = *find_multi_instance(step.instance(), scope);
  MultiInstanceState state = counters_of(before);
  state.terminated += static_cast<std::uint32_t>(rest.size());
  state.active = 0;
  const LocalId outer = find_scope(step.instance(), scope)->owner;
  const std::string& collection = element.details.multi_instance->output_collection;
  if (!collection.empty()) {
    List outputs = before.outputs;
    outputs.resize(state.total);
    set_outwards(step, step.token(outer).scope, collection, Value(std::move(outputs)));
  }
  step.add(MultiInstanceChanged{std::move(state), {}});
  keep_instances(step, scope);
  step.close_scope(scope);
  leave_element(step, outer);
}

/// The inner instance's output, when outputs are gathered. Errors: invalid_expression.
Result<std::optional<MultiInstanceOutput>> output_of(const Step& step,
                                                     const model::MultiInstance& multi,
                                                     LocalId local) {
  if (multi.output_collection.empty()) return std::optional<MultiInstanceOutput>{};
  Value output;
  if (!multi.output_element.empty()) {
    ONWARD_TRY(output, evaluate(step, multi.output_element, local));
  }
  const Value* counter = find_variable(*find_scope(step.instance(), local), "loopCounter");
  const auto index = counter != nullptr && counter->number() != nullptr
                         ? counter->number()->to_int64()
                         : std::nullopt;
  const MultiInstanceState& state =
      *find_multi_instance(step.instance(), find_scope(step.instance(), local)->parent);
  if (!index || *index < 1 || *index > state.total) return std::optional<MultiInstanceOutput>{};
  return std::optional(
      MultiInstanceOutput{static_cast<std::uint32_t>(*index - 1), std::move(output)});
}

/// What the completion of this instance throws (clause 10.3.8, table 10.31); `state` counts it
/// already. Errors: invalid_expression.
Result<std::vector<model::EventDefinition>> thrown_by(const Step& step,
                                                      const model::MultiInstance& multi,
                                                      const MultiInstanceState& state,
                                                      LocalId local, const Context& names) {
  std::vector<model::EventDefinition> thrown;
  if (multi.behavior == "One" && state.completed > 1) return thrown;
  for (const model::MultiInstance::Throw& each : multi.throws) {
    bool holds = true;
    if (!each.condition.empty()) {
      ONWARD_TRY(holds, evaluate_condition(step, each.condition, local, &names));
    }
    if (holds) thrown.push_back(each.event);
  }
  return thrown;
}

/// Throws from the activity as a whole; false: what caught it ended the activity.
bool throw_from(Step& step, LocalId outer, const std::vector<model::EventDefinition>& events) {
  for (const model::EventDefinition& event : events) {
    const auto thrown = throw_event(step, outer, event);
    if (!step.alive(outer)) return false;
    if (!thrown.ok()) step.raise_incident(outer, "expression-failed", thrown.error().message, true);
  }
  return true;
}

}  // namespace

bool is_inner_instance(const Instance& instance, const Token& token) {
  const Scope* scope = find_scope(instance, token.scope);
  return scope->kind == ScopeKind::multi_instance && scope->element == token.element;
}

void enter_multi_instance(Step& step, LocalId outer) {
  const Token at = step.token(outer);
  const model::Element& element = step.element_of(at);
  const model::MultiInstance& multi = *element.details.multi_instance;
  auto plan = plan_of(step, multi, at.scope);
  if (!plan.ok()) return step.raise_incident(outer, "expression-failed", plan.error().message);
  const std::uint32_t total = plan->total;
  const std::uint32_t first_wave = multi.sequential ? std::min(total, 1U) : total;
  if (!step.has_room(first_wave)) return step.raise_too_many(outer);
  if (const auto opened = open_boundary_waits(step, outer); !opened.ok())
    return step.raise_incident(outer, "expression-failed", opened.error().message);
  step.wait(outer);
  const LocalId scope = step.next_local();
  step.add(ScopeOpened{scope, at.scope, outer, ScopeKind::multi_instance, element.id});
  MultiInstanceState state;
  state.scope = scope;
  state.total = total;
  state.items = std::move(plan->items);
  step.add(MultiInstanceChanged{std::move(state), {}});
  if (total == 0) return finish(step, scope, element);
  for (std::uint32_t i = 0; i < first_wave; ++i) start_inner(step, scope, element);
}

void complete_inner_instance(Step& step, LocalId inner) {
  const Token at = step.token(inner);
  const model::Element& element = step.element_of(at);
  const model::MultiInstance& multi = *element.details.multi_instance;
  const LocalId local = scope_of(step, at);
  MultiInstanceState state = counters_of(*find_multi_instance(step.instance(), at.scope));
  const Context names = counted(state);
  bool enough = false;
  if (!multi.completion_condition.empty()) {
    const auto holds = evaluate_condition(step, multi.completion_condition, local, &names);
    if (!holds.ok())
      return step.raise_incident(inner, "expression-failed", holds.error().message, true);
    enough = holds.value();
  }
  auto output = output_of(step, multi, local);
  if (!output.ok())
    return step.raise_incident(inner, "expression-failed", output.error().message, true);
  ++state.completed;
  --state.active;
  const auto thrown = thrown_by(step, multi, state, local, names);
  if (!thrown.ok())
    return step.raise_incident(inner, "expression-failed", thrown.error().message, true);
  const bool all_done = state.completed == state.total;
  const bool more = state.started < state.total;
  step.add(MultiInstanceChanged{std::move(state), std::move(output).value()});
  close_waits(step, inner);
  keep_compensable(step, inner);
  while (const Scope* scope = step.scope_owned_by(inner)) step.cancel_scope(scope->id);
  step.consume(inner, TokenEnd::completed);
  const LocalId outer = find_scope(step.instance(), at.scope)->owner;
  if (!throw_from(step, outer, thrown.value())) return;
  if (enough || all_done) return finish(step, at.scope, element);
  if (multi.sequential && more) start_inner(step, at.scope, element);
}

void give_up_other_instances(Step& step, LocalId inner) {
  const LocalId scope = step.token(inner).scope;
  MultiInstanceState state = counters_of(*find_multi_instance(step.instance(), scope));
  for (const LocalId other : step.belonging(scope, find_token)) {
    if (other == inner) continue;
    keep_unfinished(step, other);
    step.cancel_token(other);
    --state.active;
    ++state.terminated;
  }
  step.add(MultiInstanceChanged{std::move(state), {}});
}

}  // namespace onward
