// Rules of the ways through a process: what no token reaches, what never comes to an end, what goes
// round without a wait. They say only what holds for every run.
#include <algorithm>
#include <array>
#include <set>

#include "engine/base/limits.hpp"
#include "engine/model/rules.hpp"
#include "engine/model/ways.hpp"

namespace onward::model {
namespace {

using Node = Ways::Node;

bool is_ad_hoc(const DraftScope& scope) {
  return !scope.is_process() && scope.owner->kind == ElementKind::ad_hoc_sub_process;
}

void tokens_reach_everything(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    const Ways ways(graph, scope);
    const auto reached = ways.reached(ways.beginnings(), ways.none());
    for (Node node = 0; node < ways.size(); ++node) {
      const DraftElement& element = ways.element(node);
      // What no flow leads to at all is the matter of unreachable-element.
      const bool follows = !graph.incoming(element).empty() ||
                           element.kind == ElementKind::boundary_event || is_link(element);
      if (!reached[node] && follows)
        found.add(element, "every way to it begins at something that is never reached");
    }
  }
}

bool interrupts(const DraftElement& event) {
  return event.details.interrupting && !has_event(event, EventKind::compensation);
}

/// The sub-processes, or the process (nullptr), that a handler or another branch can end while
/// something in them goes on.
std::set<const DraftElement*> ended_by_others(const DraftGraph& graph) {
  std::set<const DraftElement*> ended;
  for (const DraftElement& element : graph.process().elements) {
    const DraftElement* parent = graph.parent(element);
    const bool ends_all =
        element.kind == ElementKind::end_event &&
        (has_event(element, EventKind::terminate) || has_event(element, EventKind::error) ||
         has_event(element, EventKind::cancel));
    if (ends_all) ended.insert(parent);
    if (element.kind == ElementKind::boundary_event && interrupts(element))
      if (const DraftElement* host = graph.find(element.attached_to)) ended.insert(host);
    if (element.kind == ElementKind::start_event && parent != nullptr && interrupts(element) &&
        parent->kind == ElementKind::event_sub_process)
      ended.insert(graph.parent(*parent));
  }
  return ended;
}

/// Whether the scope is, or stands in, one of them.
bool can_be_ended(const DraftGraph& graph, const std::set<const DraftElement*>& ended,
                  const DraftScope& scope) {
  const DraftElement* owner = scope.owner;
  for (std::size_t depth = 0; depth <= limits::nesting; ++depth) {
    if (ended.contains(owner)) return true;
    if (owner == nullptr) return false;
    owner = graph.parent(*owner);
  }
  return false;
}

bool leads_out(const Ways& ways, const std::vector<Node>& nodes, Node node) {
  const auto& next = ways.after(node);
  return std::any_of(next.begin(), next.end(), [&](Node each) {
    return !std::binary_search(nodes.begin(), nodes.end(), each);
  });
}

void every_way_has_an_end(const DraftGraph& graph, Findings& found) {
  const std::set<const DraftElement*> ended = ended_by_others(graph);
  for (const DraftScope& scope : graph.scopes()) {
    if (is_ad_hoc(scope)) continue;
    const Ways ways(graph, scope);
    const auto reached = ways.reached(ways.beginnings(), ways.none());
    for (const std::vector<Node>& nodes : ways.cycles(ways.none())) {
      if (!reached[nodes.front()]) continue;
      if (std::any_of(nodes.begin(), nodes.end(),
                      [&](Node node) { return leads_out(ways, nodes, node); }))
        continue;
      if (can_be_ended(graph, ended, scope)) break;
      found.add(ways.element(nodes.front()),
                "no way leads out of the loop that it is in, so what comes here never ends");
    }
  }
}

/// Whether what a condition reads may differ when a token comes by again.
bool may_change_something(const DraftElement& element) {
  const Details& details = element.details;
  return element.kind == ElementKind::script_task || element.kind == ElementKind::service_task ||
         element.kind == ElementKind::business_rule_task || is_sub_process(element.kind) ||
         !details.io.outputs.empty() || !details.stage.empty() || is_repeated(details);
}

/// A way out that is taken by choice: by a condition, or by an error.
bool decides_to_leave(const DraftGraph& graph, const Ways& ways, const std::vector<Node>& nodes,
                      Node node) {
  const DraftElement& element = ways.element(node);
  if (!leads_out(ways, nodes, node)) return false;
  if (element.kind == ElementKind::exclusive_gateway ||
      element.kind == ElementKind::inclusive_gateway)
    return true;
  const auto& outgoing = graph.outgoing(element);
  const bool conditional = std::any_of(outgoing.begin(), outgoing.end(), [](const DraftFlow* flow) {
    return !flow->condition.empty();
  });
  const auto& next = ways.after(node);
  return conditional || std::any_of(next.begin(), next.end(), [&](Node each) {
           return ways.element(each).kind == ElementKind::boundary_event;
         });
}

/// A loop that counts in a script and leaves by a condition is fine; one whose conditions read the
/// same each time is not.
bool may_come_to_an_end(const DraftGraph& graph, const Ways& ways, const std::vector<Node>& nodes) {
  const bool leaves = std::any_of(nodes.begin(), nodes.end(), [&](Node node) {
    return decides_to_leave(graph, ways, nodes, node);
  });
  const bool changes = std::any_of(nodes.begin(), nodes.end(), [&](Node node) {
    return may_change_something(ways.element(node));
  });
  return leaves && changes;
}

void loops_wait(const DraftGraph& graph, Findings& found) {
  const auto waiting = waiting_elements(graph);
  for (const DraftScope& scope : graph.scopes()) {
    if (is_ad_hoc(scope)) continue;
    const Ways ways(graph, scope);
    Ways::Set closed = ways.none();
    for (Node node = 0; node < ways.size(); ++node)
      closed[node] = waiting.contains(&ways.element(node));
    const auto reached = ways.reached(ways.beginnings(), ways.none());
    for (const std::vector<Node>& nodes : ways.cycles(closed)) {
      if (!reached[nodes.front()] || may_come_to_an_end(graph, ways, nodes)) continue;
      found.add(ways.element(nodes.front()),
                "nothing in the loop that it is in waits or changes what is decided there: a token "
                "that goes round once goes round for ever");
    }
  }
}

constexpr std::array table{
    Rule{"never-reached", "13.2", Severity::warning,
         "A token can reach each element: from a start event, or from what begins by itself.",
         tokens_reach_everything},
    Rule{"no-way-out", "13.5.6", Severity::warning,
         "From each loop a way leads to an end, unless something else ends what is around it.",
         every_way_has_an_end},
    Rule{"loop-without-wait", "bpmn.md decision 10", Severity::warning,
         "In each loop something waits, or changes what decides whether to go on.", loops_wait},
};

}  // namespace

std::span<const Rule> path_rules() { return table; }

}  // namespace onward::model
