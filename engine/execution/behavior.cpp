#include "engine/execution/behavior.hpp"

#include "engine/execution/activities/ad_hoc.hpp"
#include "engine/execution/activities/multi_instance.hpp"
#include "engine/execution/activities/standard_loop.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/mappings.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

void reach_stage(Step& step, const model::Element& element) {
  if (element.details.stage.empty()) return;
  step.add(StageReached{element.id, element.details.stage});
  const OpportunityId opportunity = step.instance().opportunity;
  if (opportunity) step.emit(SetStage{opportunity, element.details.stage});
}

/// The environment's choice; nullopt: it leaves it to the conditions.
std::optional<std::vector<model::FlowIndex>> chosen(const Step& step, const Token& token,
                                                    const model::Element& element,
                                                    Choices::Asked asked) {
  Choices* choices = step.environment().choices;
  if (choices == nullptr || element.outgoing.size() < 2) return std::nullopt;
  const ScopeVariables variables(step.instance(), token.scope, step.environment());
  return choices->flows(step.definition(), element, variables, asked);
}

Result<std::vector<model::FlowIndex>> flows_that_hold(const Step& step, const Token& token,
                                                      const model::Element& element) {
  std::vector<model::FlowIndex> taken;
  bool conditional = false;
  bool condition_held = false;
  for (const model::FlowIndex index : element.outgoing) {
    const model::Flow& flow = step.definition().flow(index);
    if (index == element.default_flow) continue;
    if (flow.condition.empty()) {
      taken.push_back(index);
      continue;
    }
    conditional = true;
    ONWARD_TRY(const bool holds, evaluate_condition(step, flow.condition, token.scope));
    if (!holds) continue;
    condition_held = true;
    taken.push_back(index);
  }
  // The default flow belongs to the conditional ones; unconditional flows beside it do not count
  // (bpmn.md decision 13).
  if (element.default_flow != model::none && !condition_held) taken.push_back(element.default_flow);
  if (taken.empty() && conditional)
    return Error{ErrorCode::wrong_state,
                 "no outgoing sequence flow of \"" + element.id +
                     "\" can be taken: no condition holds and there is no default flow"};
  return taken;
}

void close_local_scope(Step& step, LocalId token) {
  while (const Scope* scope = step.scope_owned_by(token)) step.cancel_scope(scope->id);
}

}  // namespace

void enter_element(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  // What failed to compensate itself is not called again: whoever retries has seen to it.
  if (is_compensating_call(step.instance(), at)) return step.consume(token, TokenEnd::died);
  const bool inner = is_inner_instance(step.instance(), at);
  if (!inner) reach_stage(step, element);
  if (element.details.multi_instance && !inner) return enter_multi_instance(step, token);
  if (element.details.loop && !inner) return enter_standard_loop(step, token);

  Result<Done> ready = map_inputs(step, token, element);
  if (ready.ok() && !inner) ready = open_boundary_waits(step, token);
  if (!ready.ok())
    return step.raise_incident(token, mapping_incident(ready.error()), ready.error().message);
  behavior_of(element.kind).enter(step, token);
}

Result<Done> surround_activity(Step& step, LocalId token) {
  const model::Element& element = step.element_of(step.token(token));
  reach_stage(step, element);
  ONWARD_TRY_DONE(map_inputs(step, token, element));
  return open_boundary_waits(step, token);
}

void leave_triggered(Step& step, LocalId token) {
  reach_stage(step, step.element_of(step.token(token)));
  leave_element(step, token);
}

bool give_outputs(Step& step, LocalId token) {
  if (auto mapped = map_outputs(step, token, step.element_of(step.token(token))); !mapped.ok()) {
    step.raise_incident(token, mapping_incident(mapped.error()), mapped.error().message);
    return false;
  }
  close_local_scope(step, token);
  return true;
}

void leave_element(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  const bool inner = is_inner_instance(step.instance(), at);
  const bool outer = model::is_repeated(element.details) && !inner;
  if (!outer && !has_compensation_room(step, token))
    return step.raise_incident(token, "too-much-to-compensate",
                               "10,000 completed activities wait to be compensated or forgotten; "
                               "look for a loop in one scope",
                               true);
  if (!outer) {
    if (auto mapped = map_outputs(step, token, element); !mapped.ok())
      return step.raise_incident(token, mapping_incident(mapped.error()), mapped.error().message,
                                 true);
  }
  if (inner) {
    return element.details.loop ? complete_pass(step, token) : complete_inner_instance(step, token);
  }

  auto flows = choose_flows(step, at, element);
  if (!flows.ok()) {
    const bool nothing = flows.error().code == ErrorCode::wrong_state;
    return step.raise_incident(token, nothing ? "no-flow" : "expression-failed",
                               flows.error().message, true);
  }
  const Result<bool> enough =
      model::is_activity(element.kind) ? fulfils_ad_hoc(step, at.scope) : Result<bool>(false);
  if (!enough.ok())
    return step.raise_incident(token, "expression-failed", enough.error().message, true);
  const std::size_t quantity = element.details.completion_quantity;
  if (flows->size() * quantity > 1 && !step.has_room(flows->size() * quantity - 1))
    return step.raise_too_many(token, true);
  close_waits(step, token);
  if (!outer) keep_compensable(step, token);
  close_local_scope(step, token);
  step.consume(token, TokenEnd::completed);
  for (std::size_t i = 0; i < quantity; ++i) follow(step, at.scope, flows.value());
  if (enough.value()) finish_ad_hoc(step, at.scope);
}

Result<std::vector<model::FlowIndex>> steered_flows(const Step& step, const Token& token,
                                                    const model::Element& element,
                                                    ByConditions by_conditions) {
  if (auto steered = chosen(step, token, element, Choices::Asked::before))
    return *std::move(steered);
  auto flows = by_conditions(step, token, element);
  if (!flows.ok() && flows.error().code == ErrorCode::invalid_expression)
    if (auto steered = chosen(step, token, element, Choices::Asked::failed))
      return *std::move(steered);
  return flows;
}

Result<std::vector<model::FlowIndex>> choose_flows(Step& step, const Token& token,
                                                   const model::Element& element) {
  return steered_flows(step, token, element, flows_that_hold);
}

void follow(Step& step, LocalId scope, const std::vector<model::FlowIndex>& flows) {
  for (const model::FlowIndex index : flows)
    step.create_token(scope, step.definition().element(step.definition().flow(index).target),
                      index);
}

void start_scope(Step& step, LocalId scope, const std::vector<model::ElementIndex>& starts) {
  for (const model::ElementIndex start : starts)
    step.create_token(scope, step.definition().element(start));
}

}  // namespace onward
