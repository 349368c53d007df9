// Call activity: starts another process in the same shard and waits for its end.
// Standard: BPMN 2.0.2 clause 13.3.4 (call activity); binding, variables and errors by bpmn.md
// decision 14.
#include "engine/base/limits.hpp"
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/chains.hpp"
#include "engine/execution/errors.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

Result<model::DefinitionPtr> called_definition(const Step& step, const model::CallActivity& call,
                                               LocalId scope) {
  ONWARD_TRY(const std::string key, evaluate_text(step, call.called, scope));
  Catalogue& catalogue = step.environment().catalogue;
  if (call.binding != model::Binding::version && call.binding != model::Binding::version_tag)
    return catalogue.process(key, 0);
  ONWARD_TRY(const std::string version, evaluate_text(step, call.version, scope));
  if (call.binding == model::Binding::version_tag) return catalogue.process_by_tag(key, version);
  const auto number = Decimal::from_text(version);
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (!whole || *whole < 1)
    return Error{ErrorCode::invalid_expression, "a version is a whole number from 1"};
  return catalogue.process(key, static_cast<std::uint32_t>(*whole));
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
  if (call.all_in) start.variables = everything_visible(instance, scope);
  ONWARD_TRY(const Context mapped, payload_of(step, call.in, scope));
  for (const auto& [name, value] : mapped.entries()) start.variables.set(name, value);
  return start;
}

Result<Context> returned(const Step& step, const model::CallActivity& call,
                         const Context& variables) {
  Context result;
  if (call.all_out) result = variables;
  for (const model::Mapping& mapping : call.out) {
    if (mapping.value.language == model::Language::literal) {
      result.set(mapping.name, Value(mapping.value.text));
      continue;
    }
    const feel::ContextVariables names(variables);
    ONWARD_TRY(feel::Outcome outcome, feel::evaluate(mapping.value.compiled, names,
                                                     {step.now(), step.environment().zone}));
    result.set(mapping.name, std::move(outcome.value));
  }
  return result;
}

}  // namespace

void enter_call_activity(Step& step, LocalId token) {
  if (stops_long_chain(step, token)) return;
  const Token at = step.token(token);
  auto start = make_start(step, at, step.element_of(at).details.call);
  if (!start.ok()) return step.raise_incident(token, "call-failed", start.error().message);
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
  const auto variables = returned(step, step.element_of(at).details.call, ended.variables);
  if (!variables.ok()) {
    step.raise_incident(at.id, "expression-failed", variables.error().message, true);
    return Done{};
  }
  take_result(step, at.id, variables.value());
  leave_element(step, at.id);
  return Done{};
}

}  // namespace onward
