// Between the dialects: what the compact dialect can say comes back the same, the rest is named.
#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "adapters/bpmn_xml/writer.hpp"
#include "adapters/native_xml/writer.hpp"
#include "engine/model/describe.hpp"
#include "tests/adapters/model_files.hpp"

namespace onward {
namespace {

std::string first_difference(const model::Draft& before, const model::Draft& after) {
  for (const model::Difference& difference : model::differences(before, after))
    return "'" + difference.id + "' " + difference.sentence;
  return {};
}

TEST(RoundTrip, WhatTheCompactDialectCanSayComesBackTheSame) {
  std::size_t said = 0;
  std::map<std::string, std::string> refused;
  for (const test::ModelFile& file : test::model_files()) {
    if (!file.is_convertible()) continue;
    const native_xml::Written written = native_xml::write(file.draft);
    if (!written.problems.empty()) {
      EXPECT_FALSE(file.is_compact) << file.name << ": " << written.problems.front().message;
      EXPECT_TRUE(written.text.empty());
      refused.emplace(file.name, written.problems.front().message);
      continue;
    }
    const auto again = native_xml::read(written.text);
    ASSERT_TRUE(again.ok()) << file.name << "\n" << written.text;
    for (const model::Problem& problem : again->problems)
      if (problem.severity == model::Severity::error)
        ADD_FAILURE() << file.name << ": " << problem.message << "\n" << written.text;
    const std::string difference =
        first_difference(native_xml::carried(file.draft), native_xml::carried(*again));
    EXPECT_EQ(difference, "") << file.name << "\n" << written.text;
    ++said;
  }
  for (const auto& [name, message] : refused) std::cout << name << ": " << message << '\n';
  std::cout << said << " said, " << refused.size() << " refused\n";
  EXPECT_GT(said, 60U);
}

TEST(RoundTrip, CompactXmlComesBackThroughBpmn) {
  for (const test::ModelFile& file : test::model_files()) {
    if (!file.is_compact || !file.is_convertible()) continue;
    const auto as_bpmn = bpmn_xml::read(bpmn_xml::write(bpmn_xml::with_pool(file.draft), {}));
    ASSERT_TRUE(as_bpmn.ok()) << file.name;
    const native_xml::Written written = native_xml::write(*as_bpmn);
    ASSERT_TRUE(written.problems.empty()) << file.name << ": " << written.problems.front().message;
    const auto again = native_xml::read(written.text);
    ASSERT_TRUE(again.ok()) << file.name;
    EXPECT_EQ(first_difference(native_xml::carried(file.draft), native_xml::carried(*again)), "")
        << file.name << "\n"
        << written.text;
  }
}

}  // namespace
}  // namespace onward
