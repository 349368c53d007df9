// Rules of who does the user tasks.
#include <array>
#include <unordered_map>

#include "engine/base/limits.hpp"
#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

using LaneOf = std::unordered_map<std::string_view, const DraftLane*>;

/// The lane of each element that is named by one; inner lanes stand behind the lane around them.
LaneOf lanes_by_element(const DraftProcess& process) {
  LaneOf lanes;
  for (const DraftLane& lane : process.lanes)
    for (const std::string& id : lane.elements) lanes[id] = &lane;
  return lanes;
}

/// What no lane names is in the lane of the nearest sub-process around it.
const DraftLane* lane_of(const DraftGraph& graph, const LaneOf& lanes,
                         const DraftElement& element) {
  const DraftElement* at = &element;
  for (std::size_t depth = 0; at != nullptr && depth <= limits::nesting; ++depth) {
    const auto found = lanes.find(at->id);
    if (found != lanes.end()) return found->second;
    at = graph.parent(*at);
  }
  return nullptr;
}

bool needs_lane(const DraftElement& element) {
  const UserTask& user = element.details.user;
  return element.kind == ElementKind::user_task && user.assignee.empty() &&
         user.candidate_users.empty() && user.candidate_groups.empty();
}

void lanes_say_who_works(const DraftGraph& graph, Findings& found) {
  const LaneOf lanes = lanes_by_element(graph.process());
  for (const DraftElement& element : graph.process().elements) {
    if (!needs_lane(element)) continue;
    const DraftLane* lane = lane_of(graph, lanes, element);
    if (lane != nullptr && lane->name.empty() && lane->group == lane->id &&
        !lane->assign_responsible)
      found.add(element, "nobody can do it: its lane '" + lane->id +
                             "' has neither a name nor onward:group, and there is no group that is "
                             "called like its id");
  }
}

void tasks_stand_in_lanes(const DraftGraph& graph, Findings& found) {
  const LaneOf lanes = lanes_by_element(graph.process());
  if (lanes.empty()) return;
  for (const DraftElement& element : graph.process().elements)
    if (needs_lane(element) && lane_of(graph, lanes, element) == nullptr)
      found.add(element, "it is in none of the lanes, so it is offered to everybody");
}

constexpr std::array table{
    Rule{"lane-without-performer", "bpmn.md decision 3", Severity::warning,
         "A lane that user tasks rely on says which group works in it.", lanes_say_who_works},
    Rule{"task-outside-lanes", "bpmn.md decision 3", Severity::warning,
         "Where there are lanes, a user task without an assignee and candidates is in one.",
         tasks_stand_in_lanes},
};

}  // namespace

std::span<const Rule> people_rules() { return table; }

}  // namespace onward::model
