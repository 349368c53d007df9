// Indices are positions in the draft's lists, so everything comes out in document order.
#include "engine/model/link.hpp"

#include "engine/base/check.hpp"
#include "engine/base/limits.hpp"
#include "engine/model/draft_graph.hpp"

namespace onward::model {
namespace {

void link_elements(const DraftProcess& process, Definition& definition) {
  for (ElementIndex i = 0; i < definition.elements.size(); ++i)
    if (!process.elements[i].id.empty()) definition.index.emplace(process.elements[i].id, i);
  for (ElementIndex i = 0; i < definition.elements.size(); ++i) {
    const DraftElement& draft = process.elements[i];
    Element& element = definition.elements[i];
    if (!draft.parent.empty()) element.parent = definition.at(draft.parent);
    auto& siblings =
        element.parent == none ? definition.top : definition.elements[element.parent].children;
    siblings.push_back(i);
    if (draft.kind != ElementKind::boundary_event) continue;
    element.attached_to = definition.at(draft.attached_to);
    definition.elements[element.attached_to].boundary_events.push_back(i);
  }
}

void link_flows(const DraftProcess& process, Definition& definition) {
  for (FlowIndex i = 0; i < definition.flows.size(); ++i) {
    const DraftFlow& draft = process.flows[i];
    Flow& flow = definition.flows[i];
    flow.source = definition.at(draft.source);
    flow.target = definition.at(draft.target);
    Element& source = definition.elements[flow.source];
    source.outgoing.push_back(i);
    definition.elements[flow.target].incoming.push_back(i);
    const std::string& default_flow = process.elements[flow.source].default_flow;
    if (!default_flow.empty() && default_flow == draft.id) source.default_flow = i;
  }
}

/// A compensation boundary event leads to its handler by an association, whichever way it is drawn.
void link_handlers(const DraftProcess& process, Definition& definition) {
  for (const DraftAssociation& association : process.associations) {
    const auto source = definition.index.find(association.source);
    const auto target = definition.index.find(association.target);
    if (source == definition.index.end() || target == definition.index.end()) continue;
    for (const auto& [from, to] :
         {std::pair(source->second, target->second), std::pair(target->second, source->second)}) {
      Element& boundary = definition.elements[from];
      if (boundary.kind == ElementKind::boundary_event && boundary.handler == none &&
          definition.elements[to].details.for_compensation)
        boundary.handler = to;
    }
  }
}

void link_starts(const DraftProcess& process, Definition& definition) {
  const DraftGraph graph(process);
  for (ElementIndex i = 0; i < definition.elements.size(); ++i) {
    const Element& element = definition.elements[i];
    const bool top = element.parent == none;
    auto& starts = top ? definition.start_events : definition.elements[element.parent].start_events;
    auto& events = top ? definition.event_sub_processes
                       : definition.elements[element.parent].event_sub_processes;
    if (element.kind == ElementKind::start_event) starts.push_back(i);
    if (element.kind == ElementKind::event_sub_process) events.push_back(i);
  }
  for (const ElementIndex i : definition.top) {
    const Element& element = definition.elements[i];
    const bool receives = element.kind == ElementKind::receive_task && element.details.instantiate;
    if (receives || definition.instantiating_gateway(element) != nullptr)
      definition.instantiating.push_back(i);
  }
  // Without a start event, what has no incoming flow starts with its (sub-)process (clause 10.5.2).
  // In an ad-hoc sub-process these are the activities that are offered.
  for (ElementIndex i = 0; i < definition.elements.size(); ++i) {
    const Element& element = definition.elements[i];
    const bool top = element.parent == none;
    const auto& starts =
        top ? definition.start_events : definition.elements[element.parent].start_events;
    const bool ad_hoc =
        !top && definition.elements[element.parent].kind == ElementKind::ad_hoc_sub_process;
    if (!starts.empty() || !element.incoming.empty() || element.details.for_compensation) continue;
    if (starts_by_itself(graph, process.elements[i]) && !(ad_hoc && is_activity(element.kind)))
      continue;
    auto& implicit =
        top ? definition.implicit_starts : definition.elements[element.parent].implicit_starts;
    implicit.push_back(i);
  }
}

std::size_t depth_of(const std::vector<std::uint32_t>& parents, std::uint32_t lane) {
  std::size_t depth = 0;
  for (; parents[lane] != none && depth < limits::nesting; ++depth) lane = parents[lane];
  return depth;
}

void link_lanes(const DraftProcess& process, Definition& definition) {
  std::unordered_map<std::string_view, std::uint32_t> lane_of_id;
  for (std::uint32_t i = 0; i < process.lanes.size(); ++i) {
    const DraftLane& draft = process.lanes[i];
    lane_of_id.emplace(draft.id, i);
    definition.lanes.push_back({draft.id, draft.name, draft.group, draft.assign_responsible});
  }
  std::vector<std::uint32_t> parents;
  for (const DraftLane& draft : process.lanes) {
    const auto found = lane_of_id.find(draft.parent_lane);
    parents.push_back(draft.parent_lane.empty() || found == lane_of_id.end() ? none
                                                                             : found->second);
  }
  for (std::uint32_t i = 0; i < process.lanes.size(); ++i)
    for (const std::string& id : process.lanes[i].elements) {
      const auto found = definition.index.find(id);
      if (found == definition.index.end()) continue;
      std::uint32_t& lane = definition.elements[found->second].lane;
      if (lane == none || depth_of(parents, i) > depth_of(parents, lane)) lane = i;
    }
  // What no lane names is in the lane of the nearest sub-process around it.
  std::vector<std::uint32_t> own;
  for (const Element& element : definition.elements) own.push_back(element.lane);
  for (Element& element : definition.elements)
    for (ElementIndex around = element.parent; element.lane == none && around != none;
         around = definition.elements[around].parent)
      element.lane = own[around];
}

}  // namespace

void link(const DraftProcess& process, Definition& definition) {
  ONWARD_CHECK(definition.elements.size() == process.elements.size());
  ONWARD_CHECK(definition.flows.size() == process.flows.size());
  link_elements(process, definition);
  link_flows(process, definition);
  link_handlers(process, definition);
  link_starts(process, definition);
  link_lanes(process, definition);
}

}  // namespace onward::model
