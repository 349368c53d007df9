// One scope of a draft as the ways that tokens can go in it: what the rules about paths walk.
#pragma once

#include <cstddef>
#include <unordered_set>
#include <vector>

#include "engine/model/draft_graph.hpp"

namespace onward::model {

/// A way is a sequence flow, an activity's boundary event, or a link (clause 10.5.5: a virtual
/// sequence flow). Lives no longer than the graph it was made from.
class Ways {
 public:
  using Node = std::size_t;
  using Set = std::vector<bool>;  ///< by node

  Ways(const DraftGraph& graph, const DraftScope& scope);

  [[nodiscard]] std::size_t size() const { return elements_.size(); }
  [[nodiscard]] const DraftElement& element(Node node) const { return *elements_[node]; }
  [[nodiscard]] const std::vector<Node>& after(Node node) const { return after_[node]; }
  [[nodiscard]] Set none() const { return Set(elements_.size(), false); }

  /// Everything that is reached from `starts`, themselves included, without entering `closed`.
  [[nodiscard]] Set reached(const std::vector<Node>& starts, const Set& closed) const;
  /// Everything from which one of `ends` is reached, themselves included.
  [[nodiscard]] Set reaching(const std::vector<Node>& ends) const;
  /// The largest sets of nodes that lie on cycles with one another and outside of `closed`; each in
  /// document order.
  [[nodiscard]] std::vector<std::vector<Node>> cycles(const Set& closed) const;

  /// Where tokens appear in the scope by themselves: start events, what starts without one, event
  /// sub-processes, compensation handlers.
  [[nodiscard]] std::vector<Node> beginnings() const;

 private:
  const DraftGraph& graph_;
  std::vector<const DraftElement*> elements_;
  std::vector<std::vector<Node>> after_;
};

/// The elements in which a token stays until something from outside happens: a person, a worker, a
/// timer, a message, another instance. Joins count, since they wait for other tokens, and so do the
/// sub-processes around anything that waits.
std::unordered_set<const DraftElement*> waiting_elements(const DraftGraph& graph);

}  // namespace onward::model
