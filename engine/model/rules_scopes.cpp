// Rules of processes and sub-processes: ids, what stands inside what, starts and ends, lanes.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "engine/base/limits.hpp"
#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

void ids_are_unique(const DraftGraph& graph, Findings& found) {
  std::unordered_set<std::string_view> seen;
  const DraftProcess& process = graph.process();
  const auto check = [&](const std::string& id, Position at) {
    if (!id.empty() && !seen.insert(id).second)
      found.add(at, id, "the id '" + id + "' is used more than once");
  };
  check(process.id, process.at);
  for (const DraftElement& element : process.elements) check(element.id, element.at);
  for (const DraftFlow& flow : process.flows) check(flow.id, flow.at);
  for (const DraftLane& lane : process.lanes) check(lane.id, lane.at);
}

void elements_have_ids(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.id.empty()) found.add(element, "it has no id");
}

void parents_exist(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.parent.empty()) continue;
    const DraftElement* parent = graph.find(element.parent);
    if (parent == nullptr || !is_sub_process(parent->kind))
      found.add(element, "it is inside '" + element.parent + "', which is not a sub-process");
  }
}

void nesting_is_bounded(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    std::size_t depth = 0;
    const DraftElement* parent = graph.parent(element);
    for (; parent != nullptr && depth <= limits::nesting; ++depth) parent = graph.parent(*parent);
    if (depth > limits::nesting)
      found.add(element, "it is nested in more than " + std::to_string(limits::nesting) +
                             " sub-processes, or in itself");
  }
}

std::vector<const DraftElement*> starts_of(const DraftScope& scope) {
  std::vector<const DraftElement*> starts;
  std::copy_if(
      scope.elements.begin(), scope.elements.end(), std::back_inserter(starts),
      [](const DraftElement* element) { return element->kind == ElementKind::start_event; });
  return starts;
}

void event_sub_process_single_start(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    if (scope.is_process() || scope.owner->kind != ElementKind::event_sub_process) continue;
    if (starts_of(scope).size() > 1)
      found.add(*scope.owner, "an event sub-process must have one and only one start event");
  }
}

void event_sub_process_has_start(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    if (scope.is_process() || scope.owner->kind != ElementKind::event_sub_process) continue;
    if (starts_of(scope).empty())
      found.add(*scope.owner, "it has no start event, so nothing can trigger it");
  }
}

void embedded_single_start(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    if (scope.is_process() || scope.owner->kind == ElementKind::event_sub_process) continue;
    if (starts_of(scope).size() > 1)
      found.add(*scope.owner,
                "it has several start events, and nothing says which of them starts it");
  }
}

void ad_hoc_has_no_start_or_end(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    if (scope.is_process() || scope.owner->kind != ElementKind::ad_hoc_sub_process) continue;
    for (const DraftElement* element : scope.elements)
      if (element->kind == ElementKind::start_event || element->kind == ElementKind::end_event)
        found.add(*element, "an ad-hoc sub-process must not contain start or end events");
  }
}

void everything_has_an_incoming_flow(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    if (starts_of(scope).empty()) continue;
    for (const DraftElement* element : scope.elements)
      if (graph.incoming(*element).empty() && !starts_by_itself(graph, *element))
        found.add(*element, "no sequence flow leads to it, so it is never reached");
  }
}

bool ends_by_itself(const DraftGraph& graph, const DraftElement& element) {
  if (element.kind == ElementKind::end_event || element.kind == ElementKind::event_sub_process)
    return true;
  if (element.details.for_compensation || has_event(element, EventKind::compensation)) return true;
  if (element.kind == ElementKind::intermediate_throw_event && is_link(element)) return true;
  const DraftElement* parent = graph.parent(element);
  return parent != nullptr && parent->kind == ElementKind::ad_hoc_sub_process;
}

void everything_has_an_outgoing_flow(const DraftGraph& graph, Findings& found) {
  for (const DraftScope& scope : graph.scopes()) {
    const bool has_end = std::any_of(
        scope.elements.begin(), scope.elements.end(),
        [](const DraftElement* element) { return element->kind == ElementKind::end_event; });
    if (!has_end) continue;
    for (const DraftElement* element : scope.elements)
      if (graph.outgoing(*element).empty() && !ends_by_itself(graph, *element))
        found.add(*element, "no sequence flow leaves it: the path ends here");
  }
}

void process_can_start(const DraftGraph& graph, Findings& found) {
  const auto& elements = graph.scopes().front().elements;
  const bool can_start =
      std::any_of(elements.begin(), elements.end(), [&](const DraftElement* element) {
        if (element->kind == ElementKind::start_event || element->details.instantiate) return true;
        return graph.incoming(*element).empty() && !starts_by_itself(graph, *element);
      });
  if (!can_start)
    found.add(graph.process().at, graph.process().id, "the process has nothing to start with");
}

void process_is_executable(const DraftGraph& graph, Findings& found) {
  const DraftProcess& process = graph.process();
  if (!process.executable)
    found.add(process.at, process.id, "the process is not marked as executable (isExecutable)");
}

void lane_references_exist(const DraftGraph& graph, Findings& found) {
  for (const DraftLane& lane : graph.process().lanes)
    for (const std::string& id : lane.elements)
      if (graph.find(id) == nullptr)
        found.add(
            lane.at, lane.id,
            "lane '" + lane.id + "' names '" + id + "', which is not an element of this process");
}

void lanes_do_not_overlap(const DraftGraph& graph, Findings& found) {
  std::unordered_map<std::string, const DraftLane*> taken;  // parent lane + element -> lane
  for (const DraftLane& lane : graph.process().lanes)
    for (const std::string& id : lane.elements) {
      if (graph.find(id) == nullptr) continue;
      const auto [other, first] = taken.emplace(lane.parent_lane + '\n' + id, &lane);
      if (first || other->second == &lane) continue;
      found.add(lane.at, id,
                "'" + id + "' is in the lanes '" + other->second->id + "' and '" + lane.id +
                    "' of the same level");
    }
}

constexpr std::array table{
    Rule{"duplicate-id", "8.3.1", Severity::error, "Ids are unique.", ids_are_unique},
    Rule{"missing-id", "8.3.1", Severity::not_executable,
         "An element that runs has an id, by which stored instances know it.", elements_have_ids},
    Rule{"parent-unknown", "8.4.8", Severity::error,
         "An element stands in a process or sub-process.", parents_exist},
    Rule{"nesting-too-deep", "limits.hpp", Severity::error,
         "Sub-processes nest to a bounded depth.", nesting_is_bounded},
    Rule{"event-sub-process-starts", "10.3.5", Severity::error,
         "An event sub-process must have one and only one start event.",
         event_sub_process_single_start},
    Rule{"event-sub-process-start-missing", "10.3.5", Severity::not_executable,
         "An event sub-process must have one and only one start event.",
         event_sub_process_has_start},
    Rule{"sub-process-starts", "13.3.4", Severity::not_executable,
         "A sub-process has one empty start event or none.", embedded_single_start},
    Rule{"ad-hoc-start-or-end", "10.3.5", Severity::error,
         "An ad-hoc sub-process must not contain start or end events.", ad_hoc_has_no_start_or_end},
    // The standard says must for the next two. Models in the field often break them, no engine
    // refuses, and the meaning is clear: what no flow reaches never runs; what no flow leaves ends
    // its path.
    Rule{"unreachable-element", "10.5.2", Severity::warning,
         "Where a start event is used, every other element must have an incoming sequence flow.",
         everything_has_an_incoming_flow},
    Rule{"missing-outgoing", "10.5.3", Severity::warning,
         "Where an end event is used, every other element must have an outgoing sequence flow.",
         everything_has_an_outgoing_flow},
    Rule{"nothing-to-start", "13.2", Severity::not_executable,
         "A process has a start event or an element without incoming sequence flow.",
         process_can_start},
    Rule{"not-marked-executable", "10.2.1", Severity::not_executable,
         "Only a process with isExecutable=\"true\" runs.", process_is_executable},
    Rule{"lane-reference-unknown", "10.8.1", Severity::warning,
         "A lane names elements of its process.", lane_references_exist},
    Rule{"lane-overlap", "10.8.1", Severity::not_executable,
         "An element is in at most one lane of a level.", lanes_do_not_overlap},
};

}  // namespace

std::span<const Rule> scope_rules() { return table; }

}  // namespace onward::model
