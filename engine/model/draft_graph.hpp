// A draft process seen as a graph: names resolved where they resolve, nothing assumed about the
// rest. What the rules read.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/model/draft.hpp"

namespace onward::model {

/// One scope of a draft: the process itself (owner nullptr) or a sub-process.
struct DraftScope {
  const DraftElement* owner = nullptr;
  std::vector<const DraftElement*> elements;  ///< directly inside, document order
  [[nodiscard]] bool is_process() const { return owner == nullptr; }
};

/// Lives no longer than the process it was made from.
class DraftGraph {
 public:
  explicit DraftGraph(const DraftProcess& process);

  [[nodiscard]] const DraftProcess& process() const { return process_; }
  /// The process first, then each sub-process in document order.
  [[nodiscard]] const std::vector<DraftScope>& scopes() const { return scopes_; }
  /// The first element with this id; nullptr when there is none.
  [[nodiscard]] const DraftElement* find(std::string_view id) const;
  [[nodiscard]] const DraftFlow* find_flow(std::string_view id) const;
  /// The enclosing sub-process; nullptr when it is the process (or unknown).
  [[nodiscard]] const DraftElement* parent(const DraftElement& element) const;
  using Flows = std::vector<const DraftFlow*>;
  /// Flows that name the element as target (source); document order.
  [[nodiscard]] const Flows& incoming(const DraftElement& element) const;
  [[nodiscard]] const Flows& outgoing(const DraftElement& element) const;

 private:
  using FlowsById = std::unordered_map<std::string_view, Flows>;
  const DraftProcess& process_;
  std::vector<DraftScope> scopes_;
  std::unordered_map<std::string_view, const DraftElement*> elements_;
  std::unordered_map<std::string_view, const DraftFlow*> flows_;
  FlowsById incoming_, outgoing_;
  Flows nothing_;
};

/// Whether the element has an event definition of this kind.
bool has_event(const DraftElement& element, EventKind kind);
/// Whether the element is an event of nothing but a link.
bool is_link(const DraftElement& element);
/// Whether a token may appear at the element although no sequence flow leads there: start and
/// boundary events, event sub-processes, compensation handlers, catching links, whatever creates
/// instances by itself, content of ad-hoc sub-processes.
bool starts_by_itself(const DraftGraph& graph, const DraftElement& element);

}  // namespace onward::model
