#include "engine/execution/joins.hpp"

#include <algorithm>
#include <map>

#include "engine/execution/gateways/gateways.hpp"
#include "engine/execution/places.hpp"

namespace onward {
namespace {

/// First parked token per incoming flow (same index as Element::incoming); none where the flow is
/// empty.
std::vector<LocalId> parked_by_flow(const Step& step, const model::Element& join,
                                    const Places::Parked& parked) {
  std::vector<LocalId> tokens;
  for (const model::FlowIndex flow : join.incoming) {
    const auto at = parked.find(step.definition().flow(flow).id);
    tokens.push_back(at == parked.end() ? LocalId{} : *at->second.begin());
  }
  return tokens;
}

/// Clause 13.4.3: a token elsewhere holds the join back when it can still reach an empty incoming
/// flow (without visiting the join) and cannot reach one that has a token.
bool holds_back(model::ElementIndex elsewhere, const model::Element& join,
                const std::vector<LocalId>& parked) {
  bool reaches_empty = false;
  for (std::size_t i = 0; i < parked.size(); ++i) {
    if (!join.reach[i][elsewhere]) continue;
    if (parked[i]) return false;
    reaches_empty = true;
  }
  return reaches_empty;
}

bool is_enabled(const Places::Room& room, model::ElementIndex index, const model::Element& join,
                const std::vector<LocalId>& parked) {
  // After a migration a token may stand where the new version has nothing to join any more.
  if (join.incoming.size() < 2) return true;
  const auto holds = [&](const auto& at) { return holds_back(at.first, join, parked); };
  return std::none_of(room.moving.begin(), room.moving.end(), holds) &&
         std::none_of(room.parked.begin(), room.parked.end(),
                      [&](const auto& at) { return at.first != index && holds(at); });
}

/// Clause 13.4.5: a complex gateway is reset when no incoming flow that it has not used can get a
/// token any more.
bool reset_in(Step& step, LocalId scope, const Places::Room& room) {
  for (const auto& [index, used] : room.spent) {
    const model::Element& gateway = step.definition().element(index);
    // A reset that failed is tried again when its incident is.
    const LocalId first = step.places().spent(scope, index).front();
    if (!step.belonging(first, find_incident).empty()) continue;
    std::vector<LocalId> filled = parked_by_flow(step, gateway, used);
    if (const auto parked = room.parked.find(index); parked != room.parked.end()) {
      const std::vector<LocalId> late = parked_by_flow(step, gateway, parked->second);
      for (std::size_t i = 0; i < filled.size(); ++i)
        if (!filled[i]) filled[i] = late[i];
    }
    if (!is_enabled(room, index, gateway, filled)) continue;
    reset_complex(step, scope, gateway);
    return true;
  }
  return false;
}

/// Fires the first join of the scope that is enabled; false: none is.
bool fire_in(Step& step, const Places::Room& room) {
  for (const auto& [index, tokens] : room.parked) {
    const model::Element& join = step.definition().element(index);
    if (join.kind != model::ElementKind::inclusive_gateway) continue;
    const std::vector<LocalId> parked = parked_by_flow(step, join, tokens);
    if (!is_enabled(room, index, join, parked)) continue;
    fire_inclusive_join(step, parked);
    return true;
  }
  return false;
}

}  // namespace

bool fire_inclusive_joins(Step& step) {
  bool fired = false;
  // A join looks at the tokens of its own scope only; firing it marks the scope as changed again.
  for (const LocalId scope : step.places().take_changed()) {
    const Places::Room* room = step.places().room(scope);
    if (room != nullptr && (fire_in(step, *room) || reset_in(step, scope, *room))) fired = true;
  }
  return fired;
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
      if (!step.belonging(token, find_incident).empty()) continue;
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
