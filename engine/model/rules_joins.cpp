// Rules of what comes together: joins that can never have all their tokens, and merges that let
// several pass. They say only what holds for every run.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/model/concurrency.hpp"
#include "engine/model/rules.hpp"
#include "engine/model/ways.hpp"

namespace onward::model {
namespace {

using Node = Ways::Node;

bool is_parallel_join(const DraftGraph& graph, const DraftElement& element) {
  return element.kind == ElementKind::parallel_gateway && graph.incoming(element).size() > 1;
}

void check_join(const DraftGraph& graph, const Concurrency& concurrency, const DraftElement& join,
                Findings& found) {
  const auto& incoming = graph.incoming(join);
  const bool reached = std::any_of(incoming.begin(), incoming.end(), [&](const DraftFlow* flow) {
    return concurrency.may_hold_token(*flow);
  });
  if (!reached) return;
  for (const DraftFlow* flow : incoming)
    if (!concurrency.may_hold_token(*flow))
      return found.add(join, "it waits for ever: no token ever comes by " + describe(*flow));
  for (std::size_t i = 0; i < incoming.size(); ++i)
    for (std::size_t j = i + 1; j < incoming.size(); ++j)
      if (!concurrency.may_hold_tokens(*incoming[i], *incoming[j]))
        return found.add(join, "it waits for ever: where a token comes by " +
                                   describe(*incoming[i]) + ", none comes by " +
                                   describe(*incoming[j]));
}

void joins_can_complete(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    const bool joins =
        std::any_of(scope.elements.begin(), scope.elements.end(),
                    [&](const DraftElement* element) { return is_parallel_join(graph, *element); });
    if (!joins) continue;
    const Concurrency concurrency(graph, scope);
    if (!concurrency.is_known()) continue;
    for (const DraftElement* element : scope.elements)
      if (is_parallel_join(graph, *element)) check_join(graph, concurrency, *element, found);
  }
}

/// Whether tokens that come to it are put together, or die there without having done anything.
bool takes_tokens_together(const Ways& ways, Node node) {
  const DraftElement* element = &ways.element(node);
  if (element->details.start_quantity > 1) return true;
  if (is_gateway(element->kind) && element->kind != ElementKind::exclusive_gateway &&
      element->kind != ElementKind::event_based_gateway)
    return true;
  for (std::size_t steps = 0; steps < ways.size(); ++steps) {
    if (element->kind == ElementKind::end_event)
      return element->details.events.empty() || has_event(*element, EventKind::terminate);
    if (element->kind != ElementKind::exclusive_gateway || ways.after(node).size() != 1)
      return false;
    node = ways.after(node).front();
    element = &ways.element(node);
  }
  return false;
}

/// Two branches of one split, each as the elements that its token can come to.
class Branches {
 public:
  Branches(const Ways& ways, Node split, Node one, Node other)
      : ways_(ways), one_(one), other_(other) {
    Ways::Set closed = ways.none();
    closed[split] = true;
    first_ = ways.reached({one}, closed);
    second_ = ways.reached({other}, closed);
  }

  /// The one element by which both branches enter what they have in common.
  [[nodiscard]] std::optional<Node> meeting() const {
    std::vector<Node> entries;
    for (const Node head : {one_, other_})
      if (is_common(head)) entries.push_back(head);
    for (Node node = 0; node < ways_.size(); ++node) {
      if (is_common(node) || !(first_[node] || second_[node])) continue;
      for (const Node next : ways_.after(node))
        if (is_common(next)) entries.push_back(next);
    }
    const bool single = std::all_of(entries.begin(), entries.end(),
                                    [&](Node node) { return node == entries.front(); });
    if (entries.empty() || !single) return std::nullopt;
    return entries.front();
  }

  /// Whether every token of both branches comes to the node, as long as it comes to an end.
  [[nodiscard]] bool always_come_to(Node node) const {
    Ways::Set closed = ways_.none();
    closed[node] = true;
    for (const Node head : {one_, other_}) {
      const auto reached = ways_.reached({head}, closed);
      for (Node each = 0; each < reached.size(); ++each)
        if (reached[each] && ways_.after(each).empty()) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] bool is_common(Node node) const { return first_[node] && second_[node]; }

  const Ways& ways_;
  Node one_, other_;
  Ways::Set first_, second_;
};

/// Where the tokens go that leave the element together, whatever conditions say.
std::vector<Node> heads_of(const DraftGraph& graph, const Ways& ways, Node split) {
  const DraftElement& element = ways.element(split);
  if (is_gateway(element.kind) && element.kind != ElementKind::parallel_gateway) return {};
  std::vector<Node> heads;
  for (const DraftFlow* flow : graph.outgoing(element)) {
    const bool is_default = !flow->id.empty() && flow->id == element.default_flow;
    if (!flow->condition.empty() || is_default) continue;
    for (const Node next : ways.after(split))
      if (ways.element(next).id == flow->target) {
        heads.push_back(next);
        break;
      }
  }
  return heads;
}

/// How many elements one process may make the rule below walk over.
struct Budget {
  std::size_t left = limits::path_steps;
  bool take(std::size_t steps) {
    if (steps > left) return false;
    left -= steps;
    return true;
  }
};

void check_split(const DraftGraph& graph, const Ways& ways, Node split, Budget& budget,
                 Findings& found) {
  const std::vector<Node> heads = heads_of(graph, ways, split);
  for (std::size_t i = 0; i < heads.size(); ++i)
    for (std::size_t j = i + 1; j < heads.size(); ++j) {
      if (!budget.take(4 * ways.size())) return;
      const Branches branches(ways, split, heads[i], heads[j]);
      const auto meeting = branches.meeting();
      if (!meeting || *meeting == split || takes_tokens_together(ways, *meeting)) continue;
      if (!branches.always_come_to(*meeting)) continue;
      return found.add(ways.element(*meeting),
                       "the branches of " + describe(ways.element(split)) +
                           " come here one by one, and it and what follows is done for each: a "
                           "parallel gateway would put them together");
    }
}

void merges_follow_choices(const DraftGraph& graph, Findings& found) {
  Budget budget;
  for (const DraftScope& scope : graph.scopes()) {
    const Ways ways(graph, scope);
    for (Node node = 0; node < ways.size(); ++node)
      if (graph.outgoing(ways.element(node)).size() > 1)
        check_split(graph, ways, node, budget, found);
  }
}

constexpr std::array table{
    Rule{"join-never-complete", "13.4.1", Severity::warning,
         "A parallel join can get a token by each of its incoming flows.", joins_can_complete},
    Rule{"multiple-merge", "13.4.2", Severity::warning,
         "The branches of a parallel split meet in a gateway that puts them together, or go on "
         "apart.",
         merges_follow_choices},
};

}  // namespace

std::span<const Rule> join_rules() { return table; }

}  // namespace onward::model
