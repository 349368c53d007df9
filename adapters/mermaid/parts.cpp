// Nodes become parts, lines become ways. A person is no step: a labelled line from a person is what
// they do, everything else passes through.
#include <algorithm>

#include "adapters/mermaid/sketch.hpp"
#include "adapters/mermaid/texts.hpp"

namespace onward::mermaid {
namespace {

std::string or_else(std::string wish, const char* otherwise) {
  return wish.empty() ? otherwise : wish;
}

/// An id begins with a letter.
std::string id_of(const Node& node) {
  std::string wish = kebab(node.text);
  if (wish.empty()) wish = kebab(node.id);
  wish = or_else(std::move(wish), "step");
  return wish.front() >= '0' && wish.front() <= '9' ? "step-" + wish : wish;
}

void add_node(Sketch& sketch, const Node& node, Role role, std::size_t lane) {
  Part part{role, {}, node.text, lane, node.at};
  if (role != Role::person) {
    part.id = sketch.ids.make(id_of(node));
    part.address = node.address;
  }
  if (!node.address.empty()) {
    const std::string rest = role == Role::task ? ": the task shows it" : "";
    sketch.note("address",
                "'" + node.text + "' leads to " + node.address + rest +
                    "; it may be a process of its own, to be called here",
                node.at, part.id);
  }
  sketch.add(std::move(part));
}

/// What a person does on the way to whoever comes next.
void add_deed(Sketch& sketch, const Edge& edge) {
  const Part& person = sketch.parts[edge.source];
  const std::string id = sketch.ids.make(or_else(kebab(edge.label), "task"));
  sketch.note("task-of-line",
              "the line '" + edge.label + "' from " + person.name + " is a task of theirs", edge.at,
              id);
  const std::size_t deed = sketch.add({Role::task, id, edge.label, person.lane, edge.at});
  sketch.connect(edge.source, deed, edge.at);
  sketch.connect(deed, edge.target, edge.at);
}

/// Nothing says what the person does: somebody has to write it down.
void become_work(Sketch& sketch, Part& person) {
  person.role = Role::task;
  person.id = sketch.ids.make("work-of-" + or_else(kebab(person.name), "somebody"));
  person.instructions =
      "The chart says only that " + person.name + " come here; what they do is not in it.";
  sketch.note("work-unknown",
              "nothing is said behind " + person.name + ": a task stands for what they do",
              person.at, person.id);
  person.name = "Work of " + person.name;
}

void hand_over(Sketch& sketch, std::size_t index) {
  std::erase_if(sketch.ways,
                [&](const Way& way) { return way.source == index && way.target == index; });
  const std::vector<std::size_t> into = sketch.into(index), out = sketch.out_of(index);
  Part& person = sketch.parts[index];
  if (out.empty()) {
    become_work(sketch, person);
  } else if (into.empty()) {
    person.role = Role::start;
    person.id = sketch.ids.make("begun-by-" + or_else(kebab(person.name), "somebody"));
  } else if (out.size() > 1) {
    person.role = Role::parallel;
    person.id = sketch.ids.make(or_else(kebab(person.name), "people") + "-split");
    sketch.note("parallel-guessed",
                "several lines lead on from " + person.name + ": all are taken, side by side",
                person.at, person.id);
    person.name.clear();
  } else {
    const std::size_t target = sketch.ways[out.front()].target;
    for (const std::size_t way : into) sketch.ways[way].target = target;
    sketch.ways.erase(sketch.ways.begin() + static_cast<std::ptrdiff_t>(out.front()));
    person.role = Role::removed;
  }
}

}  // namespace

void make_parts(Sketch& sketch, const Chart& chart, const std::vector<bool>& people) {
  // make_lanes has left one part for each node, with its lane.
  const std::vector<Part> places = std::move(sketch.parts);
  sketch.parts.clear();
  for (std::size_t i = 0; i < chart.nodes.size(); ++i) {
    const Node& node = chart.nodes[i];
    const Role role = people[i]                      ? Role::person
                      : node.shape == Shape::diamond ? Role::decision
                                                     : Role::task;
    add_node(sketch, node, role, places[i].lane);
  }
  for (const Edge& edge : chart.edges) {
    if (!edge.has_arrow)
      sketch.note("line-without-arrow",
                  "the line from '" + chart.nodes[edge.source].text + "' to '" +
                      chart.nodes[edge.target].text + "' has no arrow: it is read that way round",
                  edge.at);
    if (people[edge.source] && !edge.label.empty())
      add_deed(sketch, edge);
    else
      sketch.connect(edge.source, edge.target, edge.at, edge.label);
  }
}

void hand_over(Sketch& sketch) {
  for (std::size_t i = 0; i < sketch.parts.size(); ++i)
    if (sketch.parts[i].role == Role::person) hand_over(sketch, i);
}

}  // namespace onward::mermaid
