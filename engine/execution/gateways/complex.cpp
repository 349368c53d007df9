// Complex gateway (BPMN 2.0.2 clause 13.4.5, table 13.5): while it waits for start, its activation
// condition says which tokens are enough; it takes one from each flow that has one and waits for
// its reset: until no other incoming flow can get a token any more (joins.cpp). What came on those
// is taken then. Conditions of outgoing flows see waitingForStart; flows without a condition, and
// the default flow, are taken on activation only.
#include <algorithm>

#include "engine/execution/behavior.hpp"
#include "engine/execution/gateways/gateways.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

Context names_of(const Step& step, const model::Element& gateway, LocalId scope,
                 bool waiting_for_start) {
  const model::ElementIndex index = step.definition().at(gateway.id);
  Context counts;
  std::int64_t filled = 0;
  for (const model::FlowIndex flow : gateway.incoming) {
    const std::string& id = step.definition().flow(flow).id;
    const auto count = step.places().count_parked(scope, index, id);
    counts.set(id, Value(static_cast<std::int64_t>(count)));
    if (count > 0) ++filled;
  }
  Context names;
  names.set("activationCount", Value(filled));
  names.set("incoming", Value(std::move(counts)));
  names.set("waitingForStart", Value(waiting_for_start));
  return names;
}

Result<std::vector<model::FlowIndex>> choose(const Step& step, const model::Element& gateway,
                                             LocalId scope, bool activation) {
  const Context names = names_of(step, gateway, scope, activation);
  std::vector<model::FlowIndex> taken;
  bool held = false;
  for (const model::FlowIndex index : gateway.outgoing) {
    if (index == gateway.default_flow) continue;
    const model::Formula& condition = step.definition().flow(index).condition;
    bool holds = activation;
    if (!condition.empty()) {
      ONWARD_TRY(holds, evaluate_condition(step, condition, scope, &names));
      held = held || holds;
    }
    if (holds) taken.push_back(index);
  }
  if (activation && !held && gateway.default_flow != model::none)
    taken.push_back(gateway.default_flow);
  if (activation && taken.empty() && !gateway.outgoing.empty())
    return Error{ErrorCode::wrong_state, "no condition holds and there is no default flow"};
  return taken;
}

void fail(Step& step, LocalId token, const Error& error) {
  step.raise_incident(token, error.code == ErrorCode::wrong_state ? "no-flow" : "expression-failed",
                      error.message);
}

/// Takes one token from each flow that has one.
void activate(Step& step, LocalId token, const model::Element& gateway) {
  const LocalId scope = step.token(token).scope;
  const auto flows = choose(step, gateway, scope, true);
  if (!flows.ok()) return fail(step, token, flows.error());
  if (!step.has_room(flows->size())) return step.raise_too_many(token);
  for (const LocalId used : step.places().first_parked(scope, step.definition().at(gateway.id))) {
    step.resolve_incidents(used);
    step.add(TokenStateChanged{used, TokenState::spent});
  }
  follow(step, scope, flows.value());
}

void split(Step& step, LocalId token, const model::Element& gateway) {
  const Token at = step.token(token);
  const auto flows = choose(step, gateway, at.scope, true);
  if (!flows.ok()) return fail(step, token, flows.error());
  if (flows->size() > 1 && !step.has_room(flows->size() - 1)) return step.raise_too_many(token);
  step.consume(token, TokenEnd::completed);
  follow(step, at.scope, flows.value());
}

}  // namespace

void enter_complex(Step& step, LocalId token) {
  const Token at = step.token(token);
  const model::Element& gateway = step.element_of(at);
  if (gateway.incoming.size() <= 1) return split(step, token, gateway);
  step.park(token);
  if (step.places().has_spent(at.scope, step.definition().at(gateway.id))) return;
  const Context names = names_of(step, gateway, at.scope, true);
  const auto enough =
      evaluate_condition(step, gateway.details.activation_condition, at.scope, &names);
  if (!enough.ok()) return fail(step, token, enough.error());
  if (enough.value()) activate(step, token, gateway);
}

void reset_complex(Step& step, LocalId scope, const model::Element& gateway) {
  const model::ElementIndex index = step.definition().at(gateway.id);
  std::vector<LocalId> used = step.places().spent(scope, index);
  ONWARD_CHECK(!used.empty());
  const auto flows = choose(step, gateway, scope, false);
  if (!flows.ok()) {
    // The tokens stay spent: a retry must reset the gateway, not activate it again.
    step.add(IncidentRaised{{step.next_local(),
                             used.front(),
                             gateway.id,
                             "expression-failed",
                             flows.error().message,
                             {},
                             false,
                             step.now()}});
    return;
  }
  std::vector<std::string> used_flows;
  for (const LocalId token : used) used_flows.push_back(step.token(token).flow);
  for (const LocalId late : step.places().first_parked(scope, index)) {
    const std::string flow = step.token(late).flow;
    if (std::find(used_flows.begin(), used_flows.end(), flow) == used_flows.end())
      used.push_back(late);
  }
  for (const LocalId token : used)
    step.consume(token, token == used.front() ? TokenEnd::completed : TokenEnd::merged);
  follow(step, scope, flows.value());
  // What came twice by one flow counts for the next activation.
  const auto next = step.places().first_parked(scope, index);
  if (!next.empty()) step.enter_again(next.front());
}

}  // namespace onward
