// Lanes: people and subgraphs. What follows a person is in their lane until another person comes.
#include <algorithm>
#include <map>
#include <set>

#include "adapters/mermaid/sketch.hpp"
#include "adapters/mermaid/texts.hpp"

namespace onward::mermaid {
namespace {

/// The group is what people are put into by hand, so it is as short as it can be.
std::size_t add_lane(Sketch& sketch, const std::string& name, std::size_t parent, Position at) {
  std::string group = kebab(name);
  if (group.empty()) group = "people";
  const std::string wish = group.front() >= '0' && group.front() <= '9' ? "lane-" + group : group;
  sketch.lanes.push_back({sketch.ids.make(wish), name, group, parent, at});
  return sketch.lanes.size() - 1;
}

/// Nodes of the same text are one lane.
void add_people(Sketch& sketch, const Chart& chart, const std::vector<bool>& people) {
  std::map<std::string, std::size_t> lanes;
  for (std::size_t i = 0; i < chart.nodes.size(); ++i) {
    if (!people[i]) continue;
    const Node& node = chart.nodes[i];
    const auto [known, is_new] = lanes.emplace(folded(node.text), sketch.lanes.size());
    if (is_new) {
      const std::size_t lane = add_lane(sketch, node.text, none, node.at);
      sketch.note("people",
                  "'" + node.text +
                      "' is taken for people, not for a step: the lane of the group '" +
                      sketch.lanes[lane].group + "'",
                  node.at, sketch.lanes[lane].id);
    }
    sketch.parts[i].lane = known->second;
  }
}

void add_frames(Sketch& sketch, const Chart& chart, const std::vector<bool>& people) {
  std::vector<std::size_t> lane_of;
  for (const Frame& frame : chart.frames) {
    const std::size_t parent = frame.parent == none ? none : lane_of[frame.parent];
    lane_of.push_back(add_lane(sketch, frame.title, parent, frame.at));
    sketch.note("subgraph",
                "the subgraph '" + frame.title + "' is the lane of the group '" +
                    sketch.lanes.back().group + "'",
                frame.at, sketch.lanes.back().id);
  }
  for (std::size_t i = 0; i < chart.nodes.size(); ++i)
    if (chart.nodes[i].frame != none && !people[i])
      sketch.parts[i].lane = lane_of[chart.nodes[i].frame];
}

class Follow {
 public:
  Follow(Sketch& sketch, const Chart& chart, const std::vector<bool>& people)
      : sketch_(sketch), chart_(chart), people_(people), next_(chart.nodes.size()) {
    for (const Edge& edge : chart.edges) next_[edge.source].push_back(edge.target);
  }

  /// Everything behind the person that is in no lane yet.
  void person(std::size_t person) {
    const std::size_t lane = sketch_.parts[person].lane;
    std::vector<std::size_t> open{person};
    while (!open.empty()) {
      const std::size_t from = open.back();
      open.pop_back();
      for (const std::size_t to : next_[from]) {
        if (people_[to] || chart_.nodes[to].frame != none) continue;
        if (sketch_.parts[to].lane == none) {
          sketch_.parts[to].lane = lane;
          open.push_back(to);
        } else if (sketch_.parts[to].lane != lane && told_.insert(to).second) {
          tell(to, lane);
        }
      }
    }
  }

 private:
  void tell(std::size_t node, std::size_t lane) {
    sketch_.note("lane-shared",
                 "'" + chart_.nodes[node].text + "' comes behind " +
                     sketch_.lanes[sketch_.parts[node].lane].name + " and behind " +
                     sketch_.lanes[lane].name + ": it is in the lane of the first",
                 chart_.nodes[node].at);
  }

  Sketch& sketch_;
  const Chart& chart_;
  const std::vector<bool>& people_;
  std::vector<std::vector<std::size_t>> next_;
  std::set<std::size_t> told_;
};

/// Events and gateways that were added stand beside what they belong to.
void take_neighbours_lanes(Sketch& sketch) {
  for (std::size_t i = 0; i < sketch.parts.size(); ++i) {
    if (sketch.parts[i].lane != none || sketch.parts[i].role == Role::task) continue;
    for (const Way& way : sketch.ways) {
      const std::size_t other = way.source == i ? way.target : way.target == i ? way.source : none;
      if (other != none && sketch.parts[other].lane != none)
        sketch.parts[i].lane = sketch.parts[other].lane;
    }
  }
}

void drop_empty(Sketch& sketch) {
  std::vector<bool> used(sketch.lanes.size(), false);
  for (const Part& part : sketch.parts)
    if (part.role != Role::removed)
      for (std::size_t lane = part.lane; lane != none; lane = sketch.lanes[lane].parent)
        used[lane] = true;
  for (std::size_t i = 0; i < used.size(); ++i)
    if (!used[i])
      sketch.note(
          "lane-empty",
          "'" + sketch.lanes[i].name + "' does nothing in this process: there is no such lane",
          sketch.lanes[i].at);
  std::vector<std::size_t> place(used.size(), none);
  std::vector<Lane> kept;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    place[i] = kept.size();
    kept.push_back(sketch.lanes[i]);
    if (kept.back().parent != none) kept.back().parent = place[kept.back().parent];
  }
  sketch.lanes = std::move(kept);
  for (Part& part : sketch.parts) part.lane = part.lane == none ? none : place[part.lane];
}

}  // namespace

void make_lanes(Sketch& sketch, const Chart& chart, const std::vector<bool>& people) {
  sketch.parts.assign(chart.nodes.size(), Part{});
  add_people(sketch, chart, people);
  add_frames(sketch, chart, people);
  Follow follow(sketch, chart, people);
  for (std::size_t i = 0; i < people.size(); ++i)
    if (people[i]) follow.person(i);
}

void settle_lanes(Sketch& sketch, const Wish& wish) {
  take_neighbours_lanes(sketch);
  const bool is_only = sketch.lanes.empty();
  std::size_t rest = none;
  for (Part& part : sketch.parts) {
    if (part.role == Role::removed || part.lane != none) continue;
    if (rest == none) {
      rest = add_lane(sketch, wish.name, none, part.at);
      const Lane& lane = sketch.lanes[rest];
      if (is_only)
        sketch.note(
            "lane-guessed",
            "the chart names nobody who does it: one lane, of the group '" + lane.group + "'",
            part.at, lane.id);
    }
    part.lane = rest;
    if (!is_only && part.role == Role::task)
      sketch.note("lane-unknown",
                  "the chart does not say who does '" + part.name + "': it is in the lane '" +
                      sketch.lanes[rest].name + "'",
                  part.at, part.id);
  }
  drop_empty(sketch);
}

}  // namespace onward::mermaid
