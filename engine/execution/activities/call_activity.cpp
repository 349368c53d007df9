// Call activity: starts another process in the same shard and waits for its end.
// Standard: BPMN 2.0.2 clause 13.3.4 (call activity); binding, variables and errors by bpmn.md
// decision 14.
#include <algorithm>
#include <cctype>

#include "engine/base/limits.hpp"
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/binding.hpp"
#include "engine/execution/chains.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/data.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

Result<model::DefinitionPtr> called_definition(const Step& step, const model::CallActivity& call,
                                               LocalId scope) {
  ONWARD_TRY(const std::string key, evaluate_text(step, call.called, scope));
  ONWARD_TRY(const Bound bound, bound_of(step, call.binding, call.version, scope));
  return step.environment().catalogue.bound_process(key, bound);
}

Context everything_visible(const Instance& instance, LocalId scope) {
  Context variables;
  for (LocalId id = scope; id;) {
    const Scope* at = find_scope(instance, id);
    for (const Variable& variable : at->variables)
      if (variables.find(variable.name) == nullptr) variables.set(variable.name, variable.value);
    id = at->parent;
  }
  return variables;
}

/// The variables of the activity itself: its inputs, the item of a multi-instance.
Context own_variables(const Instance& instance, const Token& token) {
  Context variables;
  const Scope* own = find_scope_owned_by(instance, token.id);
  if (own == nullptr || own->kind == ScopeKind::multi_instance) return variables;
  for (const Variable& variable : own->variables) variables.set(variable.name, variable.value);
  return variables;
}

/// A variable by its name alone (camunda:out source="x"): absent, it is null, as it is in the
/// engines that this comes from. Anything that is computed fails.
bool is_absent_name(const model::Formula& formula, const Context& variables) {
  const auto is_part = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c > 0x7F; };
  return formula.language == model::Language::feel &&
         std::all_of(formula.text.begin(), formula.text.end(), is_part) &&
         std::isdigit(static_cast<unsigned char>(formula.text[0])) == 0 && formula.text != "null" &&
         formula.text != "true" && formula.text != "false" &&
         variables.find(formula.text) == nullptr;
}

/// What the mappings give over these variables and nothing else: the called instance's, or the call
/// activity's own.
Result<Context> mapped_over(const Step& step, const std::vector<model::Mapping>& mappings,
                            const Context& variables) {
  Context result;
  for (const model::Mapping& mapping : mappings) {
    Value value;
    if (!is_absent_name(mapping.value, variables)) {
      ONWARD_TRY(value, evaluate_over(step, mapping.value, variables));
    }
    result.set(mapping.name, std::move(value));
  }
  return result;
}

/// Without mappings everything visible passes; data inputs say what (clause 10.4.2): those of the
/// call activity, else those of the called process.
Context passed_by_itself(const Step& step, const Token& token, const model::DataNames& called) {
  const model::DataNames& data = step.element_of(token).details.data;
  const Context visible = everything_visible(step.instance(), scope_of(step, token));
  if (!data.inputs.empty())
    return renamed(data.inputs, called.inputs.empty() ? data.inputs : called.inputs, visible);
  return called.inputs.empty() ? visible : renamed(called.inputs, called.inputs, visible);
}

Result<Context> passed_in(const Step& step, const Token& token, const model::CallActivity& call,
                          const model::DataNames& called) {
  const LocalId scope = scope_of(step, token);
  Context passed;
  if (call.all_in) passed = passed_by_itself(step, token, called);
  const Context own = own_variables(step.instance(), token);
  if (call.all_local_in)
    for (const auto& [name, value] : own.entries()) passed.set(name, value);
  ONWARD_TRY(const Context mapped, payload_of(step, call.in, scope));
  for (const auto& [name, value] : mapped.entries()) passed.set(name, value);
  ONWARD_TRY(const Context local, mapped_over(step, call.local_in, own));
  for (const auto& [name, value] : local.entries()) passed.set(name, value);
  return passed;
}

/// Data outputs of the call activity take what has their names, or their places, and nothing else.
Context returned_by_itself(const Step& step, LocalId token, const Context& variables) {
  const model::DataNames& data = step.element_of(step.token(token)).details.data;
  if (data.outputs.empty()) return variables;
  std::vector<std::string> names;
  for (const auto& [name, value] : variables.entries()) names.push_back(name);
  Context taken;
  const Context given = renamed(names, data.outputs, variables);
  for (const std::string& name : data.outputs)
    if (const Value* value = given.find(name)) taken.set(name, *value);
  return taken;
}

/// Writes what comes back. What is local stays in the activity, where output mappings see it.
Result<Done> take_returned(Step& step, LocalId token, const model::CallActivity& call,
                           const Context& variables) {
  Context local;
  if (call.all_local_out) local = variables;
  ONWARD_TRY(const Context own, mapped_over(step, call.local_out, variables));
  for (const auto& [name, value] : own.entries()) local.set(name, value);
  Context result;
  if (call.all_out) result = returned_by_itself(step, token, variables);
  ONWARD_TRY(const Context mapped, mapped_over(step, call.out, variables));
  for (const auto& [name, value] : mapped.entries()) result.set(name, value);
  take_result(step, token, result);
  if (local.empty()) return Done{};
  const LocalId scope = open_local_scope(step, token, ScopeKind::activity);
  for (const auto& [name, value] : local.entries()) set_local(step, scope, name, value);
  return Done{};
}

Result<StartInstance> make_start(const Step& step, const Token& token,
                                 const model::CallActivity& call) {
  const Instance& instance = step.instance();
  const LocalId scope = scope_of(step, token);
  if (instance.depth + 1 > limits::call_depth)
    return Error{ErrorCode::too_large,
                 "calls are nested more than 100 deep; does a process call itself?"};
  ONWARD_TRY(const model::DefinitionPtr definition, called_definition(step, call, scope));
  if (!definition->executable)
    return Error{ErrorCode::not_executable,
                 "the called process \"" + definition->ref.key + "\" is not executable"};
  StartInstance start;
  start.definition = definition->ref;
  start.root = instance.root;
  start.parent = instance.id;
  start.parent_token = token.id;
  start.depth = instance.depth + 1;
  start.opportunity = instance.opportunity;
  start.business_key = instance.business_key;
  if (!call.business_key.empty()) {
    ONWARD_TRY(start.business_key, evaluate_text(step, call.business_key, scope));
  }
  ONWARD_TRY(start.variables, passed_in(step, token, call, definition->data));
  const auto missing = missing_inputs(definition->data, start.variables);
  if (missing.empty()) return start;
  return missing_inputs_error(missing);
}

}  // namespace

void enter_call_activity(Step& step, LocalId token) {
  if (stops_long_chain(step, token)) return;
  const Token at = step.token(token);
  auto start = make_start(step, at, step.element_of(at).details.call);
  if (!start.ok())
    return step.raise_incident(token,
                               is_missing_input(start.error()) ? missing_input_code : "call-failed",
                               start.error().message);
  const InstanceId child{step.environment().ids.next(shard_of(step.instance().id))};
  step.add(CallOpened{token, child});
  step.wait(token);
  step.emit(CommandInstance{child, std::move(start).value()});
}

Result<Done> child_ended(Step& step, const ChildEnded& ended) {
  const auto& calls = step.instance().calls;
  bool waited = false;
  for (const Call& call : calls)
    waited = waited || (call.token == ended.token && call.child == ended.child);
  if (!waited)
    return Error{ErrorCode::no_catcher, "nobody waits for this called instance any more"};
  step.add(CallClosed{ended.token, ended.child});
  const Token at = step.token(ended.token);
  if (is_compensating_call(step.instance(), at) && !ended.error &&
      ended.state == InstanceState::completed) {
    step.consume(at.id, TokenEnd::completed);
    return Done{};
  }
  if (ended.error) {
    throw_error(step, at.id, {ended.error_code, ended.message, ended.variables});
    return Done{};
  }
  if (ended.state != InstanceState::completed) {
    step.raise_incident(
        at.id, "called-instance-" + std::string(to_string(ended.state)),
        "the called instance " + to_text(ended.child) + " did not complete: " + ended.message);
    return Done{};
  }
  const auto taken = take_returned(step, at.id, step.element_of(at).details.call, ended.variables);
  if (!taken.ok()) {
    // Not only the leaving is to be done again: what came back would be lost.
    step.raise_incident(at.id, "expression-failed", taken.error().message);
    return Done{};
  }
  if (ended.compensable) keep_called(step, at.id, ended.child);
  leave_element(step, at.id);
  return Done{};
}

}  // namespace onward
