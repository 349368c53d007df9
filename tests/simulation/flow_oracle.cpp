#include "tests/simulation/flow_oracle.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "engine/instance/apply.hpp"

namespace onward::simulation {
namespace {

using model::ElementKind;
using Flows = std::multiset<std::string>;

std::optional<std::int64_t> value_of_x(const Instance& instance, LocalId scope) {
  for (LocalId id = scope; id;) {
    const Scope& at = *find_scope(instance, id);
    const Value* x = find_variable(at, "x");
    if (x != nullptr) return x->number() == nullptr ? std::nullopt : x->number()->to_int64();
    id = at.parent;
  }
  return std::nullopt;
}

/// "x >= 2" and the like; nothing for anything else.
std::optional<bool> holds(const std::string& condition, std::int64_t x) {
  std::istringstream words(condition);
  std::string name, comparison;
  std::int64_t bound = 0;
  if (!(words >> name >> comparison >> bound) || name != "x") return std::nullopt;
  if (comparison == ">=") return x >= bound;
  if (comparison == "<=") return x <= bound;
  if (comparison == ">") return x > bound;
  if (comparison == "=") return x == bound;
  return std::nullopt;
}

/// What the token must take when it leaves; nothing when the oracle cannot tell.
std::optional<Flows> expected_flows(const model::Definition& definition, const Instance& instance,
                                    const Token& token, const model::Element& element) {
  const bool all = element.kind == ElementKind::parallel_gateway;
  const bool only_first = element.kind == ElementKind::exclusive_gateway;
  const auto x = value_of_x(instance, token.scope);
  Flows taken;
  bool met = false;
  for (const model::FlowIndex index : element.outgoing) {
    const model::Flow& flow = definition.flow(index);
    if (!all && index == element.default_flow) continue;
    if (!all && !flow.condition.empty()) {
      if (!x) return std::nullopt;
      const auto fulfilled = holds(flow.condition.text, *x);
      if (!fulfilled) return std::nullopt;
      if (!*fulfilled) continue;
      met = true;
    }
    taken.insert(flow.id);
    if (only_first) return taken;
  }
  if (!all && element.default_flow != model::none && !met)
    taken.insert(definition.flow(element.default_flow).id);
  return taken;
}

/// Ends, and what goes on elsewhere than along its flows.
bool leaves_by_flows(const Instance& instance, const Token& token, const model::Element& element) {
  if (element.kind == ElementKind::event_based_gateway ||
      element.kind == ElementKind::complex_gateway)
    return false;
  const Scope& scope = *find_scope(instance, token.scope);
  if (scope.kind == ScopeKind::compensation) return false;
  return scope.kind != ScopeKind::multi_instance || scope.element != token.element;
}

class Check {
 public:
  Check(const model::Definition& definition, const Instance& before)
      : definition_(definition), state_(before) {}

  std::vector<std::string> run(const std::vector<Fact>& facts) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const auto* consumed = std::get_if<TokenConsumed>(&facts[i]);
      if (consumed != nullptr && consumed->end == TokenEnd::completed)
        check_leaving(*find_token(state_, consumed->token), facts, i + 1);
      apply(state_, facts[i]);
    }
    if (!is_ended(state_.state)) check_parallel_joins();
    return std::move(broken_);
  }

 private:
  void check_leaving(const Token& token, const std::vector<Fact>& facts, std::size_t next) {
    const model::Element& element = *definition_.find(token.element);
    if (!leaves_by_flows(state_, token, element)) return;
    const auto expected = expected_flows(definition_, state_, token, element);
    if (!expected) return;
    Flows joined = {token.flow};
    while (next < facts.size()) {
      const auto* merged = std::get_if<TokenConsumed>(&facts[next]);
      if (merged == nullptr || merged->end != TokenEnd::merged) break;
      joined.insert(find_token(state_, merged->token)->flow);
      ++next;
    }
    Flows taken;
    for (; next < facts.size() && taken.size() < expected->size(); ++next) {
      const auto* created = std::get_if<TokenCreated>(&facts[next]);
      if (created == nullptr || created->scope != token.scope) break;
      taken.insert(created->flow);
    }
    if (taken != *expected) broken_.push_back("a token at " + element.id + " took other flows");
    if (element.kind == ElementKind::parallel_gateway && joined != incoming(element))
      broken_.push_back("the parallel gateway " + element.id + " took other tokens");
  }

  Flows incoming(const model::Element& element) const {
    Flows flows;
    for (const model::FlowIndex flow : element.incoming) flows.insert(definition_.flow(flow).id);
    return flows;
  }

  void check_parallel_joins() {
    for (const Token& token : state_.tokens) {
      const model::Element& element = *definition_.find(token.element);
      if (element.kind != ElementKind::parallel_gateway || token.state != TokenState::parked)
        continue;
      std::set<std::string> occupied;
      for (const Token& other : state_.tokens)
        if (other.scope == token.scope && other.element == token.element &&
            other.state == TokenState::parked)
          occupied.insert(other.flow);
      if (occupied.size() == element.incoming.size())
        broken_.push_back("the parallel join " + element.id + " should have fired");
    }
  }

  const model::Definition& definition_;
  Instance state_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> check_flows(const model::Definition& definition, const Instance& before,
                                     const std::vector<Fact>& facts) {
  return Check(definition, before).run(facts);
}

}  // namespace onward::simulation
