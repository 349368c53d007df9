// The rules in their order, and what comes out of them as a draft.
#include "adapters/mermaid/import.hpp"

#include <algorithm>
#include <utility>

#include "adapters/mermaid/people.hpp"
#include "adapters/mermaid/sketch.hpp"
#include "engine/base/check.hpp"

namespace onward::mermaid {
namespace {

using model::ElementKind;

ElementKind kind_of(Role role) {
  switch (role) {
    case Role::task: return ElementKind::user_task;
    case Role::decision: return ElementKind::exclusive_gateway;
    case Role::parallel: return ElementKind::parallel_gateway;
    case Role::start: return ElementKind::start_event;
    case Role::end: return ElementKind::end_event;
    case Role::person:
    case Role::removed: break;
  }
  ONWARD_CHECK(false);
  return ElementKind::task;
}

model::DraftElement element_of(const Part& part) {
  model::DraftElement element;
  element.id = part.id;
  element.name = part.name;
  element.kind = kind_of(part.role);
  element.at = part.at;
  if (part.role == Role::task) {
    model::UserTask& user = element.details.user;
    user.form = part.form;
    user.instructions = part.instructions;
    if (!part.address.empty())
      user.instructions += (user.instructions.empty() ? "See " : "\nSee ") + part.address;
  } else if (!part.address.empty()) {
    element.details.documentation = "See " + part.address;
  }
  return element;
}

std::string documentation_of(const std::vector<Note>& notes) {
  std::string text = "Made of a Mermaid chart by onward import.";
  if (!notes.empty()) text += " What the chart did not say, or could mean otherwise:";
  for (const Note& note : notes) text += "\n- " + note.message;
  return text;
}

model::DraftProcess process_of(const Sketch& sketch, const Wish& wish, Position at) {
  model::DraftProcess process;
  process.id = wish.id;
  process.name = wish.name;
  process.at = at;
  process.opportunity_kind = wish.opportunity_kind;
  process.documentation = documentation_of(sketch.notes);
  for (const Lane& lane : sketch.lanes) {
    model::DraftLane made;
    made.id = lane.id;
    made.name = lane.name;
    made.group = lane.group;
    made.at = lane.at;
    if (lane.parent != none) made.parent_lane = sketch.lanes[lane.parent].id;
    process.lanes.push_back(std::move(made));
  }
  for (const Part& part : sketch.parts) {
    if (part.role == Role::removed) continue;
    process.elements.push_back(element_of(part));
    process.lanes[part.lane].elements.push_back(part.id);
  }
  for (const Way& way : sketch.ways) {
    model::DraftFlow flow{
        way.id, way.label, sketch.parts[way.source].id, sketch.parts[way.target].id, {},
        way.at, {}};
    flow.condition.text = way.condition;
    flow.condition.at = way.at;
    process.flows.push_back(std::move(flow));
  }
  return process;
}

}  // namespace

Imported to_draft(const Chart& chart, const Wish& wish) {
  ONWARD_CHECK(!chart.nodes.empty());
  Sketch sketch;
  (void)sketch.ids.make(wish.id);
  const std::vector<bool> people = people_of(chart);
  make_lanes(sketch, chart, people);
  make_parts(sketch, chart, people);
  hand_over(sketch);
  begin_and_end(sketch);
  split_and_join(sketch);
  settle_lanes(sketch, wish);
  decide(sketch);
  Imported imported;
  imported.draft.processes.push_back(process_of(sketch, wish, chart.at));
  imported.notes = std::move(sketch.notes);
  return imported;
}

}  // namespace onward::mermaid
