// Tasks that need nobody: abstract and manual tasks pass on, scripts and decisions are computed,
// receive tasks wait for a message. Standard: BPMN 2.0.2 clause 13.3.3; scripts are FEEL contexts
// (bpmn.md decision 12).
#include "engine/dmn/decision.hpp"
#include "engine/dmn/evaluate.hpp"
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/binding.hpp"
#include "engine/execution/data.hpp"
#include "engine/execution/mappings.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

/// What a decision may read: every variable visible in the scope, inner ones first.
Context visible_variables(const Step& step, LocalId scope) {
  Context variables;
  for (LocalId id = scope; id;) {
    const Scope* at = find_scope(step.instance(), id);
    for (const Variable& variable : at->variables)
      if (variables.find(variable.name) == nullptr) variables.set(variable.name, variable.value);
    id = at->parent;
  }
  const Value& opportunity = step.environment().opportunity;
  if (!opportunity.is_null() && variables.find("opportunity") == nullptr)
    variables.set("opportunity", opportunity);
  return variables;
}

Result<Value> decide(Step& step, const Token& token, const model::DecisionTask& task) {
  const LocalId scope = scope_of(step, token);
  ONWARD_TRY(const std::string decision, evaluate_text(step, task.decision, scope));
  ONWARD_TRY(const Bound bound, bound_of(step, task.binding, task.version, scope));
  ONWARD_TRY(const auto model, step.environment().catalogue.bound_decision(decision, bound));
  ONWARD_TRY(
      const dmn::Evaluation evaluation,
      dmn::evaluate(*model, decision, visible_variables(step, scope), {step.now(), step.zone()}));
  if (evaluation.result.is_null() && !evaluation.problems.empty())
    return Error{ErrorCode::invalid_expression,
                 "the decision \"" + decision + "\": " + evaluation.problems.front()};
  return evaluation.result;
}

}  // namespace

void enter_pass_through(Step& step, LocalId token) { leave_element(step, token); }

void enter_script_task(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::ScriptTask& script = step.element_of(at).details.script;
  const auto value = evaluate(step, script.script, scope_of(step, at));
  if (!value.ok()) return step.raise_incident(token, "expression-failed", value.error().message);
  take_value(step, token, script.result_variable, value.value());
  leave_element(step, token);
}

void enter_decision_task(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  // A business rule task may also be a machine's work (camunda:topic).
  if (element.details.job.kind != model::JobKind::none)
    return open_job(step, token, element.details.job);
  const auto value = decide(step, at, element.details.decision);
  if (!value.ok()) return step.raise_incident(token, "decision-failed", value.error().message);
  take_value(step, token, element.details.decision.result_variable, value.value());
  leave_element(step, token);
}

void enter_receive_task(Step& step, LocalId token) {
  const Token at = step.token(token);
  const auto opened = open_waits(step, token, scope_of(step, at), step.element_of(at));
  if (!opened.ok()) return step.raise_incident(token, "expression-failed", opened.error().message);
  step.wait(token);
}

void take_value(Step& step, LocalId token, const std::string& result_variable, const Value& value) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  // Output mappings see the whole answer as `result`.
  if (!element.details.io.outputs.empty()) {
    const LocalId local = open_local_scope(step, token, ScopeKind::activity);
    set_local(step, local, "result", value);
  }
  Context variables;
  if (!result_variable.empty())
    variables.set(result_variable, value);
  else if (!element.details.data.outputs.empty())
    variables = value_as_data_outputs(element.details.data, value);
  else if (const Context* entries = value.context();
           entries != nullptr && element.details.io.outputs.empty())
    variables = *entries;
  take_result(step, token, variables);
}

Result<Context> payload_of(const Step& step, const std::vector<model::Mapping>& payload,
                           LocalId scope) {
  Context values;
  for (const model::Mapping& mapping : payload) {
    ONWARD_TRY(Value value, value_of(step, mapping, scope, &values));
    ONWARD_TRY_DONE(assign(values, mapping, std::move(value)));
  }
  return values;
}

}  // namespace onward
