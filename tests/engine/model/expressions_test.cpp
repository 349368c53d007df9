// Expressions of a process: compiled wherever they stand, with the place of what is wrong (bpmn.md
// decisions 13 and 17).
#include "engine/model/expressions.hpp"

#include <gtest/gtest.h>

#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using model::Compiled;
using model::Language;
using model::Problem;
using model::Severity;

Builder with_condition(const std::string& text, Language language = Language::feel) {
  Builder b("p");
  b.start("s").exclusive("x").on(text).end("e1");
  b.at("x").otherwise().end("e2");
  b.get_flow("x-e1").condition.language = language;
  return b;
}

TEST(Expressions, FeelThatDoesNotParseIsAnErrorWithItsPlace) {
  Builder b = with_condition("a +\n* b");

  const Compiled compiled = model::compile(b.draft(), 1);

  EXPECT_EQ(compiled.definition, nullptr);
  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems[0].code, "invalid-expression");
  EXPECT_EQ(compiled.problems[0].severity, Severity::error);
  EXPECT_EQ(compiled.problems[0].element_id, "x-e1");
  EXPECT_EQ(compiled.problems[0].at.line, b.get_flow("x-e1").at.line + 1);
}

TEST(Expressions, TheFirstLineOfAnExpressionStartsAtItsColumn) {
  Builder b = with_condition("a + * b");

  const Problem problem = b.problems().at(0);

  EXPECT_EQ(problem.at.line, b.get_flow("x-e1").at.line);
  EXPECT_GT(problem.at.column, 10U);
  EXPECT_LT(problem.at.column, 18U);
}

TEST(Expressions, FeelThatDoesNotParseIsAWarningWhereNothingRuns) {
  Builder b = with_condition("a + * b");
  b.not_executable();

  const Compiled compiled = model::compile(b.draft(), 1);

  EXPECT_NE(compiled.definition, nullptr);
  ASSERT_EQ(compiled.problems.size(), 2U);
  EXPECT_EQ(compiled.problems[0].code, "not-marked-executable");
  EXPECT_EQ(compiled.problems[1].code, "invalid-expression");
  EXPECT_EQ(compiled.problems[1].severity, Severity::warning);
}

TEST(Expressions, JuelOutsideTheSubsetIsNotExecutable) {
  const Compiled compiled = model::compile(with_condition("${a +* b}", Language::juel).draft(), 1);

  ASSERT_NE(compiled.definition, nullptr);
  EXPECT_FALSE(compiled.definition->executable);
  EXPECT_EQ(compiled.problems.at(0).severity, Severity::not_executable);
}

TEST(Expressions, AForeignLanguageIsNotExecutableAndNotReportedTwice) {
  const Compiled compiled =
      model::compile(with_condition("return 1;", Language::foreign).draft(), 1);

  ASSERT_NE(compiled.definition, nullptr);
  EXPECT_FALSE(compiled.definition->executable);
  EXPECT_TRUE(compiled.problems.empty());
}

TEST(Expressions, ALiteralStandsForItself) {
  Builder b("p");
  b.start("s").catch_timer("t", "PT1H").end("e");

  const auto definition = b.build();

  EXPECT_TRUE(definition->find("t")->details.events[0].timer.value.compiled.empty());
}

TEST(Expressions, EveryFormulaOfAnElementIsCompiled) {
  model::Details d;
  d.events.resize(1);
  d.multi_instance.emplace();
  d.loop.emplace();
  d.user.form.resize(1);
  d.user.form[0].fields.resize(1);
  for (auto* list : {&d.job.inputs, &d.call.in, &d.call.out, &d.call.local_in, &d.call.local_out,
                     &d.io.inputs, &d.io.outputs, &d.payload, &d.opportunity_inputs})
    list->resize(1);
  std::vector<model::Formula*> all{&d.user.assignee,
                                   &d.user.candidate_users,
                                   &d.user.candidate_groups,
                                   &d.user.due,
                                   &d.user.follow_up,
                                   &d.user.priority,
                                   &d.user.form[0].required_if,
                                   &d.user.form[0].default_value,
                                   &d.user.form[0].fields[0].required_if,
                                   &d.job.topic,
                                   &d.job.inputs[0].value,
                                   &d.decision.decision,
                                   &d.decision.version,
                                   &d.script.script,
                                   &d.call.called,
                                   &d.call.version,
                                   &d.call.in[0].value,
                                   &d.call.out[0].value,
                                   &d.call.local_in[0].value,
                                   &d.call.local_out[0].value,
                                   &d.call.business_key,
                                   &d.events[0].name,
                                   &d.events[0].correlation_key,
                                   &d.events[0].timer.value,
                                   &d.events[0].condition,
                                   &d.message.name,
                                   &d.message.correlation_key,
                                   &d.io.inputs[0].value,
                                   &d.io.outputs[0].value,
                                   &d.payload[0].value,
                                   &d.multi_instance->cardinality,
                                   &d.multi_instance->collection,
                                   &d.multi_instance->output_element,
                                   &d.multi_instance->completion_condition,
                                   &d.loop->condition,
                                   &d.loop->maximum,
                                   &d.completion_condition,
                                   &d.activation_condition,
                                   &d.opportunity_inputs[0].value};
  for (std::size_t i = 0; i < all.size(); ++i) *all[i] = feel("a" + std::to_string(i));
  model::ExpressionReport report;

  model::compile_formulas(d, "owner", report);

  EXPECT_TRUE(report.problems.empty());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_FALSE(all[i]->compiled.empty()) << i;
}

}  // namespace
}  // namespace onward::test
