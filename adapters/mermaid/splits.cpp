// Steps with several ways on: labels make it a choice, without labels all are taken. Branches that
// plainly meet again are joined.
#include <algorithm>
#include <utility>

#include "adapters/mermaid/sketch.hpp"

namespace onward::mermaid {
namespace {

bool has_label(const Sketch& sketch, const std::vector<std::size_t>& ways) {
  return std::any_of(ways.begin(), ways.end(),
                     [&](std::size_t way) { return !sketch.ways[way].label.empty(); });
}

void split(Sketch& sketch, std::size_t index) {
  const std::vector<std::size_t> out = sketch.out_of(index);
  const Part part = sketch.parts[index];
  Part gateway{Role::parallel, {}, {}, part.lane, part.at};
  if (has_label(sketch, out)) {
    gateway.role = Role::decision;
    gateway.id = sketch.ids.make(part.id + "-which");
    gateway.name = part.name;
    sketch.note("choice-guessed",
                "the lines behind '" + part.name + "' have labels: one of them is taken", part.at,
                gateway.id);
  } else {
    gateway.id = sketch.ids.make(part.id + "-split");
    sketch.note("parallel-guessed",
                "several lines without labels lead on from '" + part.name +
                    "': all are taken, side by side",
                part.at, gateway.id);
  }
  const std::size_t added = sketch.add(std::move(gateway));
  for (const std::size_t way : out) sketch.ways[way].source = added;
  sketch.connect(index, added, part.at);
}

/// The way by which a branch comes to the first part where others come too; none when it parts
/// before, or ends.
std::size_t way_to_meeting(const Sketch& sketch, std::size_t way) {
  for (std::size_t steps = 0; steps < sketch.parts.size(); ++steps) {
    const std::size_t part = sketch.ways[way].target;
    if (sketch.into(part).size() > 1) return way;
    const std::vector<std::size_t> out = sketch.out_of(part);
    if (out.size() != 1 || sketch.parts[part].role != Role::task) return none;
    way = out.front();
  }
  return none;
}

void join(Sketch& sketch, std::size_t split) {
  std::vector<std::size_t> last;
  for (const std::size_t way : sketch.out_of(split)) last.push_back(way_to_meeting(sketch, way));
  if (std::find(last.begin(), last.end(), none) != last.end()) return;
  const std::size_t meeting = sketch.ways[last.front()].target;
  for (const std::size_t way : last)
    if (sketch.ways[way].target != meeting) return;
  if (sketch.into(meeting).size() != last.size()) return;
  const Part part = sketch.parts[meeting];
  const std::size_t added =
      sketch.add({Role::parallel, sketch.ids.make(part.id + "-join"), {}, part.lane, part.at});
  for (const std::size_t way : last) sketch.ways[way].target = added;
  sketch.connect(added, meeting, part.at);
  sketch.note("join-guessed", "'" + part.name + "' waits for all that was begun side by side",
              part.at, sketch.parts[added].id);
}

}  // namespace

void split_and_join(Sketch& sketch) {
  std::size_t count = sketch.parts.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Role role = sketch.parts[i].role;
    const bool is_split_already =
        role == Role::decision || role == Role::parallel || role == Role::removed;
    if (!is_split_already && sketch.out_of(i).size() > 1) split(sketch, i);
  }
  count = sketch.parts.size();
  for (std::size_t i = 0; i < count; ++i)
    if (sketch.parts[i].role == Role::parallel && sketch.out_of(i).size() > 1) join(sketch, i);
}

}  // namespace onward::mermaid
