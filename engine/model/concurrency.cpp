// The least relation that holds what is there at the beginning and is closed under every move.
#include "engine/model/concurrency.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"

namespace onward::model {
namespace {

/// What begins the scope; where there are start events in a process, each begins another instance.
std::vector<const DraftElement*> beginnings(const DraftGraph& graph, const DraftScope& scope) {
  std::vector<const DraftElement*> starts, implicit;
  for (const DraftElement* element : scope.elements) {
    if (element->kind == ElementKind::start_event)
      starts.push_back(element);
    else if (graph.incoming(*element).empty() && !starts_by_itself(graph, *element))
      implicit.push_back(element);
  }
  return starts.empty() ? implicit : starts;
}

bool is_beyond(const DraftGraph& graph, const DraftScope& scope) {
  if (!scope.is_process() && scope.owner->kind == ElementKind::ad_hoc_sub_process) return true;
  if (scope.elements.size() > limits::concurrent_elements) return true;
  std::size_t flows = 0;
  for (const DraftElement* element : scope.elements) flows += graph.outgoing(*element).size();
  if (flows > 2 * limits::concurrent_elements) return true;
  return std::any_of(scope.elements.begin(), scope.elements.end(), [](const DraftElement* element) {
    return element->details.instantiate ||
           (element->kind == ElementKind::start_event && element->details.parallel_multiple);
  });
}

}  // namespace

Concurrency::Concurrency(const DraftGraph& graph, const DraftScope& scope)
    : known_(!is_beyond(graph, scope)) {
  if (!known_) return;
  for (const DraftElement* element : scope.elements) add_moves(graph, *element);
  marked_.assign(places_.size() + links_.size(), false);
  together_.assign(marked_.size(), std::vector<bool>(marked_.size(), false));
  begin(graph, scope);
  std::size_t steps = 0;
  do {  // each round adds a pair, or is the last
    changed_ = false;
    steps += moves_.size() * places_.size();
    if (steps > limits::path_steps * 4) {
      known_ = false;
      return;
    }
    for (const Move& move : moves_)
      if (is_enabled(move)) make(move);
    // A document may be written from its end.
    std::reverse(moves_.begin(), moves_.end());
  } while (changed_);
}

Concurrency::Place Concurrency::place_of(const void* thing) {
  return places_.emplace(thing, places_.size() + links_.size()).first->second;
}

void Concurrency::add_moves(const DraftGraph& graph, const DraftElement& element) {
  const Place inside = place_of(&element);
  std::vector<Place> in, out;
  for (const DraftFlow* flow : graph.incoming(element)) in.push_back(place_of(flow));
  for (const DraftFlow* flow : graph.outgoing(element)) out.push_back(place_of(flow));
  const auto link = [&] {
    return links_.emplace(element.details.events.front().name.text, places_.size() + links_.size())
        .first->second;
  };
  if (element.kind == ElementKind::intermediate_catch_event && is_link(element))
    in.push_back(link());
  if (element.kind == ElementKind::intermediate_throw_event && is_link(element))
    out.push_back(link());
  if (element.kind == ElementKind::parallel_gateway && in.size() > 1)
    moves_.push_back({in, {inside}});
  else
    for (const Place each : in) moves_.push_back({{each}, {inside}});
  if (element.kind == ElementKind::exclusive_gateway ||
      element.kind == ElementKind::event_based_gateway) {
    for (const Place each : out) moves_.push_back({{inside}, {each}});
  } else {
    // Several tokens on a flow: a completion quantity, or a complex gateway that is reset.
    const bool again =
        element.details.completion_quantity > 1 || element.kind == ElementKind::complex_gateway;
    if (again) out.insert(out.end(), out.begin(), out.end());
    moves_.push_back({{inside}, out});
  }
  if (element.kind != ElementKind::boundary_event) return;
  const DraftElement* host = graph.find(element.attached_to);
  if (host == nullptr) return;
  const Place around = place_of(host);
  if (element.details.interrupting)
    moves_.push_back({{around}, {inside}});
  else
    moves_.push_back({{around}, {around, inside}});
}

void Concurrency::begin(const DraftGraph& graph, const DraftScope& scope) {
  const auto first = beginnings(graph, scope);
  for (const DraftElement* one : first) {
    marked_[place_of(one)] = true;
    if (one->kind == ElementKind::start_event && scope.is_process()) continue;
    for (const DraftElement* other : first)
      if (one != other) relate(place_of(one), place_of(other));
  }
}

void Concurrency::relate(Place one, Place other) {
  changed_ = changed_ || !together_[one][other];
  together_[one][other] = true;
  together_[other][one] = true;
}

bool Concurrency::is_enabled(const Move& move) const {
  for (std::size_t i = 0; i < move.from.size(); ++i) {
    if (!marked_[move.from[i]]) return false;
    for (std::size_t j = 0; j < i; ++j)
      if (!together_[move.from[i]][move.from[j]]) return false;
  }
  return true;
}

void Concurrency::make(const Move& move) {
  for (std::size_t i = 0; i < move.to.size(); ++i) {
    changed_ = changed_ || !marked_[move.to[i]];
    marked_[move.to[i]] = true;
    for (std::size_t j = 0; j < i; ++j) relate(move.to[i], move.to[j]);
  }
  // What is together with all that the move takes is together with what it gives.
  for (Place other = 0; other < together_.size(); ++other) {
    const bool stays = std::all_of(move.from.begin(), move.from.end(),
                                   [&](Place place) { return together_[place][other]; });
    if (!stays) continue;
    for (const Place place : move.to) relate(place, other);
  }
}

bool Concurrency::may_hold_token(const DraftFlow& flow) const {
  const auto found = places_.find(&flow);
  return found != places_.end() && marked_[found->second];
}

bool Concurrency::may_hold_tokens(const DraftFlow& one, const DraftFlow& other) const {
  const auto first = places_.find(&one), second = places_.find(&other);
  return first != places_.end() && second != places_.end() &&
         together_[first->second][second->second];
}

}  // namespace onward::model
