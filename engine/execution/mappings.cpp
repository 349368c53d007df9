#include "engine/execution/mappings.hpp"

#include "engine/base/limits.hpp"
#include "engine/execution/data.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

ScopeKind scope_kind_of(const model::Element& element) {
  return model::is_sub_process(element.kind) ? ScopeKind::sub_process : ScopeKind::activity;
}

Context variables_of(const Step& step, LocalId scope) {
  Context variables;
  for (const Variable& variable : find_scope(step.instance(), scope)->variables)
    variables.set(variable.name, variable.value);
  return variables;
}

/// Depth is bounded by limits::feel_depth: readers write no longer path.
Result<Value> with_member(const Value& owner, const std::vector<std::string>& path,
                          std::size_t depth, Value value) {
  if (depth == path.size()) return value;
  const Context* members = owner.context();
  if (members == nullptr && !owner.is_null())
    return Error{ErrorCode::invalid_expression,
                 "\"" + path[depth] + "\" cannot be written into a " +
                     std::string(kind_name(owner.kind())) + ": only a context has members"};
  Context changed = members == nullptr ? Context{} : *members;
  const Value* inner = changed.find(path[depth]);
  ONWARD_TRY(Value written,
             with_member(inner == nullptr ? Value{} : *inner, path, depth + 1, std::move(value)));
  changed.set(path[depth], std::move(written));
  return Value(std::move(changed));
}

Result<Done> fill(Step& step, LocalId scope, const std::vector<model::Mapping>& inputs) {
  for (const model::Mapping& input : inputs) {
    ONWARD_TRY(Value value, value_of(step, input, scope));
    Context written;
    const Value* before = find_variable(*find_scope(step.instance(), scope), input.name);
    ONWARD_TRY_DONE(assign(written, input, std::move(value), before));
    set_local(step, scope, input.name, written.entries().front().second);
  }
  return Done{};
}

/// Inputs of an event that was triggered are not mapped yet: it was not entered.
Result<Done> map_late_inputs(Step& step, LocalId token, const model::Element& element) {
  const auto& inputs = element.details.io.inputs;
  if (inputs.empty()) return Done{};
  const Scope* local = step.scope_owned_by(token);
  if (local != nullptr && find_variable(*local, inputs.front().name) != nullptr) return Done{};
  return map_inputs(step, token, element);
}

/// The start event of an event sub-process brings the inputs of that into its room.
Result<Done> map_room_inputs(Step& step, const Token& token, const model::Element& element) {
  if (element.kind != model::ElementKind::start_event || element.parent == model::none)
    return Done{};
  const model::Element& around = step.definition().element(element.parent);
  if (around.kind != model::ElementKind::event_sub_process) return Done{};
  return fill(step, token.scope, around.details.io.inputs);
}

/// What leaves an element whose own scope is `local` for `outer`.
Result<Context> outputs_of(const Step& step, const std::vector<model::Mapping>& outputs,
                           LocalId local, LocalId outer) {
  Context results;
  const ScopeVariables around(step.instance(), outer, step.environment());
  for (const model::Mapping& output : outputs) {
    ONWARD_TRY(Value value, value_of(step, output, local));
    // Clause 10.4.2: an association is carried out when its source is available.
    if (!output.copy_of.empty() && value.is_null()) continue;
    const std::optional<Value> before =
        output.path.empty() ? std::optional<Value>{} : around.find(output.name);
    ONWARD_TRY_DONE(assign(results, output, std::move(value), before ? &*before : nullptr));
  }
  return results;
}

}  // namespace

Result<Value> value_of(const Step& step, const model::Mapping& mapping, LocalId scope,
                       const Context* extra) {
  if (mapping.copy_of.empty()) return evaluate(step, mapping.value, scope, extra);
  const ScopeVariables variables(step.instance(), scope, step.environment(), extra);
  return variables.find(mapping.copy_of).value_or(Value{});
}

Result<Done> assign(Context& values, const model::Mapping& mapping, Value value,
                    const Value* before) {
  if (const Value* earlier = values.find(mapping.name)) before = earlier;
  ONWARD_TRY(Value written,
             with_member(before == nullptr ? Value{} : *before, mapping.path, 0, std::move(value)));
  if (written.depth() > limits::feel_depth)
    return Error{ErrorCode::too_large,
                 "the variable \"" + mapping.name + "\" would be nested over 256 levels deep"};
  values.set(mapping.name, std::move(written));
  return Done{};
}

Result<Done> map_inputs(Step& step, LocalId token, const model::Element& element) {
  const model::DataNames& data = element.details.data;
  if (element.details.io.inputs.empty() && data.own.empty()) return Done{};
  const LocalId local = open_local_scope(step, token, scope_kind_of(element));
  declare(step, local, data.own);
  ONWARD_TRY_DONE(fill(step, local, element.details.io.inputs));
  if (data.input_sets.empty()) return Done{};
  const auto missing = missing_inputs(data, variables_of(step, local));
  if (missing.empty()) return Done{};
  return missing_inputs_error(missing);
}

Result<Done> map_outputs(Step& step, LocalId token, const model::Element& element) {
  // A retry of an event sub-process whose outputs failed: they are written when it is done.
  if (element.kind == model::ElementKind::event_sub_process) return Done{};
  const Token at = step.token(token);
  ONWARD_TRY_DONE(map_room_inputs(step, at, element));
  ONWARD_TRY_DONE(map_late_inputs(step, token, element));
  ONWARD_TRY(const Context results,
             outputs_of(step, element.details.io.outputs, scope_of(step, at), at.scope));
  for (const auto& [name, value] : results.entries()) set_outwards(step, at.scope, name, value);
  return Done{};
}

const char* mapping_incident(const Error& error) {
  return is_missing_input(error) ? missing_input_code : "expression-failed";
}

bool leave_event_sub_process(Step& step, LocalId scope) {
  const Scope room = *find_scope(step.instance(), scope);
  const model::Element& element = step.definition().element(step.definition().at(room.element));
  const auto results = outputs_of(step, element.details.io.outputs, scope, room.parent);
  if (results.ok()) {
    for (const auto& [name, value] : results->entries())
      set_outwards(step, room.parent, name, value);
    return true;
  }
  // Nothing is left inside that could have the incident: a token that stands for the sub-process.
  const LocalId token = step.next_local();
  step.add(TokenCreated{token, scope, element.id, {}, step.now()});
  step.raise_incident(token, "expression-failed", results.error().message, true);
  return false;
}

}  // namespace onward
