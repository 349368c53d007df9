#include "tests/simulation/join_oracle.hpp"

#include <algorithm>
#include <set>

#include "engine/instance/apply.hpp"

namespace onward::simulation {
namespace {

using model::ElementKind;

/// Where a token goes in one step from an element: along flows, out of boundary events, through
/// links.
std::vector<const model::Flow*> flows_after(const model::Definition& definition,
                                            const model::Element& element) {
  std::vector<const model::Flow*> flows;
  for (const model::FlowIndex flow : element.outgoing) flows.push_back(&definition.flow(flow));
  for (const model::ElementIndex boundary : element.boundary_events)
    for (const model::FlowIndex flow : definition.element(boundary).outgoing)
      flows.push_back(&definition.flow(flow));
  return flows;
}

/// The incoming flows of the join at which paths from `from` end that do not visit the join before.
std::set<std::string> reached_flows(const model::Definition& definition, const model::Element& from,
                                    const model::Element& join) {
  std::set<std::string> reached;
  std::set<std::string> seen = {from.id};
  std::vector<const model::Element*> open = {&from};
  while (!open.empty()) {
    const model::Element& at = *open.back();
    open.pop_back();
    for (const model::Flow* flow : flows_after(definition, at)) {
      const model::Element& target = definition.element(flow->target);
      if (target.id == join.id)
        reached.insert(flow->id);
      else if (seen.insert(target.id).second)
        open.push_back(&target);
    }
  }
  return reached;
}

bool is_parked_at(const Token& token, LocalId scope, const model::Element& join) {
  return token.scope == scope && token.element == join.id && token.state == TokenState::parked;
}

/// The inclusive join that this fact fires in this state; its scope is that of the token.
const Token* fired_by(const model::Definition& definition, const Instance& instance,
                      const Fact& fact) {
  LocalId id;
  if (const auto* merged = std::get_if<TokenConsumed>(&fact);
      merged != nullptr && merged->end == TokenEnd::merged)
    id = merged->token;
  if (const auto* taken = std::get_if<TokenStateChanged>(&fact);
      taken != nullptr && taken->state == TokenState::waiting)
    id = taken->token;
  const Token* token = id ? find_token(instance, id) : nullptr;
  if (token == nullptr || token->state != TokenState::parked) return nullptr;
  const model::Element* element = definition.find(token->element);
  return element->kind == ElementKind::inclusive_gateway ? token : nullptr;
}

}  // namespace

bool may_fire(const model::Definition& definition, const Instance& instance, LocalId scope,
              const model::Element& join) {
  std::set<std::string> occupied;
  for (const Token& token : instance.tokens)
    if (is_parked_at(token, scope, join)) occupied.insert(token.flow);
  if (occupied.empty()) return false;
  for (const Token& token : instance.tokens) {
    if (token.scope != scope || is_parked_at(token, scope, join)) continue;
    const std::set<std::string> reached =
        reached_flows(definition, *definition.find(token.element), join);
    const bool to_occupied = std::any_of(reached.begin(), reached.end(),
                                         [&](const auto& flow) { return occupied.contains(flow); });
    const bool to_empty = std::any_of(reached.begin(), reached.end(),
                                      [&](const auto& flow) { return !occupied.contains(flow); });
    if (to_empty && !to_occupied) return false;
  }
  return true;
}

std::vector<std::string> check_joins(const model::Definition& definition, const Instance& before,
                                     const std::vector<Fact>& facts) {
  std::vector<std::string> broken;
  Instance state = before;
  std::pair<LocalId, std::string> firing;  // until its first token leaves
  bool is_firing = false;
  for (const Fact& fact : facts) {
    const Token* fired = fired_by(definition, state, fact);
    if (fired != nullptr) {
      const std::pair<LocalId, std::string> which{fired->scope, fired->element};
      if (!is_firing || firing != which) {
        if (!may_fire(definition, state, fired->scope, *definition.find(fired->element)))
          broken.push_back("the inclusive join " + fired->element + " fired too early");
        is_firing = true;
        firing = which;
      }
      // The token that goes on is the last of a firing.
      if (std::holds_alternative<TokenStateChanged>(fact)) is_firing = false;
    }
    apply(state, fact);
  }
  if (is_ended(state.state)) return broken;
  for (const Token& token : state.tokens) {
    const model::Element& element = *definition.find(token.element);
    if (element.kind != ElementKind::inclusive_gateway || token.state != TokenState::parked)
      continue;
    if (may_fire(definition, state, token.scope, element))
      broken.push_back("the inclusive join " + token.element + " should have fired");
  }
  return broken;
}

}  // namespace onward::simulation
