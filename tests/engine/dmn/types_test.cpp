// Item definitions (DMN 1.5 clauses 7.3.2, 7.3.3 and 10.3.2.9.4): what decisions, parameters and
// entries of boxed contexts make of a value of a declared type.
#include <gtest/gtest.h>

#include <array>

#include "engine/dmn/compile.hpp"
#include "tests/engine/dmn/drafts.hpp"

namespace onward::dmn {
namespace {

using Kind = DraftElement::Kind;

DraftItem item(std::string name, std::string type_ref, std::string allowed = {},
               std::string constraint = {}) {
  DraftItem made;
  made.name = std::move(name);
  made.type_ref = std::move(type_ref);
  made.allowed.text = std::move(allowed);
  made.constraint.text = std::move(constraint);
  return made;
}

std::vector<DraftItem> items() {
  std::vector<DraftItem> all = {item("tSmall", "number", "< 100"), item("tTiny", "tSmall", "< 10"),
                                item("tRange", "range<number>")};
  DraftItem few = item("tFew", "tSmall", {}, "count(?) <= 2");
  few.is_collection = true;
  DraftItem pair;
  pair.name = "tPair";
  pair.components = {item("a", "tTiny"), item("b", "string")};
  all.push_back(few);
  all.push_back(pair);
  return all;
}

/// What a decision of a type makes of an expression.
std::string coerced(std::string type, std::string text) {
  DraftModel draft = model({decision("d", literal(std::move(text)))});
  draft.items = items();
  draft.elements[0].variable = {"d", std::move(type), {}};
  const Compiled compiled = compile(draft);
  if (!compiled.model) return "refused";
  return feel::to_feel_text(evaluate(*compiled.model, "d", {}, {})->result);
}

TEST(Types, ADecisionGivesItsTypeOrNull_10_3_2_9_4) {
  const std::vector<std::array<std::string, 3>> cases = {
      {"number", "1", "1"},
      {"number", "\"1\"", "null"},
      {"number", "[1]", "1"},
      {"number", "[1, 2]", "null"},
      {"number", "[[1]]", "null"},
      {"string", "null", "null"},
      {"Any", "[1]", "[1]"},
      {"date and time", "@\"2020-01-01\"", "2020-01-01T00:00:00Z"},
      {"tSmall", "99", "99"},
      {"tSmall", "100", "null"},
      {"tTiny", "9", "9"},
      {"tTiny", "-1", "-1"},
      {"tTiny", "50", "null"},
      {"tTiny", "200", "null"},
      {"tFew", "[1, 2]", "[1, 2]"},
      {"tFew", "1", "[1]"},
      {"tFew", "[1, 2, 3]", "null"},
      {"tFew", "[1, 200]", "null"},
      {"tFew", "[1, \"a\"]", "null"},
      {"tPair", "{a: 1, b: \"x\"}", "{a: 1, b: \"x\"}"},
      {"tPair", "{a: 1, b: \"x\", c: 3}", "{a: 1, b: \"x\", c: 3}"},
      {"tPair", "{a: 1, b: null}", "{a: 1, b: null}"},
      {"tPair", "{a: 50, b: \"x\"}", "null"},
      {"tPair", "{a: 1}", "null"},
  };
  for (const auto& [type, text, expected] : cases)
    EXPECT_EQ(coerced(type, text), expected) << type << " of " << text;
}

TEST(Types, AllowedValuesHoldForParametersAndEntries_7_3_3) {
  DraftExpression entry;
  entry.kind = DraftExpression::Kind::context;
  entry.names = {{"a", "tTiny", {}}};
  entry.children = {literal("50")};
  DraftElement knowledge = element(Kind::knowledge, "f", "f");
  DraftExpression function;
  function.kind = DraftExpression::Kind::function;
  function.names = {{"n", "tTiny", {}}};
  function.children = {literal("n")};
  knowledge.logic = std::move(function);
  DraftModel draft =
      model({decision("d", entry), knowledge, decision("good", literal("f(9)"), {"#f"}),
             decision("bad", literal("f(10)"), {"#f"})});
  draft.items = items();
  const Compiled compiled = compile(draft);
  ASSERT_TRUE(compiled.model != nullptr);
  EXPECT_EQ(feel::to_feel_text(evaluate(*compiled.model, "d", {}, {})->result), "{a: null}");
  EXPECT_EQ(evaluate(*compiled.model, "good", {}, {})->result, Value(9));
  const auto bad = evaluate(*compiled.model, "bad", {}, {});
  EXPECT_TRUE(bad->result.is_null());
  EXPECT_FALSE(bad->problems.empty());
}

/// A service over one decision that adds one to its input.
DraftModel with_service(std::string variable_type) {
  DraftElement service = element(Kind::service, "s", "both");
  service.output_decisions = {"#plus"};
  service.input_data = {"#n"};
  service.variable = {"both", std::move(variable_type), {}};
  DraftElement input = element(Kind::input, "n", "n");
  input.variable = {"n", "number", {}};
  DraftElement same_name = decision("twin", literal("\"the decision\""));
  same_name.name = "both";
  DraftModel draft = model({same_name, input, decision("plus", literal("n + 1"), {"#n"}), service,
                            decision("call", literal("both(n: 1)"), {"#s"})});
  DraftItem function = item("tFunction", "");
  function.is_function = true;
  function.parameters = {{"n", "number", {}}};
  function.output_type = "number";
  draft.items = {function, item("tText", "string")};
  return draft;
}

TEST(Types, AServiceMayBeTypedAsAFunctionOrAsWhatItGives_6_3_11) {
  for (const auto& [type, expected] : {std::pair("", "2"), std::pair("number", "2"),
                                       std::pair("tFunction", "2"), std::pair("tText", "null")}) {
    const Compiled compiled = compile(with_service(type));
    ASSERT_TRUE(compiled.model != nullptr);
    EXPECT_EQ(feel::to_feel_text(evaluate(*compiled.model, "call", {}, {})->result), expected)
        << type;
  }
}

TEST(Types, AFunctionMayBeTypedAsAFunctionOrAsWhatItGives_7_3_2) {
  for (const auto& [type, expected] : {std::pair("", "2"), std::pair("number", "2"),
                                       std::pair("tFunction", "2"), std::pair("tText", "null")}) {
    DraftModel draft = with_service("number");
    DraftElement knowledge = element(Kind::knowledge, "f", "f");
    DraftExpression function;
    function.kind = DraftExpression::Kind::function;
    function.type_ref = type;
    function.names = {{"n", "number", {}}};
    function.children = {literal("n + 1")};
    knowledge.logic = std::move(function);
    draft.elements.push_back(std::move(knowledge));
    draft.elements.push_back(decision("use", literal("f(1)"), {"#f"}));
    const Compiled compiled = compile(draft);
    ASSERT_TRUE(compiled.model != nullptr);
    EXPECT_EQ(feel::to_feel_text(evaluate(*compiled.model, "use", {}, {})->result), expected)
        << type;
  }
}

TEST(Types, AServiceAndADecisionOfOneNameAreToldApart) {
  const Compiled compiled = compile(with_service("number"));
  ASSERT_TRUE(compiled.model != nullptr);
  Context inputs;
  inputs.set("n", 5);
  const auto of = [&](Wanted wanted) {
    return feel::to_feel_text(evaluate(*compiled.model, "both", inputs, {}, wanted)->result);
  };
  EXPECT_EQ(of(Wanted::service), "6");
  EXPECT_EQ(of(Wanted::decision), "the decision");
}

TEST(Types, PrioritiesMayComeFromTheTypeOfAnOutput_8_3_3) {
  DraftTable::Output typed = output("o");
  typed.type_ref = "tLevel";
  DraftModel draft = model({decision(
      "d", table(HitPolicy::priority, {}, {typed}, {{"-", "\"low\""}, {"-", "\"high\""}}))});
  draft.items = {item("tLevel", "string", "\"high\", \"low\"")};
  const Compiled compiled = compile(draft);
  ASSERT_TRUE(compiled.model != nullptr);
  EXPECT_EQ(evaluate(*compiled.model, "d", {}, {})->result, Value("high"));
}

/// What a decision of a type makes of an expression, and what was said about the types.
std::string coerced_by(std::vector<DraftItem> items, std::string type, std::string text) {
  DraftModel draft = model({decision("d", literal(std::move(text)))});
  draft.items = std::move(items);
  draft.elements[0].variable = {"d", std::move(type), {}};
  const Compiled compiled = compile(draft);
  std::string said = compiled.problems.empty() ? "" : compiled.problems.front().code + " ";
  return said + feel::to_feel_text(evaluate(*compiled.model, "d", {}, {})->result);
}

TEST(Types, OneThatNeedsItselfIsCheckedDownToWhereItBeginsAgain_7_3_2) {
  DraftItem employee;
  employee.name = "tEmployee";
  employee.components = {item("name", "string"), item("supervisor", "tEmployee")};
  EXPECT_EQ(coerced_by({employee}, "tEmployee", "{name: \"a\", supervisor: {name: \"b\"}}"),
            "item-definition-cycle {name: \"a\", supervisor: {name: \"b\"}}");
  EXPECT_EQ(coerced_by({employee}, "tEmployee", "{name: 1, supervisor: null}"),
            "item-definition-cycle null");
}

TEST(Types, OneThatIsCalledLikeItsTypeOfFeelIsThat) {
  EXPECT_EQ(coerced_by({item("number", "number", "> 3")}, "number", "4"), "4");
  EXPECT_EQ(coerced_by({item("number", "number", "> 3")}, "number", "2"), "null");
}

}  // namespace
}  // namespace onward::dmn
