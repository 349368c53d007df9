#include "engine/execution/activities/ad_hoc_offer.hpp"

#include <algorithm>
#include <optional>

#include "engine/execution/scope.hpp"
#include "engine/feel/feel.hpp"

namespace onward {
namespace {

/// What a formula that reads no variable always says; absent: it reads some, or says nothing.
std::optional<std::vector<std::string>> constant_names(const model::Formula& formula) {
  if (formula.empty()) return std::vector<std::string>{};
  if (formula.language == model::Language::literal) return names_in(Value(formula.text));
  if (!formula.compiled.variables().empty()) return std::nullopt;
  const Context nothing;
  const auto outcome = feel::evaluate(formula.compiled, feel::ContextVariables(nothing), {});
  if (!outcome.ok() || !outcome->problems.empty()) return std::nullopt;
  return names_in(outcome->value);
}

}  // namespace

bool is_closing(const MultiInstanceState& progress) { return progress.total > progress.started; }

std::vector<const model::Element*> offered_in_ad_hoc(const model::Definition& definition,
                                                     const Instance& instance, const Token& token) {
  const model::Element* at = definition.find(token.element);
  if (at == nullptr || at->kind != model::ElementKind::ad_hoc_sub_process) return {};
  const auto scope =
      std::find_if(instance.scopes.begin(), instance.scopes.end(), [&](const Scope& each) {
        return each.owner == token.id && each.kind == ScopeKind::sub_process;
      });
  if (token.state != TokenState::waiting || scope == instance.scopes.end()) return {};
  const MultiInstanceState* state = find_multi_instance(instance, scope->id);
  if (state == nullptr || is_closing(*state)) return {};
  const bool is_busy = std::any_of(instance.tokens.begin(), instance.tokens.end(),
                                   [&](const Token& each) { return each.scope == scope->id; });
  if (at->details.ad_hoc_sequential && is_busy) return {};
  std::vector<const model::Element*> offered;
  for (const model::ElementIndex i : at->implicit_starts) offered.push_back(&definition.element(i));
  return offered;
}

OfferedTo offered_to(const model::Definition& definition, const model::Element& activity) {
  const model::UserTask& user = activity.details.user;
  if (!user.assignee.empty() || !user.candidate_users.empty() || !user.candidate_groups.empty()) {
    const auto assignee = constant_names(user.assignee);
    auto users = constant_names(user.candidate_users);
    auto groups = constant_names(user.candidate_groups);
    if (!assignee || !users || !groups) return {};
    users->insert(users->end(), assignee->begin(), assignee->end());
    return {std::move(*groups), std::move(*users)};
  }
  if (activity.lane == model::none) return {};
  const model::Lane& lane = definition.lanes[activity.lane];
  return {{lane.group}, {}, lane.assign_responsible};
}

}  // namespace onward
