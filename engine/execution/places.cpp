#include "engine/execution/places.hpp"

#include "engine/base/check.hpp"

namespace onward {

Places::Places(const model::Definition& definition, const Instance& instance)
    : definition_(definition) {
  for (const Token& token : instance.tokens)
    arrive(token.scope, definition.at(token.element), token);
  for (const Scope& scope : instance.scopes)
    if (!scope.owner && scope.parent) ++rooms_[scope.parent].held;
  for (const Scope& scope : instance.scopes)
    if (holds_nothing(scope.id)) emptied_.insert(scope.id);
}

void Places::arrive(LocalId scope, model::ElementIndex element, const Token& token) {
  Room& room = rooms_[scope];
  ++room.held;
  if (token.state == TokenState::parked)
    room.parked[element][token.flow].insert(token.id);
  else if (token.state == TokenState::spent)
    room.spent[element][token.flow].insert(token.id);
  else
    ++room.moving[element];
  changed_.insert(scope);
}

void Places::depart(const Token& token) {
  const model::ElementIndex element = definition_.at(token.element);
  Room& room = rooms_.at(token.scope);
  if (token.state == TokenState::parked || token.state == TokenState::spent) {
    auto& all = token.state == TokenState::parked ? room.parked : room.spent;
    Parked& at = all.at(element);
    const auto flow = at.find(token.flow);
    flow->second.erase(token.id);
    if (flow->second.empty()) at.erase(flow);
    if (at.empty()) all.erase(element);
  } else if (--room.moving.at(element) == 0) {
    room.moving.erase(element);
  }
  changed_.insert(token.scope);
  hold_less(token.scope);
}

void Places::hold_less(LocalId scope) {
  if (--rooms_.at(scope).held == 0) emptied_.insert(scope);
}

void Places::note(const Instance& instance, const Fact& fact) {
  if (const auto* created = std::get_if<TokenCreated>(&fact)) {
    Token token;
    token.id = created->token;
    arrive(created->scope, definition_.at(created->element), token);
  } else if (const auto* moved = std::get_if<TokenStateChanged>(&fact)) {
    Token token = *find_token(instance, moved->token);
    depart(token);
    token.state = moved->state;
    arrive(token.scope, definition_.at(token.element), token);
  } else if (const auto* consumed = std::get_if<TokenConsumed>(&fact)) {
    depart(*find_token(instance, consumed->token));
  } else if (std::holds_alternative<InstanceStarted>(fact)) {
    emptied_.insert(root_scope);
  } else if (const auto* opened = std::get_if<ScopeOpened>(&fact)) {
    emptied_.insert(opened->scope);
    if (!opened->owner) ++rooms_[opened->parent].held;
  } else if (const auto* closed = std::get_if<ScopeClosed>(&fact)) {
    const Scope& scope = *find_scope(instance, closed->scope);
    if (!scope.owner) hold_less(scope.parent);
    rooms_.erase(closed->scope);
    emptied_.erase(closed->scope);
  }
}

const Places::Room* Places::room(LocalId scope) const {
  const auto at = rooms_.find(scope);
  return at == rooms_.end() ? nullptr : &at->second;
}

LocalId Places::first_parked(LocalId scope, model::ElementIndex element,
                             const std::string& flow) const {
  const Room* at = room(scope);
  if (at == nullptr) return {};
  const auto join = at->parked.find(element);
  if (join == at->parked.end()) return {};
  const auto tokens = join->second.find(flow);
  return tokens == join->second.end() ? LocalId{} : *tokens->second.begin();
}

namespace {

/// nullptr: nothing is there.
const Places::Parked* at_element(const std::map<model::ElementIndex, Places::Parked>& all,
                                 model::ElementIndex element) {
  const auto at = all.find(element);
  return at == all.end() ? nullptr : &at->second;
}

}  // namespace

std::vector<LocalId> Places::first_parked(LocalId scope, model::ElementIndex element) const {
  std::vector<LocalId> tokens;
  const Room* in = room(scope);
  const Parked* at = in == nullptr ? nullptr : at_element(in->parked, element);
  if (at == nullptr) return tokens;
  for (const auto& [flow, parked] : *at) tokens.push_back(*parked.begin());
  return tokens;
}

std::size_t Places::count_parked(LocalId scope, model::ElementIndex element,
                                 const std::string& flow) const {
  const Room* in = room(scope);
  const Parked* at = in == nullptr ? nullptr : at_element(in->parked, element);
  if (at == nullptr) return 0;
  const auto parked = at->find(flow);
  return parked == at->end() ? 0 : parked->second.size();
}

bool Places::has_spent(LocalId scope, model::ElementIndex element) const {
  const Room* in = room(scope);
  return in != nullptr && in->spent.contains(element);
}

std::vector<LocalId> Places::spent(LocalId scope, model::ElementIndex element) const {
  std::vector<LocalId> tokens;
  const Room* in = room(scope);
  const Parked* at = in == nullptr ? nullptr : at_element(in->spent, element);
  if (at == nullptr) return tokens;
  for (const auto& [flow, used] : *at) tokens.insert(tokens.end(), used.begin(), used.end());
  return tokens;
}

std::vector<LocalId> Places::all_parked(LocalId scope, model::ElementIndex element) const {
  std::vector<LocalId> tokens;
  const Room* in = room(scope);
  const Parked* at = in == nullptr ? nullptr : at_element(in->parked, element);
  if (at == nullptr) return tokens;
  for (const auto& [flow, parked] : *at) tokens.insert(tokens.end(), parked.begin(), parked.end());
  return tokens;
}

bool Places::holds_nothing(LocalId scope) const {
  const Room* at = room(scope);
  return at == nullptr || at->held == 0;
}

std::optional<LocalId> Places::take_emptied() {
  while (!emptied_.empty()) {
    const LocalId innermost = *emptied_.rbegin();
    emptied_.erase(innermost);
    if (holds_nothing(innermost)) return innermost;
  }
  return std::nullopt;
}

}  // namespace onward
