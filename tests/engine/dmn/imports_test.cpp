// Imports by namespace (DMN 1.5 clause 6.3.3): names, inputs, types, imports without a name.
#include <gtest/gtest.h>

#include "engine/dmn/compile.hpp"
#include "tests/engine/dmn/drafts.hpp"

namespace onward::dmn {
namespace {

using Kind = DraftElement::Kind;

/// A library with an input, a decision on it, a function and a type.
DraftModel library() {
  DraftElement input = element(Kind::input, "who", "Person name");
  DraftElement hello = decision("hello", literal("\"Hello \" + Person name"), {"#who"});
  DraftElement twice = element(Kind::knowledge, "twice", "twice");
  DraftExpression function;
  function.kind = DraftExpression::Kind::function;
  function.names = {{"n", "tSmall", {}}};
  function.children = {literal("n * 2")};
  twice.logic = std::move(function);
  DraftModel made = model({input, hello, twice});
  made.name_space = "urn:library";
  DraftItem item;
  item.name = "tSmall";
  item.type_ref = "number";
  item.allowed.text = "< 100";
  made.items = {item};
  return made;
}

DraftModel importer(std::string name, std::string name_space, std::vector<DraftElement> elements) {
  DraftModel made = model(std::move(elements));
  made.name_space = std::move(name_space);
  made.imports = {{std::move(name), "urn:library", {}}};
  return made;
}

std::string result(const DraftModel& draft, std::span<const DraftModel* const> imported,
                   std::string_view decision, const Context& inputs = {}) {
  const Compiled compiled = compile(draft, imported);
  if (!compiled.model) return compiled.problems.front().message;
  const auto evaluation = evaluate(*compiled.model, decision, inputs, {});
  return evaluation.ok() ? feel::to_feel_text(evaluation->result) : "stopped";
}

Context context_of(std::string name, Value value) {
  Context made;
  made.set(std::move(name), std::move(value));
  return made;
}

TEST(Import, AnInputOfAnImportedModelStandsUnderTheImportOrAlone_6_3_3) {
  const DraftModel imported = library();
  const DraftModel* all[] = {&imported};
  const DraftModel draft = importer(
      "My lib", "urn:m", {decision("d", literal("My lib.hello + \"!\""), {"urn:library#hello"})});
  EXPECT_EQ(result(draft, all, "d", context_of("Person name", "Ann")), "Hello Ann!");
  EXPECT_EQ(result(draft, all, "d", context_of("My lib", context_of("Person name", "Bob"))),
            "Hello Bob!");
}

TEST(Import, WithoutANameItsElementsStandAmongTheOwn_6_3_3) {
  const DraftModel imported = library();
  const DraftModel* all[] = {&imported};
  DraftModel draft = importer("", "urn:m",
                              {decision("d", literal("hello + string(twice(n: 2))"),
                                        {"urn:library#hello", "urn:library#twice"}),
                               decision("typed", literal("200"))});
  draft.elements[1].variable = {"typed", "tSmall", {}};
  EXPECT_EQ(result(draft, all, "d", context_of("Person name", "Ann")), "Hello Ann4");
  EXPECT_EQ(result(draft, all, "typed"), "null");
}

TEST(Import, AModelThatIsImportedTwiceHasTheInputsOfEachImport_6_3_3) {
  const DraftModel deepest = library();
  DraftModel between =
      importer("lib", "urn:between",
               {decision("shout", literal("lib.hello + \"!\""), {"urn:library#hello"})});
  const DraftModel* all[] = {&deepest, &between};
  DraftModel draft = importer(
      "lib", "urn:m",
      {decision("d", literal("[b.shout, lib.hello]"), {"urn:between#shout", "urn:library#hello"})});
  draft.imports.push_back({"b", "urn:between", {}});
  Context inputs = context_of("lib", context_of("Person name", "Ann"));
  inputs.set("b", context_of("lib", context_of("Person name", "Bob")));
  EXPECT_EQ(result(draft, all, "d", inputs), "[\"Hello Bob!\", \"Hello Ann\"]");
}

TEST(Import, ATypeIsNamedThroughTheImport_7_3_2) {
  const DraftModel imported = library();
  const DraftModel* all[] = {&imported};
  DraftModel draft =
      importer("lib", "urn:m",
               {decision("d", literal("200")), decision("f", literal("1 instance of lib.tSmall"))});
  draft.elements[0].variable = {"d", "lib.tSmall", {}};
  EXPECT_EQ(result(draft, all, "d"), "null");
  EXPECT_EQ(result(draft, all, "f"), "true");
}

TEST(Import, ModelsThatImportEachOtherAreReadOnce) {
  DraftModel imported = library();
  imported.imports = {{"back", "urn:m", {}}};
  const DraftModel draft = importer("lib", "urn:m", {decision("d", literal("1"))});
  const DraftModel* all[] = {&imported, &draft};
  EXPECT_EQ(result(draft, all, "d"), "1");
}

}  // namespace
}  // namespace onward::dmn
