// What the BPMN writer writes is read back as the same process.
#include <gtest/gtest.h>

#include "adapters/bpmn_xml/diagram.hpp"
#include "adapters/bpmn_xml/writer.hpp"
#include "adapters/diagram/layout.hpp"
#include "engine/model/describe.hpp"
#include "tests/adapters/model_files.hpp"

namespace onward {
namespace {

std::string first_difference(const model::Draft& before, const model::Draft& after) {
  for (const model::Difference& difference : model::differences(before, after))
    return "'" + difference.id + "' " + difference.sentence;
  return {};
}

std::string first_problem(const model::Draft& draft) {
  for (const model::Problem& problem : draft.problems)
    if (problem.severity != model::Severity::warning && problem.code != "connector-unknown")
      return problem.code + " " + problem.message + " (" + problem.element_id + ")";
  return {};
}

TEST(RoundTrip, EveryModelIsTheSameAfterTheBpmnWriter) {
  for (const test::ModelFile& file : test::model_files()) {
    if (!file.is_convertible()) continue;
    const model::Draft source = bpmn_xml::with_pool(file.draft);
    const auto picture = diagram::lay_out(source);
    ASSERT_TRUE(picture.ok()) << file.name;
    const std::string text = bpmn_xml::write(source, *picture);
    const auto again = bpmn_xml::read(text);
    ASSERT_TRUE(again.ok()) << file.name << ": " << again.error().message << "\n" << text;
    EXPECT_EQ(first_problem(*again), "") << file.name;
    EXPECT_EQ(first_difference(source, *again), "") << file.name << "\n" << text;
  }
}

TEST(RoundTrip, TheWrittenDiagramIsReadBack) {
  for (const test::ModelFile& file : test::model_files()) {
    if (!file.is_convertible()) continue;
    const model::Draft source = bpmn_xml::with_pool(file.draft);
    const auto picture = diagram::lay_out(source);
    ASSERT_TRUE(picture.ok()) << file.name;
    const auto again = bpmn_xml::read_diagram(bpmn_xml::write(source, *picture));
    ASSERT_TRUE(again.ok()) << file.name;
    EXPECT_TRUE(diagram::shows_all(*again, source)) << file.name;
    ASSERT_EQ(again->shapes.size(), picture->shapes.size()) << file.name;
    for (std::size_t i = 0; i < again->shapes.size(); ++i)
      EXPECT_NEAR(again->shapes[i].bounds.x, picture->shapes[i].bounds.x, 0.06) << file.name;
  }
}

}  // namespace
}  // namespace onward
