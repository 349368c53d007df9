// Short forms for the tests of Mermaid charts: what was read, what was made of it, as texts.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "adapters/mermaid/import.hpp"
#include "adapters/mermaid/reader.hpp"

namespace onward::mermaid {

/// "code line:column message" of each problem.
inline std::string problems_in(std::string_view text) {
  std::string all;
  for (const model::Problem& problem : read(text).problems)
    all += (all.empty() ? "" : "\n") + problem.code + " " + to_text(problem.at) + " " +
           problem.message;
  return all;
}

/// The only chart of a text without faults.
inline Chart chart_of(std::string_view text) {
  Document document = read(text);
  EXPECT_EQ(problems_in(text), "");
  EXPECT_EQ(document.charts.size(), 1U);
  return document.charts.empty() ? Chart{} : document.charts.front();
}

/// Lines as "A>B" and "A>B:label".
inline std::string lines_in(std::string_view text) {
  const Chart chart = chart_of(text);
  std::string all;
  for (const Edge& edge : chart.edges)
    all += (all.empty() ? "" : " ") + chart.nodes[edge.source].id + ">" +
           chart.nodes[edge.target].id + (edge.label.empty() ? "" : ":" + edge.label);
  return all;
}

inline Imported imported(std::string_view text) {
  return to_draft(chart_of(text), {"sale", "Sale", ""});
}

/// Flows as "source>target", in alphabetical order.
inline std::string flows_in(const Imported& made) {
  std::vector<std::string> flows;
  for (const model::DraftFlow& flow : made.draft.processes.front().flows)
    flows.push_back(flow.source + ">" + flow.target);
  std::sort(flows.begin(), flows.end());
  std::string all;
  for (const std::string& flow : flows) all += (all.empty() ? "" : " ") + flow;
  return all;
}

/// Lanes as "group: element element".
inline std::string lanes_in(const Imported& made) {
  std::string all;
  for (const model::DraftLane& lane : made.draft.processes.front().lanes) {
    all += (all.empty() ? "" : "\n") + lane.group + ":";
    for (const std::string& element : lane.elements) all += " " + element;
  }
  return all;
}

/// Notes as "code line:column (element)", one of each line.
inline std::string notes_in(const Imported& made) {
  std::string all;
  for (const Note& note : made.notes)
    all += (all.empty() ? "" : "\n") + note.code + " " + to_text(note.at) +
           (note.element_id.empty() ? "" : " " + note.element_id);
  return all;
}

inline const model::DraftElement& element_of(const Imported& made, std::string_view id) {
  static const model::DraftElement nothing;
  for (const model::DraftElement& element : made.draft.processes.front().elements)
    if (element.id == id) return element;
  ADD_FAILURE() << "no element " << id << ": " << flows_in(made);
  return nothing;
}

inline std::string condition_of(const Imported& made, std::string_view id) {
  for (const model::DraftFlow& flow : made.draft.processes.front().flows)
    if (flow.id == id) return flow.condition.text;
  ADD_FAILURE() << "no flow " << id << ": " << flows_in(made);
  return {};
}

}  // namespace onward::mermaid
