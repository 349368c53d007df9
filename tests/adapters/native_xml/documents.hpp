// Small documents for the tests of the compact dialect, and short forms of the drafts they give.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/native_xml/reader.hpp"
#include "gtest/gtest.h"

namespace onward::native_xml {

/// A process "p": line 1 is the process element, line 2 begins the body.
inline std::string process(std::string_view body) {
  return "<process xmlns='urn:onward:process:1' id='p'>\n" + std::string(body) + "\n</process>";
}

inline model::Draft draft_of(std::string_view body) {
  Result<model::Draft> draft = read(process(body));
  EXPECT_TRUE(draft.ok());
  return draft.ok() ? std::move(draft).value() : model::Draft{};
}

/// Every problem as "code line:column".
inline std::string problems_of(const model::Draft& draft) {
  std::string text;
  for (const model::Problem& problem : draft.problems) {
    if (!text.empty()) text += "\n";
    text += problem.code + " " + to_text(problem.at);
  }
  return text;
}
inline std::string problems_in(std::string_view body) { return problems_of(draft_of(body)); }

/// Every flow as "source>target", in alphabetical order with blanks between.
inline std::string flows_of(const model::Draft& draft) {
  EXPECT_EQ(problems_of(draft), "");
  std::vector<std::string> flows;
  for (const model::DraftProcess& each : draft.processes)
    for (const model::DraftFlow& flow : each.flows)
      flows.push_back(flow.source + ">" + flow.target);
  std::sort(flows.begin(), flows.end());
  std::string text;
  for (const std::string& flow : flows) text += (text.empty() ? "" : " ") + flow;
  return text;
}
inline std::string flows_in(std::string_view body) { return flows_of(draft_of(body)); }

inline const model::DraftElement& element(const model::Draft& draft, std::string_view id) {
  static const model::DraftElement none;
  for (const model::DraftProcess& each : draft.processes)
    for (const model::DraftElement& candidate : each.elements)
      if (candidate.id == id) return candidate;
  ADD_FAILURE() << "no element " << id << "; " << problems_of(draft);
  return none;
}

inline std::string shown(const model::Formula& formula) {
  return (formula.language == model::Language::literal ? "literal:" : "feel:") + formula.text;
}

}  // namespace onward::native_xml
