// Where a process begins and ends: what the chart calls so, what nothing leads to, what leads
// nowhere.
#include <algorithm>
#include <iterator>
#include <string_view>

#include "adapters/mermaid/sketch.hpp"
#include "adapters/mermaid/texts.hpp"

namespace onward::mermaid {
namespace {

template <std::size_t size>
bool says(const Part& part, const std::string_view (&words)[size]) {
  const std::string text = kebab(part.name);
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

bool says_start(const Part& part) {
  constexpr std::string_view words[] = {"start", "started", "begin", "begun"};
  return says(part, words);
}

bool says_end(const Part& part) {
  constexpr std::string_view words[] = {"end",  "ended",  "stop",     "stopped",
                                        "done", "finish", "finished", "the-end"};
  return says(part, words);
}

bool is_step(const Part& part) { return part.role == Role::task || part.role == Role::decision; }

void begin_at(Sketch& sketch, std::size_t target) {
  const Part& part = sketch.parts[target];
  const Position at = part.at;
  const std::size_t start =
      sketch.add({Role::start, sketch.ids.make(part.id + "-begins"), {}, part.lane, at});
  sketch.connect(start, target, at);
}

void begin(Sketch& sketch) {
  const std::size_t count = sketch.parts.size();
  for (std::size_t i = 0; i < count; ++i) {
    Part& part = sketch.parts[i];
    if (part.role == Role::removed || part.role == Role::start || !sketch.into(i).empty()) continue;
    if (is_step(part) && says_start(part) && !sketch.out_of(i).empty())
      part.role = Role::start;
    else
      begin_at(sketch, i);
  }
  const auto is_start = [](const Part& part) { return part.role == Role::start; };
  const auto starts = std::count_if(sketch.parts.begin(), sketch.parts.end(), is_start);
  if (starts > 1) {
    const auto first = std::find_if(sketch.parts.begin(), sketch.parts.end(), is_start);
    sketch.note("several-starts",
                "the chart begins in " + std::to_string(starts) +
                    " places: who starts the process names one, else it is '" + first->id + "'",
                first->at, first->id);
  }
  if (starts > 0) return;
  const auto first = std::find_if(sketch.parts.begin(), sketch.parts.end(),
                                  [](const Part& part) { return part.role != Role::removed; });
  sketch.note(
      "start-guessed",
      "something leads to each node of the chart: it begins at its first, '" + first->name + "'",
      first->at, first->id);
  begin_at(sketch, static_cast<std::size_t>(first - sketch.parts.begin()));
}

void end(Sketch& sketch) {
  const std::size_t count = sketch.parts.size();
  for (std::size_t i = 0; i < count; ++i) {
    Part& part = sketch.parts[i];
    if (part.role == Role::removed) continue;
    const bool goes_on = !sketch.out_of(i).empty();
    if (is_step(part) && says_end(part)) {
      if (!goes_on) {
        part.role = Role::end;
        continue;
      }
      sketch.note("end-goes-on",
                  "'" + part.name + "' has a way on: it is a step, the process does not end there",
                  part.at, part.id);
    }
    if (goes_on) continue;
    const Position at = part.at;
    const std::size_t last =
        sketch.add({Role::end, sketch.ids.make(part.id + "-ends"), {}, part.lane, at});
    sketch.connect(i, last, at);
  }
}

}  // namespace

void begin_and_end(Sketch& sketch) {
  begin(sketch);
  end(sketch);
}

}  // namespace onward::mermaid
