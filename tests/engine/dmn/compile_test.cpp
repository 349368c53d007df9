#include "engine/dmn/compile.hpp"

#include <gtest/gtest.h>

#include "tests/engine/dmn/drafts.hpp"

namespace onward::dmn {
namespace {

using Kind = DraftElement::Kind;

Value run(const DraftModel& draft, std::string_view name, const Context& inputs = {}) {
  const Compiled compiled = compile(draft);
  EXPECT_TRUE(compiled.model != nullptr);
  if (!compiled.model) return {};
  const auto evaluation = evaluate(*compiled.model, name, inputs, {});
  EXPECT_TRUE(evaluation.ok());
  return evaluation.ok() ? evaluation->result : Value();
}

DraftElement knowledge(std::string name, std::vector<std::string> parameters, std::string body,
                       std::vector<std::string> requirements = {}) {
  DraftElement made = element(Kind::knowledge, name, name, std::move(requirements));
  DraftExpression function;
  function.kind = DraftExpression::Kind::function;
  for (std::string& parameter : parameters)
    function.names.push_back({std::move(parameter), "number", {}});
  function.children = {literal(std::move(body))};
  made.logic = std::move(function);
  return made;
}

std::string first_code(const DraftModel& draft) {
  const Compiled compiled = compile(draft);
  return compiled.problems.empty() ? "" : compiled.problems.front().code;
}

TEST(Requirements, ADecisionSeesWhatItRequires_10_4) {
  Context inputs;
  inputs.set("Unit Price", 5);
  const DraftModel draft = model({element(Kind::input, "i", "Unit Price"),
                                  decision("net", literal("Unit Price * 2"), {"#i"}),
                                  decision("gross", literal("net * 1.2"), {"#net"})});
  EXPECT_EQ(run(draft, "gross", inputs), Value(12));
}

TEST(Requirements, ACycleIsRefused_6_2_1) {
  EXPECT_EQ(
      first_code(model({decision("a", literal("b"), {"#b"}), decision("b", literal("a"), {"#a"})})),
      "requirement-cycle");
}

TEST(DecisionServices, OneWithoutOutputGivesNull) {
  const DraftModel draft =
      model({decision("a", literal("1")), element(Kind::service, "s", "page")});
  EXPECT_EQ(first_code(draft), "no-output-decision");
  EXPECT_EQ(run(draft, "a"), Value(1));
  EXPECT_EQ(run(draft, "page"), Value());
}

TEST(Requirements, AReferenceToNothingIsRefused_6_3) {
  EXPECT_EQ(first_code(model({decision("a", literal("1"), {"#nowhere"})})), "unresolved-reference");
}

TEST(Requirements, ALongChainReachesABoundInsteadOfTheStack) {
  std::vector<DraftElement> chain = {decision("d0", literal("1"))};
  for (int i = 1; i < 5000; ++i) {
    const std::string before = "d" + std::to_string(i - 1);
    chain.push_back(decision("d" + std::to_string(i), literal(before), {"#" + before}));
  }
  const Compiled compiled = compile(model(std::move(chain)));
  ASSERT_TRUE(compiled.model != nullptr);
  const auto evaluation = evaluate(*compiled.model, "d4999", {}, {});
  ASSERT_FALSE(evaluation.ok());
  EXPECT_EQ(evaluation.error().code, ErrorCode::too_large);
}

TEST(Compile, ABrokenExpressionIsAWarningWithItsPlaceAndGivesNull_12) {
  DraftExpression broken = literal("1 +");
  broken.at = {7, 11};
  const Compiled compiled = compile(model({decision("a", broken), decision("b", literal("2"))}));
  ASSERT_TRUE(compiled.model != nullptr);
  ASSERT_EQ(compiled.problems.size(), 1U);
  EXPECT_EQ(compiled.problems[0].code, "invalid-expression");
  EXPECT_EQ(compiled.problems[0].element_id, "a");
  EXPECT_EQ(compiled.problems[0].at, (Position{7, 14}));
  EXPECT_EQ(evaluate(*compiled.model, "b", {}, {})->result, Value(2));
}

TEST(KnowledgeModel, IsAFunctionAndMayCallItself_10_4) {
  const DraftModel draft = model(
      {knowledge("factorial", {"n"}, "if n <= 1 then 1 else n * factorial(n - 1)", {"#factorial"}),
       decision("a", literal("factorial(5)"), {"#factorial"})});
  EXPECT_EQ(run(draft, "a"), Value(120));
}

TEST(DecisionService, IsInvokedFromOutsideAndAsAFunction_10_4) {
  DraftElement service = element(Kind::service, "s", "pricing");
  service.output_decisions = {"#price"};
  service.input_data = {"#amount"};
  const DraftModel draft = model({element(Kind::input, "amount", "amount"),
                                  decision("price", literal("amount * 3"), {"#amount"}), service,
                                  decision("twice", literal("pricing(10) * 2"), {"#s"})});
  Context inputs;
  inputs.set("amount", 2);
  EXPECT_EQ(run(draft, "pricing", inputs), Value(6));
  EXPECT_EQ(run(draft, "twice", inputs), Value(60));
}

TEST(ItemDefinition, AllowedValuesOfInputsAreChecked_7_3_3) {
  DraftModel draft =
      model({element(Kind::input, "i", "level"), decision("d", literal("level"), {"#i"})});
  DraftItem item;
  item.name = "tLevel";
  item.type_ref = "string";
  item.allowed.text = "\"low\", \"high\"";
  draft.items = {item};
  draft.elements[0].variable = {"level", "tLevel", {}};
  Context inputs;
  inputs.set("level", "high");
  EXPECT_EQ(run(draft, "d", inputs), Value("high"));
  inputs.set("level", "odd");
  EXPECT_TRUE(run(draft, "d", inputs).is_null());
}

TEST(Import, ElementsStandUnderTheNameOfTheImport_6_3_3) {
  DraftModel library = model({knowledge("double", {"n"}, "n * 2")});
  library.name_space = "urn:library";
  DraftModel draft = model({decision("d", literal("lib.double(21)"), {"urn:library#double"})});
  draft.imports = {{"lib", "urn:library", {}}};
  const DraftModel* imported[] = {&library};
  const Compiled compiled = compile(draft, imported);
  ASSERT_TRUE(compiled.model != nullptr);
  EXPECT_EQ(evaluate(*compiled.model, "d", {}, {})->result, Value(42));
}

TEST(Evaluate, AnUnknownDecisionIsNotFound) {
  const Compiled compiled = compile(model({decision("a", literal("1"))}));
  ASSERT_TRUE(compiled.model != nullptr);
  const auto evaluation = evaluate(*compiled.model, "nothing", {}, {});
  ASSERT_FALSE(evaluation.ok());
  EXPECT_EQ(evaluation.error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace onward::dmn
