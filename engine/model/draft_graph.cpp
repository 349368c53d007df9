// Indexing a draft once, so that each rule is a short loop.
#include "engine/model/draft_graph.hpp"

#include <algorithm>

namespace onward::model {

DraftGraph::DraftGraph(const DraftProcess& process) : process_(process) {
  scopes_.push_back({});
  std::unordered_map<std::string_view, std::size_t> scope_of;
  for (const DraftElement& element : process.elements) {
    elements_.emplace(element.id, &element);
    if (!is_sub_process(element.kind)) continue;
    if (scope_of.emplace(element.id, scopes_.size()).second) scopes_.push_back({&element, {}});
  }
  for (const DraftElement& element : process.elements) {
    const auto found = scope_of.find(element.parent);
    const bool inside = !element.parent.empty() && found != scope_of.end();
    scopes_[inside ? found->second : 0].elements.push_back(&element);
  }
  for (const DraftFlow& flow : process.flows) {
    if (!flow.id.empty()) flows_.emplace(flow.id, &flow);
    outgoing_[flow.source].push_back(&flow);
    incoming_[flow.target].push_back(&flow);
  }
}

const DraftElement* DraftGraph::find(std::string_view id) const {
  const auto found = elements_.find(id);
  return found == elements_.end() ? nullptr : found->second;
}

const DraftFlow* DraftGraph::find_flow(std::string_view id) const {
  const auto found = flows_.find(id);
  return found == flows_.end() ? nullptr : found->second;
}

const DraftElement* DraftGraph::parent(const DraftElement& element) const {
  return element.parent.empty() ? nullptr : find(element.parent);
}

const DraftGraph::Flows& DraftGraph::incoming(const DraftElement& element) const {
  const auto found = incoming_.find(element.id);
  return found == incoming_.end() ? nothing_ : found->second;
}

const DraftGraph::Flows& DraftGraph::outgoing(const DraftElement& element) const {
  const auto found = outgoing_.find(element.id);
  return found == outgoing_.end() ? nothing_ : found->second;
}

bool has_event(const DraftElement& element, EventKind kind) {
  return std::any_of(element.details.events.begin(), element.details.events.end(),
                     [kind](const EventDefinition& event) { return event.kind == kind; });
}

bool is_link(const DraftElement& element) {
  return element.details.events.size() == 1 && has_event(element, EventKind::link);
}

bool starts_by_itself(const DraftGraph& graph, const DraftElement& element) {
  if (element.kind == ElementKind::start_event || element.kind == ElementKind::boundary_event ||
      element.kind == ElementKind::event_sub_process)
    return true;
  if (element.details.for_compensation || element.details.instantiate) return true;
  if (element.kind == ElementKind::intermediate_catch_event && is_link(element)) return true;
  const DraftElement* parent = graph.parent(element);
  return parent != nullptr && parent->kind == ElementKind::ad_hoc_sub_process;
}

}  // namespace onward::model
