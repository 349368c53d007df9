// A walk against the arrows from each incoming flow of the join. Elements are marked once, so a
// walk is linear in the flows.
#include "engine/model/reach.hpp"

#include <string_view>
#include <unordered_map>

namespace onward::model {
namespace {

/// Throwing link events of one scope by name: a link behaves as a virtual sequence flow
/// (clause 10.5.5).
using Links = std::unordered_map<std::string_view, std::vector<ElementIndex>>;

bool is_link(const Element& element, ElementKind kind) {
  return element.kind == kind && element.details.events.size() == 1 &&
         element.details.events.front().kind == EventKind::link;
}

/// Only siblings of the join matter: flows never cross the border of a sub-process (clause 8.4.13).
Links links_beside(const Definition& definition, const Element& join) {
  const auto& siblings =
      join.parent == none ? definition.top : definition.element(join.parent).children;
  Links links;
  for (const ElementIndex index : siblings) {
    const Element& element = definition.element(index);
    if (is_link(element, ElementKind::intermediate_throw_event))
      links[element.details.events.front().name.text].push_back(index);
  }
  return links;
}

/// Calls visit(i) for each element from which a token comes to `element` in one step.
template <class Visit>
void each_source(const Definition& definition, const Links& links, const Element& element,
                 Visit visit) {
  for (const FlowIndex flow : element.incoming) visit(definition.flow(flow).source);
  if (element.attached_to != none) visit(element.attached_to);
  if (!is_link(element, ElementKind::intermediate_catch_event)) return;
  const auto found = links.find(element.details.events.front().name.text);
  if (found == links.end()) return;
  for (const ElementIndex source : found->second) visit(source);
}

std::vector<bool> reach_flow(const Definition& definition, const Links& links, ElementIndex join,
                             FlowIndex flow) {
  std::vector<bool> reaches(definition.elements.size(), false);
  std::vector<ElementIndex> open;
  const auto visit = [&](ElementIndex element) {
    if (element == join || reaches[element]) return;
    reaches[element] = true;
    open.push_back(element);
  };
  visit(definition.flow(flow).source);
  while (!open.empty()) {  // each element enters `open` once
    const ElementIndex element = open.back();
    open.pop_back();
    each_source(definition, links, definition.element(element), visit);
  }
  return reaches;
}

}  // namespace

JoinReach compute_reach(const Definition& definition, ElementIndex join) {
  const Links links = links_beside(definition, definition.element(join));
  JoinReach reach;
  for (const FlowIndex flow : definition.element(join).incoming)
    reach.push_back(reach_flow(definition, links, join, flow));
  return reach;
}

}  // namespace onward::model
