// Small documents for the tests of the reader, and questions to the drafts that they give.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "adapters/bpmn_xml/reader.hpp"
#include "gtest/gtest.h"

namespace onward::bpmn_xml {

/// A document with these root elements: line 1 is the definitions element, line 2 begins the body.
inline std::string definitions(std::string_view body, std::string_view attributes = {}) {
  return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' "
         "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
         "xmlns:camunda='http://camunda.org/schema/1.0/bpmn' "
         "xmlns:operaton='http://operaton.org/schema/1.0/bpmn' "
         "xmlns:zeebe='http://camunda.org/schema/zeebe/1.0' xmlns:other='urn:other' "
         "xmlns:onward='urn:onward:bpmn:1' xmlns:tns='urn:test' targetNamespace='urn:test' " +
         std::string(attributes) + ">\n" + std::string(body) + "\n</definitions>";
}

/// A document with one executable process "p": line 2 is the process element, line 3 begins the
/// body.
inline std::string process(std::string_view body, std::string_view roots = {}) {
  return definitions("<process id='p' isExecutable='true'>\n" + std::string(body) + "\n</process>" +
                     std::string(roots));
}

inline model::Draft draft_of(std::string_view document) {
  Result<model::Draft> draft = read(document);
  EXPECT_TRUE(draft.ok()) << (draft.ok() ? "" : draft.error().message);
  return draft.ok() ? std::move(draft).value() : model::Draft{};
}

/// Every problem as "code line:column severity".
inline std::string problems_of(const model::Draft& draft) {
  std::string text;
  for (const model::Problem& problem : draft.problems) {
    if (!text.empty()) text += "\n";
    text +=
        problem.code + " " + to_text(problem.at) + " " + std::string(to_string(problem.severity));
  }
  return text;
}
inline std::string problems_in(std::string_view document) {
  return problems_of(draft_of(document));
}

inline const model::DraftElement& element(const model::Draft& draft, std::string_view id) {
  static const model::DraftElement none;
  for (const model::DraftProcess& each : draft.processes)
    for (const model::DraftElement& candidate : each.elements)
      if (candidate.id == id) return candidate;
  ADD_FAILURE() << "no element " << id;
  return none;
}

/// "feel:a > 1": language and text of an expression.
inline std::string shown(const model::Formula& formula) {
  switch (formula.language) {
    case model::Language::feel: return "feel:" + formula.text;
    case model::Language::juel: return "juel:" + formula.text;
    case model::Language::literal: return "literal:" + formula.text;
    case model::Language::foreign: return "foreign:" + formula.text;
  }
  return {};
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace onward::bpmn_xml
