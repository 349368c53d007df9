// Walks over one scope; each is linear in its elements and flows.
#include "engine/model/ways.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "engine/base/limits.hpp"

namespace onward::model {
namespace {

using Node = Ways::Node;
using Set = Ways::Set;

Set walk(const std::vector<std::vector<Node>>& steps, const std::vector<Node>& starts,
         const Set& closed) {
  Set seen(steps.size(), false);
  std::vector<Node> open;
  const auto visit = [&](Node node) {
    if (seen[node] || closed[node]) return;
    seen[node] = true;
    open.push_back(node);
  };
  for (const Node start : starts) visit(start);
  while (!open.empty()) {  // each node enters `open` once
    const Node node = open.back();
    open.pop_back();
    for (const Node next : steps[node]) visit(next);
  }
  return seen;
}

std::vector<std::vector<Node>> reversed(const std::vector<std::vector<Node>>& steps) {
  std::vector<std::vector<Node>> back(steps.size());
  for (Node node = 0; node < steps.size(); ++node)
    for (const Node next : steps[node]) back[next].push_back(node);
  return back;
}

/// The order in which a walk in depth leaves the nodes outside of `closed`.
std::vector<Node> leaving_order(const std::vector<std::vector<Node>>& steps, const Set& closed) {
  std::vector<Node> order;
  Set seen = closed;
  std::vector<std::pair<Node, std::size_t>> open;  // a node and how many of its steps are done
  for (Node start = 0; start < steps.size(); ++start) {
    if (seen[start]) continue;
    seen[start] = true;
    open.emplace_back(start, 0);
    while (!open.empty()) {
      auto& [node, done] = open.back();
      if (done == steps[node].size()) {
        order.push_back(node);
        open.pop_back();
        continue;
      }
      const Node next = steps[node][done++];
      if (seen[next]) continue;
      seen[next] = true;
      open.emplace_back(next, 0);
    }
  }
  return order;
}

bool waits_by_itself(const DraftElement& element) {
  const Details& details = element.details;
  const bool works_outside =
      details.job.kind == JobKind::worker || details.job.kind == JobKind::connector;
  switch (element.kind) {
    case ElementKind::user_task:
    case ElementKind::receive_task:
    case ElementKind::call_activity:
    case ElementKind::ad_hoc_sub_process:
    case ElementKind::event_based_gateway: return true;
    case ElementKind::service_task:
    case ElementKind::send_task:
    case ElementKind::business_rule_task:
    case ElementKind::script_task: return works_outside || details.start_quantity > 1;
    case ElementKind::intermediate_catch_event: return !is_link(element);
    case ElementKind::boundary_event:
      return !has_event(element, EventKind::error) && !has_event(element, EventKind::escalation);
    case ElementKind::intermediate_throw_event:
      return works_outside || has_event(element, EventKind::compensation);
    case ElementKind::task:
    case ElementKind::manual_task: return details.start_quantity > 1;
    case ElementKind::start_event:
    case ElementKind::end_event:
    case ElementKind::sub_process:
    case ElementKind::event_sub_process:
    case ElementKind::transaction:
    case ElementKind::exclusive_gateway:
    case ElementKind::parallel_gateway:
    case ElementKind::inclusive_gateway:
    case ElementKind::complex_gateway: return false;
  }
  return false;
}

bool is_join(const DraftGraph& graph, const DraftElement& element) {
  return is_gateway(element.kind) && element.kind != ElementKind::exclusive_gateway &&
         graph.incoming(element).size() > 1;
}

}  // namespace

Ways::Ways(const DraftGraph& graph, const DraftScope& scope)
    : graph_(graph), elements_(scope.elements), after_(scope.elements.size()) {
  std::unordered_map<const DraftElement*, Node> index;
  std::unordered_map<std::string_view, std::vector<Node>> links;  // catching ones, by name
  for (Node node = 0; node < elements_.size(); ++node) {
    const DraftElement& element = *elements_[node];
    index.emplace(&element, node);
    if (element.kind == ElementKind::intermediate_catch_event && is_link(element))
      links[element.details.events.front().name.text].push_back(node);
  }
  for (Node node = 0; node < elements_.size(); ++node) {
    const DraftElement& element = *elements_[node];
    for (const DraftFlow* flow : graph.outgoing(element)) {
      const auto target = index.find(graph.find(flow->target));
      if (target != index.end()) after_[node].push_back(target->second);
    }
    if (element.kind == ElementKind::intermediate_throw_event && is_link(element)) {
      const auto found = links.find(element.details.events.front().name.text);
      if (found != links.end())
        after_[node].insert(after_[node].end(), found->second.begin(), found->second.end());
    }
    if (element.kind != ElementKind::boundary_event) continue;
    const auto host = index.find(graph.find(element.attached_to));
    if (host != index.end()) after_[host->second].push_back(node);
  }
}

Set Ways::reached(const std::vector<Node>& starts, const Set& closed) const {
  return walk(after_, starts, closed);
}

Set Ways::reaching(const std::vector<Node>& ends) const {
  return walk(reversed(after_), ends, none());
}

/// Kosaraju's two walks: backwards, in the order in which the walk forwards left the nodes.
std::vector<std::vector<Node>> Ways::cycles(const Set& closed) const {
  const std::vector<Node> order = leaving_order(after_, closed);
  const auto back = reversed(after_);
  std::vector<std::vector<Node>> found;
  Set done = closed;
  for (auto start = order.rbegin(); start != order.rend(); ++start) {
    if (done[*start]) continue;
    std::vector<Node> nodes{*start};
    done[*start] = true;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      for (const Node before : back[nodes[i]]) {
        if (done[before]) continue;
        done[before] = true;
        nodes.push_back(before);
      }
    const auto& next = after_[nodes.front()];
    const bool around = std::find(next.begin(), next.end(), nodes.front()) != next.end();
    if (nodes.size() == 1 && !around) continue;
    std::sort(nodes.begin(), nodes.end());
    found.push_back(std::move(nodes));
  }
  return found;
}

std::vector<Node> Ways::beginnings() const {
  const bool has_start = std::any_of(
      elements_.begin(), elements_.end(),
      [](const DraftElement* element) { return element->kind == ElementKind::start_event; });
  std::vector<Node> nodes;
  for (Node node = 0; node < elements_.size(); ++node) {
    const DraftElement& element = *elements_[node];
    const bool follows_another =
        element.kind == ElementKind::boundary_event ||
        (element.kind == ElementKind::intermediate_catch_event && is_link(element));
    const bool implicit = !has_start && graph_.incoming(element).empty();
    if (!follows_another && (implicit || starts_by_itself(graph_, element))) nodes.push_back(node);
  }
  return nodes;
}

std::unordered_set<const DraftElement*> waiting_elements(const DraftGraph& graph) {
  std::unordered_set<const DraftElement*> waiting;
  for (const DraftElement& element : graph.process().elements) {
    if (!waits_by_itself(element) && !is_join(graph, element)) continue;
    const DraftElement* around = &element;
    for (std::size_t depth = 0; around != nullptr && depth <= limits::nesting; ++depth) {
      waiting.insert(around);
      around = graph.parent(*around);
    }
  }
  return waiting;
}

}  // namespace onward::model
