#include "engine/dmn/table.hpp"

#include <gtest/gtest.h>

#include "tests/engine/dmn/drafts.hpp"

namespace onward::dmn {
namespace {

const std::vector<std::vector<std::string>> overlapping = {
    {"> 1", "\"low\""}, {"> 2", "\"high\""}, {"> 3", "\"low\""}};

Evaluation run(DraftExpression logic, int x) {
  const Compiled compiled = compile(model({decision("d", std::move(logic))}));
  EXPECT_TRUE(compiled.model != nullptr);
  if (!compiled.model) return {};
  Context inputs;
  inputs.set("x", x);
  auto evaluation = evaluate(*compiled.model, "d", inputs, {});
  EXPECT_TRUE(evaluation.ok());
  return evaluation.ok() ? std::move(evaluation).value() : Evaluation{};
}

std::string result(HitPolicy policy, Aggregation aggregation,
                   const std::vector<std::vector<std::string>>& rows, int x,
                   std::string allowed = {}) {
  return feel::to_feel_text(
      run(table(policy, aggregation, {output("o", std::move(allowed))}, rows), x).result);
}

TEST(HitPolicy, UniqueGivesTheOneRuleAndRefusesTwo_8_3_1) {
  EXPECT_EQ(result(HitPolicy::unique, {}, overlapping, 2), "low");
  const Evaluation two = run(table(HitPolicy::unique, {}, {output("o")}, overlapping), 3);
  EXPECT_TRUE(two.result.is_null());
  EXPECT_EQ(two.problems.size(), 1U);
}

TEST(HitPolicy, FirstStopsAtItsHitAndSaysWhichRule_8_3_1) {
  const Evaluation first = run(table(HitPolicy::first, {}, {output("o")}, overlapping), 9);
  EXPECT_EQ(first.result, Value("low"));
  ASSERT_EQ(first.matched_rules.size(), 1U);
  EXPECT_EQ(first.matched_rules[0].decision_id, "d");
  EXPECT_EQ(first.matched_rules[0].rule_id, "r1");
  EXPECT_EQ(first.matched_rules[0].index, 0U);
}

TEST(HitPolicy, AnyNeedsEqualOutputs_8_3_1) {
  EXPECT_EQ(result(HitPolicy::any, {}, {{"> 1", "1"}, {"> 2", "1.0"}}, 3), "1");
  EXPECT_EQ(result(HitPolicy::any, {}, overlapping, 3), "null");
}

TEST(HitPolicy, PriorityFollowsTheOutputValues_8_3_1) {
  EXPECT_EQ(result(HitPolicy::priority, {}, overlapping, 9, "\"high\", \"low\""), "high");
  EXPECT_EQ(result(HitPolicy::priority, {}, overlapping, 9, "\"low\", \"high\""), "low");
}

TEST(HitPolicy, OutputOrderAndRuleOrderAreLists_8_3_1) {
  EXPECT_EQ(result(HitPolicy::output_order, {}, overlapping, 9, "\"high\", \"low\""),
            "[\"high\", \"low\", \"low\"]");
  EXPECT_EQ(result(HitPolicy::rule_order, {}, overlapping, 9), "[\"low\", \"high\", \"low\"]");
}

TEST(HitPolicy, CollectListsOrAggregates_8_3_1) {
  const std::vector<std::vector<std::string>> numbers = {
      {"> 1", "10"}, {"> 2", "30"}, {"> 3", "20"}};
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::none, numbers, 9), "[10, 30, 20]");
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::sum, numbers, 9), "60");
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::min, numbers, 9), "10");
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::max, numbers, 9), "30");
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::count, numbers, 9), "3");
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::none, numbers, 0), "[]");
  EXPECT_EQ(result(HitPolicy::collect, Aggregation::count, numbers, 0), "0");
}

TEST(DecisionTable, WithoutAHitTheDefaultOutputOrNull_8_3_4) {
  EXPECT_EQ(result(HitPolicy::unique, {}, overlapping, 0), "null");
  DraftTable::Output with_default = output("o");
  with_default.fallback = DraftText{"", "\"none\"", {}};
  EXPECT_EQ(run(table(HitPolicy::unique, {}, {with_default}, overlapping), 0).result,
            Value("none"));
}

TEST(DecisionTable, SeveralOutputsGiveAContext_8_3_1) {
  const auto logic = table(HitPolicy::unique, {}, {output("action"), output("days")},
                           {{"-", "\"later\"", "x * 2"}});
  EXPECT_EQ(feel::to_feel_text(run(logic, 15).result), "{action: \"later\", days: 30}");
}

TEST(DecisionTable, AnInputOutsideOfItsAllowedValuesIsAProblem_8_3_2) {
  DraftExpression logic = table(HitPolicy::unique, {}, {output("o")}, {{"-", "1"}});
  auto changed = std::make_shared<DraftTable>(*logic.table);
  changed->inputs[0].allowed.text = "[1..5]";
  logic.table = changed;
  EXPECT_EQ(run(logic, 5).result, Value(1));
  const Evaluation outside = run(logic, 6);
  EXPECT_TRUE(outside.result.is_null());
  EXPECT_FALSE(outside.problems.empty());
}

}  // namespace
}  // namespace onward::dmn
