#include "engine/sales/flow_graph.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward::sales {
namespace {

using model::Definition;
using model::Element;
using model::ElementIndex;
using model::ElementKind;

struct Edge {
  ElementIndex to = model::none;
  const std::string* label = nullptr;  ///< nullptr: no sequence flow
};

bool is_container(const Element& element) { return model::is_sub_process(element.kind); }

/// BPMN 2.0.2 clause 10.5.1: a link throw goes on at the link catch of the same name.
bool is_link(const Element& element, ElementKind kind) {
  return element.kind == kind && !element.details.events.empty() &&
         element.details.events.front().kind == model::EventKind::link;
}

void add_flows(const Definition& definition, const Element& element, std::vector<Edge>& edges) {
  for (const model::FlowIndex index : element.outgoing)
    edges.push_back({definition.flow(index).target, &definition.flow(index).name});
}

void add_link_target(const Definition& definition, const Element& element,
                     std::vector<Edge>& edges) {
  if (!is_link(element, ElementKind::intermediate_throw_event)) return;
  for (ElementIndex i = 0; i < definition.elements.size(); ++i) {
    const Element& other = definition.element(i);
    if (other.parent == element.parent && is_link(other, ElementKind::intermediate_catch_event) &&
        other.details.events.front().name.text == element.details.events.front().name.text)
      edges.push_back({i, nullptr});
  }
}

/// Where it goes on in its own scope: flows, boundary events, links.
std::vector<Edge> edges_of(const Definition& definition, const Element& element) {
  std::vector<Edge> edges;
  add_flows(definition, element, edges);
  for (const ElementIndex boundary : element.boundary_events) edges.push_back({boundary, nullptr});
  add_link_target(definition, element, edges);
  return edges;
}

std::vector<ElementIndex> starts_of(const Element& element) {
  std::vector<ElementIndex> starts = element.start_events;
  if (starts.empty()) starts = element.implicit_starts;
  // An ad-hoc sub-process has neither: whatever nothing leads to may be begun.
  if (starts.empty() && element.kind == ElementKind::ad_hoc_sub_process) starts = element.children;
  return starts;
}

class Order {
 public:
  explicit Order(const Definition& definition)
      : definition_(definition), seen_(definition.elements.size(), false) {}

  std::vector<ElementIndex> take() {
    walk(definition_.start_events, 0);
    walk(definition_.implicit_starts, 0);
    walk(plain(definition_.top), 0);
    walk(definition_.event_sub_processes, 0);
    return std::move(order_);
  }

 private:
  /// Recursion by nesting, which the compiler of definitions bounds; checked here all the same.
  void walk(const std::vector<ElementIndex>& from, std::size_t depth) {
    if (depth > limits::nesting) return;
    std::deque<ElementIndex> queue;
    const auto enqueue = [&](ElementIndex i) {
      if (i == model::none || seen_[i]) return;
      seen_[i] = true;
      queue.push_back(i);
    };
    for (const ElementIndex i : from) enqueue(i);
    while (!queue.empty()) {
      const ElementIndex at = queue.front();
      queue.pop_front();
      order_.push_back(at);
      const Element& element = definition_.element(at);
      if (is_container(element)) {
        walk(starts_of(element), depth + 1);
        walk(plain(element.children), depth + 1);
        walk(element.event_sub_processes, depth + 1);
      }
      for (const Edge& edge : edges_of(definition_, element)) enqueue(edge.to);
    }
  }

  /// Without event sub-processes, which are told last.
  [[nodiscard]] std::vector<ElementIndex> plain(std::vector<ElementIndex> elements) const {
    std::erase_if(elements, [&](ElementIndex i) {
      return definition_.element(i).kind == ElementKind::event_sub_process;
    });
    return elements;
  }

  const Definition& definition_;
  std::vector<bool> seen_;
  std::vector<ElementIndex> order_;
};

/// Edges as a reader sees them: a container that is no step is passed through.
std::vector<Edge> visible_edges(const Definition& definition, const Element& element) {
  std::vector<Edge> edges;
  const bool inside_first = is_container(element) && element.kind != ElementKind::event_sub_process;
  if (inside_first)
    for (const ElementIndex start : starts_of(element)) edges.push_back({start, nullptr});
  if (is_step(element) || !inside_first || edges.empty()) {
    for (const Edge& edge : edges_of(definition, element)) edges.push_back(edge);
  } else {
    for (const ElementIndex boundary : element.boundary_events)
      edges.push_back({boundary, nullptr});
  }
  // The last element inside such a container goes on where the container does.
  ElementIndex parent = element.parent;
  if (!element.outgoing.empty() || is_link(element, ElementKind::intermediate_throw_event))
    parent = model::none;
  for (std::size_t depth = 0; parent != model::none && depth < limits::nesting; ++depth) {
    const Element& outer = definition.element(parent);
    if (is_step(outer) || outer.kind == ElementKind::event_sub_process) break;
    add_flows(definition, outer, edges);
    if (!outer.outgoing.empty()) break;
    parent = outer.parent;
  }
  return edges;
}

void add_link(std::vector<StepLink>& links, std::size_t first, StepLink link) {
  for (std::size_t i = first; i < links.size(); ++i)
    if (links[i].to == link.to && links[i].label == link.label) return;
  links.push_back(std::move(link));
}

void links_from(const Definition& definition, ElementIndex from, std::vector<StepLink>& links) {
  const std::size_t first = links.size();
  std::vector<bool> passed(definition.elements.size(), false);
  std::deque<std::pair<ElementIndex, std::string>> queue;
  queue.emplace_back(from, std::string());
  while (!queue.empty()) {
    const auto [at, label] = queue.front();
    queue.pop_front();
    for (const Edge& edge : visible_edges(definition, definition.element(at))) {
      std::string shown = label.empty() && edge.label != nullptr ? *edge.label : label;
      if (is_step(definition.element(edge.to))) {
        add_link(links, first, {from, edge.to, std::move(shown)});
      } else if (!passed[edge.to]) {
        passed[edge.to] = true;
        queue.emplace_back(edge.to, std::move(shown));
      }
    }
  }
}

}  // namespace

bool is_step(const Element& element) {
  if (model::is_activity(element.kind) && !is_container(element)) return true;
  return !element.name.empty();
}

std::vector<ElementIndex> reading_order(const Definition& definition) {
  return Order(definition).take();
}

std::vector<StepLink> links_between_steps(const Definition& definition,
                                          const std::vector<ElementIndex>& order) {
  std::vector<StepLink> links;
  for (const ElementIndex from : order)
    if (is_step(definition.element(from))) links_from(definition, from, links);
  return links;
}

std::vector<bool> reachable_from(const Definition& definition,
                                 const std::vector<ElementIndex>& places,
                                 const std::vector<ElementIndex>& waiting) {
  std::vector<bool> reached(definition.elements.size(), false);
  std::deque<ElementIndex> queue;
  const auto enter = [&](ElementIndex i) {
    if (i == model::none || reached[i]) return;
    reached[i] = true;
    queue.push_back(i);
  };
  // A scope that is open already has tokens of its own inside: only what is entered anew is
  // entered from its start. A loop, or an ad-hoc sub-process, begins its content again.
  const auto leave = [&](const Element& element) {
    for (const Edge& edge : edges_of(definition, element)) enter(edge.to);
  };
  const auto enter_content = [&](const Element& element) {
    if (!is_container(element)) return;
    for (const ElementIndex start : starts_of(element)) enter(start);
    for (const ElementIndex event_sub : element.event_sub_processes) enter(event_sub);
  };
  for (const ElementIndex place : places) {
    const Element& element = definition.element(place);
    leave(element);
    if (element.details.multi_instance || element.details.loop ||
        element.kind == ElementKind::ad_hoc_sub_process)
      enter_content(element);
  }
  for (const ElementIndex event : waiting) enter(event);
  while (!queue.empty()) {
    const Element& element = definition.element(queue.front());
    queue.pop_front();
    leave(element);
    enter_content(element);
    // The start of an event sub-process stands for the whole of it.
    if (element.parent != model::none &&
        definition.element(element.parent).kind == ElementKind::event_sub_process)
      reached[element.parent] = true;
  }
  return reached;
}

}  // namespace onward::sales
