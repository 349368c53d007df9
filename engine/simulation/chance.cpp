#include "engine/simulation/chance.hpp"

#include <algorithm>

namespace onward::simulation {
namespace {

using Flows = std::vector<model::FlowIndex>;

bool says_probability(const model::Definition& definition, const Flows& flows) {
  return std::any_of(flows.begin(), flows.end(), [&](const model::FlowIndex index) {
    return definition.flow(index).probability.has_value();
  });
}

/// What the model says; flows that say nothing share the rest.
std::vector<double> said_shares(const model::Definition& definition, const Flows& flows) {
  double said = 0;
  std::size_t silent = 0;
  for (const model::FlowIndex index : flows) {
    said += definition.flow(index).probability.value_or(0);
    if (!definition.flow(index).probability) ++silent;
  }
  const double rest = silent == 0 ? 0 : std::max(0.0, 1 - said) / static_cast<double>(silent);
  std::vector<double> shares;
  for (const model::FlowIndex index : flows)
    shares.push_back(definition.flow(index).probability.value_or(rest));
  return shares;
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::none: return "";
    case Origin::model: return "model";
    case Origin::history: return "history";
    case Origin::assumed: return "assumed";
  }
  return "";
}

const History* Chance::history_of(const model::Definition& definition) const {
  const auto found = histories_.find(definition.ref.key);
  return found == histories_.end() ? nullptr : &found->second;
}

std::optional<Drawn> Chance::lived_through(const model::Definition& definition,
                                           const model::Element& element) {
  const History* history = history_of(definition);
  if (history == nullptr) return std::nullopt;
  const auto found = history->durations.find(element.id);
  if (found == history->durations.end() || found->second.empty()) return std::nullopt;
  return Drawn{{found->second[random_.below(found->second.size())]}, Origin::history};
}

Drawn Chance::work(const model::Definition& definition, const model::Element& element,
                   Duration otherwise) {
  if (element.details.simulation.duration)
    return {random_.draw(*element.details.simulation.duration), Origin::model};
  return lived_through(definition, element).value_or(Drawn{otherwise, Origin::assumed});
}

std::optional<Drawn> Chance::arrival(const model::Definition& definition,
                                     const model::Element& element) {
  const model::SimulationNote& note = element.details.simulation;
  if (note.duration) {
    if (!random_.happens(note.probability.value_or(1))) return std::nullopt;
    return Drawn{random_.draw(*note.duration), Origin::model};
  }
  const History* history = history_of(definition);
  if (history == nullptr) return std::nullopt;
  const auto found = history->awaited.find(element.id);
  if (found == history->awaited.end()) return std::nullopt;
  const auto came = static_cast<double>(found->second.came);
  const auto all = static_cast<double>(found->second.came + found->second.given_up);
  if (!random_.happens(note.probability.value_or(came / all))) return std::nullopt;
  return lived_through(definition, element);
}

Chance::Shares Chance::shares(const model::Definition& definition, const model::Element& element,
                              const Flows& flows, double otherwise) const {
  if (says_probability(definition, flows)) return {said_shares(definition, flows)};
  const History* history = history_of(definition);
  const auto passes = history == nullptr                     ? std::size_t{0}
                      : history->passes.contains(element.id) ? history->passes.at(element.id)
                                                             : std::size_t{0};
  Shares shares{std::vector<double>(flows.size(), otherwise)};
  double taken = 0;
  std::vector<double> lived;
  for (const model::FlowIndex index : flows) {
    const auto found = history == nullptr ? std::map<std::string, std::size_t>::const_iterator{}
                                          : history->flows.find(definition.flow(index).id);
    const bool known = history != nullptr && found != history->flows.end();
    lived.push_back(
        known && passes > 0 ? static_cast<double>(found->second) / static_cast<double>(passes) : 0);
    taken += lived.back();
  }
  if (taken > 0) shares.of = std::move(lived);
  return shares;
}

std::optional<Flows> Chance::flows(const model::Definition& definition,
                                   const model::Element& element, const feel::Variables& variables,
                                   Asked asked) {
  const bool exclusive = element.kind == model::ElementKind::exclusive_gateway;
  Flows conditional;
  Flows taken;
  for (const model::FlowIndex index : element.outgoing) {
    const bool open = index == element.default_flow || !definition.flow(index).condition.empty() ||
                      definition.flow(index).probability.has_value();
    (exclusive || open ? conditional : taken).push_back(index);
  }
  if (conditional.empty()) return std::nullopt;
  const bool known =
      std::all_of(conditional.begin(), conditional.end(), [&](const model::FlowIndex index) {
        return knowledge_.is_known(definition.flow(index).condition, variables);
      });
  if (!says_probability(definition, conditional) && known && asked == Asked::before)
    return std::nullopt;
  if (exclusive) {
    const Shares weights = shares(definition, element, conditional, 1);
    return Flows{conditional[random_.pick(weights.of)]};
  }
  const Flows some = some_of(definition, element, conditional);
  taken.insert(taken.end(), some.begin(), some.end());
  return taken;
}

/// Each by itself; when none is taken, the default or else one of them.
Flows Chance::some_of(const model::Definition& definition, const model::Element& element,
                      const Flows& conditional) {
  const Shares each = shares(definition, element, conditional, 0.5);
  Flows taken;
  for (std::size_t i = 0; i < conditional.size(); ++i)
    if (conditional[i] != element.default_flow && random_.happens(each.of[i]))
      taken.push_back(conditional[i]);
  if (!taken.empty()) return taken;
  if (element.default_flow != model::none) return {element.default_flow};
  return {conditional[random_.pick(each.of)]};
}

}  // namespace onward::simulation
