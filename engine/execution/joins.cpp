#include "engine/execution/joins.hpp"

#include <algorithm>
#include <map>

#include "engine/execution/gateways/gateways.hpp"

namespace onward {
namespace {

struct Join {
  LocalId scope;
  model::ElementIndex element = model::none;
  friend auto operator<=>(const Join&, const Join&) = default;
};

/// First parked token per incoming flow (same index as Element::incoming); none where the flow is
/// empty.
std::vector<LocalId> parked_by_flow(const Step& step, const Join& join) {
  const model::Element& element = step.definition().element(join.element);
  std::vector<LocalId> tokens(element.incoming.size());
  for (const Token& token : step.instance().tokens) {
    if (token.scope != join.scope || token.element != element.id ||
        token.state != TokenState::parked)
      continue;
    for (std::size_t i = 0; i < element.incoming.size(); ++i)
      if (!tokens[i] && step.definition().flow(element.incoming[i]).id == token.flow)
        tokens[i] = token.id;
  }
  return tokens;
}

/// Clause 13.4.3: a token elsewhere holds the join back when it can still reach an empty incoming
/// flow (without visiting the join) and cannot reach one that has a token.
bool holds_back(const Step& step, const Token& token, const model::Element& join,
                const std::vector<LocalId>& parked) {
  const model::ElementIndex at = step.definition().at(token.element);
  bool reaches_empty = false;
  for (std::size_t i = 0; i < parked.size(); ++i) {
    if (!join.reach[i][at]) continue;
    if (parked[i]) return false;
    reaches_empty = true;
  }
  return reaches_empty;
}

bool is_enabled(const Step& step, const Join& join, const std::vector<LocalId>& parked) {
  const model::Element& element = step.definition().element(join.element);
  return std::none_of(step.instance().tokens.begin(), step.instance().tokens.end(),
                      [&](const Token& token) {
                        if (token.scope != join.scope) return false;
                        if (token.element == element.id && token.state == TokenState::parked)
                          return false;
                        return holds_back(step, token, element, parked);
                      });
}

}  // namespace

bool fire_inclusive_joins(Step& step) {
  std::vector<Join> joins;
  for (const Token& token : step.instance().tokens) {
    if (token.state != TokenState::parked) continue;
    const model::ElementIndex element = step.definition().at(token.element);
    if (step.definition().element(element).kind == model::ElementKind::inclusive_gateway)
      joins.push_back({token.scope, element});
  }
  std::sort(joins.begin(), joins.end());
  joins.erase(std::unique(joins.begin(), joins.end()), joins.end());
  for (const Join& join : joins) {
    const std::vector<LocalId> parked = parked_by_flow(step, join);
    if (!is_enabled(step, join, parked)) continue;
    fire_inclusive_join(step, parked);
    return true;
  }
  return false;
}

void report_deadlocks(Step& step) {
  std::map<LocalId, std::vector<LocalId>> parked;
  std::map<LocalId, bool> waits;
  for (const Token& token : step.instance().tokens) {
    if (token.state == TokenState::parked)
      parked[token.scope].push_back(token.id);
    else
      waits[token.scope] = true;
  }
  for (const Scope& scope : step.instance().scopes)
    if (scope.kind == ScopeKind::event_sub_process) waits[scope.parent] = true;
  for (const auto& [scope, tokens] : parked) {
    if (waits.contains(scope)) continue;
    for (const LocalId token : tokens) {
      const auto& incidents = step.instance().incidents;
      if (std::any_of(incidents.begin(), incidents.end(),
                      [&](const Incident& i) { return i.token == token; }))
        continue;
      step.add(IncidentRaised{{step.next_local(),
                               token,
                               step.token(token).element,
                               "deadlock",
                               "the join waits for tokens that can never come",
                               {},
                               false,
                               step.now()}});
    }
  }
}

}  // namespace onward
