#include "engine/feel/feel.hpp"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/limits.hpp"
#include "engine/value/json.hpp"

namespace onward::feel {
namespace {

Outcome run(std::string_view text, const Context& context = {}) {
  const auto expression = compile(text);
  EXPECT_TRUE(expression.ok()) << text;
  if (!expression.ok()) return {};
  auto outcome = evaluate(expression.value(), ContextVariables(context), {});
  EXPECT_TRUE(outcome.ok()) << text;
  return outcome.ok() ? std::move(outcome).value() : Outcome{};
}

/// Whether an evaluation stops at a bound.
bool is_stopped(std::string_view text) {
  const auto expression = compile(text);
  EXPECT_TRUE(expression.ok()) << text;
  if (!expression.ok()) return false;
  const Context none;
  const auto outcome = evaluate(expression.value(), ContextVariables(none), {});
  return !outcome.ok() && outcome.error().code == ErrorCode::too_large;
}

TEST(Feel, AnUnknownVariableIsNullAndNamedInTheProblems_10_3_2_11) {
  const Outcome outcome = run("missing + 1");

  EXPECT_TRUE(outcome.value.is_null());
  ASSERT_FALSE(outcome.problems.empty());
  EXPECT_EQ(outcome.problems.front(), "no variable \"missing\"");
}

TEST(Feel, TheLongestKnownNameWins_10_3_1_4) {
  Context context;
  context.set("a", 5);
  context.set("b", 3);
  context.set("a-b", 100);
  context.set("Full Name", "Ann");

  const auto with_name = compile("a-b", {"a-b"});
  const auto spaced = compile("a - b", {"a-b"});
  const auto words = compile("\"Hello \" + Full Name", {"Full Name"});

  ASSERT_TRUE(with_name.ok() && spaced.ok() && words.ok());
  const ContextVariables variables(context);
  EXPECT_EQ(evaluate(with_name.value(), variables, {})->value, Value(100));
  EXPECT_EQ(evaluate(spaced.value(), variables, {})->value, Value(2));
  EXPECT_EQ(evaluate(words.value(), variables, {})->value, Value("Hello Ann"));
}

TEST(Feel, AVariableMayHaveTheNameOfABuiltInFunction_10_3_2_11) {
  Context context;
  context.set("count", 7);

  EXPECT_EQ(run("count + count([1, 2])", context).value, Value(9));
}

TEST(Feel, VariablesAreNamedOnceInOrderWithoutLocalNames_10_3_2_11) {
  const auto expression =
      compile("b.c + a + b.d + (for i in items return i + factor) [item > low]");

  ASSERT_TRUE(expression.ok());
  EXPECT_EQ(expression->variables(),
            (std::vector<std::string>{"b", "a", "items", "factor", "low"}));
}

TEST(Feel, ASyntaxErrorHasLineAndColumn_10_3_1) {
  const auto expression = compile("1 +\n  * 2");

  ASSERT_FALSE(expression.ok());
  EXPECT_EQ(expression.error().code, ErrorCode::invalid_expression);
  EXPECT_EQ(expression.error().where, "2:3");
}

TEST(Feel, AFunctionValueKeepsWhatItSawAndCanBeCalledLater_10_3_2_13) {
  Context context;
  context.set("rate", 2);
  const Outcome made = run("{double: function(x: number) x * rate}.double", context);

  const auto result = call(*made.value.function(), {Value(21)}, {});

  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->value, Value(42));
}

TEST(FeelUnaryTests, CellsOfDecisionTables_10_3_2_8) {
  const std::pair<std::string_view, bool> cells[] = {{"-", true},
                                                     {"", true},
                                                     {"5", true},
                                                     {"4, 5", true},
                                                     {"< 5", false},
                                                     {"[1..5)", false},
                                                     {"not(5)", false},
                                                     {"not(1, > 9)", true},
                                                     {"? > 3 and ? < 9", true},
                                                     {"[4, 5, 6]", true},
                                                     {"= 5", true},
                                                     {"!= 5", false},
                                                     {"not(? > 9) and ? = 5", true}};
  Context context;
  context.set("?", 5);
  for (const auto& [text, expected] : cells) {
    const auto tests = compile_unary_tests(text);
    ASSERT_TRUE(tests.ok()) << text;
    EXPECT_EQ(evaluate(tests.value(), ContextVariables(context), {})->value, Value(expected))
        << text;
  }
}

TEST(FeelLimits, StepsStopARunawayIteration) {
  EXPECT_TRUE(is_stopped("count(for a in 1..1000, b in 1..1000, c in 1..1000 return 1)"));
  EXPECT_TRUE(is_stopped("some a in 1..10000, b in 1..10000 satisfies a + b = 0"));
}

TEST(FeelLimits, RecursionStopsAtTheDepth) {
  EXPECT_TRUE(is_stopped("{f: function(n) f(n + 1), r: f(1)}.r"));
}

TEST(FeelLimits, MemoryStopsGrowingTexts) {
  EXPECT_TRUE(
      is_stopped("{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: "
                 "f(\"0123456789abcdef\", 40)}.r"));
}

TEST(FeelLimits, AListHasABound) {
  EXPECT_TRUE(is_stopped("count([1..10000000][item > 0]) + count(for i in 1..10000000 return i)"));
}

TEST(FeelLimits, NestedTextIsRefusedNotCrashedOn) {
  for (const auto* piece : {"(", "[", "{a:", "-(", "if ", "1 in (", "not("}) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += piece;
    EXPECT_FALSE(compile(text).ok()) << piece;
  }
  std::string chain = "1";
  for (int i = 0; i < 5000; ++i) chain += "+1";
  const auto made = compile(chain);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::too_large);
}

TEST(FeelLimits, ALongExpressionIsRefused) {
  const auto made = compile(std::string(limits::expression_bytes + 1, '1'));
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::too_large);
}

TEST(FeelLimits, ARegularExpressionThatRunsAwayStops) {
  EXPECT_TRUE(
      is_stopped("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")"));
}

TEST(FeelTypedJson, EveryKindGoesThereAndBack) {
  for (const auto* text : {"null", "true", "1.50", "\"a\"", "@\"2026-11-22\"", "@\"10:00:00Z\"",
                           "@\"2026-11-22T10:00:00@Europe/Berlin\"", "@\"P1DT2H\"", "@\"P1Y2M\"",
                           "[1, [2]]", "{a: {b: @\"P1D\"}}", "[1..3)"}) {
    const Value value = run(text).value;
    const auto read = json_from_text(to_typed_json(value));
    ASSERT_TRUE(read.ok()) << text;
    const auto back = from_typed_value(read.value());
    ASSERT_TRUE(back.ok()) << text;
    EXPECT_EQ(to_feel_text(back.value()), to_feel_text(value)) << text;
    EXPECT_EQ(back->kind(), value.kind()) << text;
  }
}

TEST(FeelTypedJson, WhatIsNoTypedValueIsMalformed) {
  for (const auto* text : {"5", R"({"t": "number", "v": "x"})",
                           R"({"t": "date", "v": "2026-13-01"})", R"({"v": 1})"}) {
    const auto back = from_typed_value(json_from_text(text).value());
    ASSERT_FALSE(back.ok()) << text;
    EXPECT_EQ(back.error().code, ErrorCode::malformed);
  }
}

}  // namespace
}  // namespace onward::feel
