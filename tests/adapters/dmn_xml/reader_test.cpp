#include "adapters/dmn_xml/reader.hpp"

#include <gtest/gtest.h>

#include <string>

#include "engine/dmn/compile.hpp"
#include "engine/dmn/evaluate.hpp"

namespace onward::dmn_xml {
namespace {

std::string definitions(std::string_view inner,
                        std::string_view uri = "https://www.omg.org/spec/DMN/20230324/MODEL/") {
  return "<definitions xmlns=\"" + std::string(uri) +
         "\" xmlns:vendor=\"urn:vendor\" id=\"m\" name=\"m\" namespace=\"urn:m\">\n" +
         std::string(inner) + "\n</definitions>";
}

std::string result(std::string_view logic) {
  const auto draft = read(definitions("<decision id=\"d\" name=\"d\"><variable name=\"d\"/>" +
                                      std::string(logic) + "</decision>"));
  EXPECT_TRUE(draft.ok());
  if (!draft.ok()) return "unread";
  const auto compiled = dmn::compile(draft.value());
  EXPECT_TRUE(compiled.model != nullptr)
      << (compiled.problems.empty() ? "" : compiled.problems[0].message);
  if (!compiled.model) return "refused";
  const auto evaluation = dmn::evaluate(*compiled.model, "d", {}, {});
  return evaluation.ok() ? feel::to_feel_text(evaluation->result) : "stopped";
}

std::string text(std::string_view feel) {
  return "<literalExpression><text>" + std::string(feel) + "</text></literalExpression>";
}

TEST(DmnReader, ReadsTheVersionTagsOfVendors) {
  const auto draft = read(definitions(
      "<decision id=\"a\" name=\"a\" xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" "
      "camunda:versionTag=\" may \"/><decision id=\"b\" name=\"b\" "
      "xmlns:operaton=\"http://operaton.org/schema/1.0/dmn\" operaton:versionTag=\"june\"/>"
      "<decision id=\"c\" name=\"c\"><extensionElements><zeebe:versionTag "
      "xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\" value=\"july\"/>"
      "</extensionElements></decision><decision id=\"d\" name=\"d\" vendor:versionTag=\"x\"/>"));
  ASSERT_TRUE(draft.ok());
  ASSERT_EQ(draft->elements.size(), 4U);
  EXPECT_EQ(draft->elements[0].version_tag, "may");
  EXPECT_EQ(draft->elements[1].version_tag, "june");
  EXPECT_EQ(draft->elements[2].version_tag, "july");
  EXPECT_EQ(draft->elements[3].version_tag, "");
}

TEST(DmnReader, AnotherLanguageThanFeelGivesNullAndIsTold_6_3_2) {
  const auto told = [](std::string_view of_model, std::string_view of_expression) {
    std::string document = definitions(
        "<decision id='d' name='d'><variable name='d'/><literalExpression " +
        std::string(of_expression) + "><text>1 + 1</text></literalExpression></decision>");
    document.insert(std::string_view("<definitions").size(), " " + std::string(of_model));
    const auto draft = read(document);
    if (!draft.ok()) return draft.error().message;
    const auto compiled = dmn::compile(draft.value());
    if (!compiled.model) return std::string("refused");
    std::string codes;
    for (const auto& problem : draft->problems) codes += problem.code + " ";
    return codes + feel::to_feel_text(dmn::evaluate(*compiled.model, "d", {}, {})->result);
  };
  EXPECT_EQ(told("", ""), "2");
  EXPECT_EQ(told("", "expressionLanguage='feel'"), "2");
  EXPECT_EQ(told("expressionLanguage='http://www.omg.org/spec/FEEL/20140401'", ""), "2");
  EXPECT_EQ(told("", "expressionLanguage='groovy'"), "not-executable null");
  EXPECT_EQ(told("expressionLanguage='juel'", ""), "not-executable null");
  EXPECT_EQ(told("expressionLanguage='juel'",
                 "expressionLanguage='https://www.omg.org/spec/DMN/20191111/FEEL/'"),
            "2");
}

TEST(DmnReader, ReadsTheNamespacesOfDmn11To15_12) {
  for (const auto* uri : {"http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                          "http://www.omg.org/spec/DMN/20180521/MODEL/",
                          "https://www.omg.org/spec/DMN/20191111/MODEL/",
                          "https://www.omg.org/spec/DMN/20211108/MODEL/",
                          "https://www.omg.org/spec/DMN/20230324/MODEL/"}) {
    const auto draft = read(definitions("<decision id=\"d\" name=\"d\"/>", uri));
    ASSERT_TRUE(draft.ok()) << uri;
    EXPECT_EQ(draft->elements.size(), 1U);
  }
  const auto other = read(definitions("", "urn:other"));
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, ErrorCode::malformed);
}

TEST(DmnReader, AnUnknownElementIsAProblemWithItsPlaceAForeignOneIsNot_12) {
  const auto draft = read(
      definitions("<decision id=\"d\" name=\"d\">\n  <vendor:hint/><decisionTabel/></decision>"));
  ASSERT_TRUE(draft.ok());
  ASSERT_EQ(draft->problems.size(), 1U);
  EXPECT_EQ(draft->problems[0].code, "unknown-element");
  EXPECT_EQ(draft->problems[0].element_id, "d");
  EXPECT_EQ(draft->problems[0].at, (Position{3, 17}));
}

TEST(DmnReader, EveryBoxedExpressionIsRead_10_2) {
  EXPECT_EQ(result(text("1 + 1")), "2");
  EXPECT_EQ(result("<list>" + text("1") + text("\"a\"") + "</list>"), "[1, \"a\"]");
  EXPECT_EQ(result("<context><contextEntry><variable name=\"a\"/>" + text("2") +
                   "</contextEntry><contextEntry>" + text("a * 3") + "</contextEntry></context>"),
            "6");
  EXPECT_EQ(result("<relation><column name=\"a\"/><column name=\"b\"/><row>" + text("1") +
                   text("2") + "</row></relation>"),
            "[{a: 1, b: 2}]");
  EXPECT_EQ(result("<conditional><if>" + text("false") + "</if><then>" + text("1") +
                   "</then><else>" + text("2") + "</else></conditional>"),
            "2");
  EXPECT_EQ(result("<filter><in>" + text("[1, 2, 3]") + "</in><match>" + text("item &gt; 1") +
                   "</match></filter>"),
            "[2, 3]");
  EXPECT_EQ(result("<for iteratorVariable=\"i\"><in>" + text("1..3") + "</in><return>" +
                   text("i * i") + "</return></for>"),
            "[1, 4, 9]");
  EXPECT_EQ(result("<for iteratorVariable=\"i\"><in>" + text("[1..3]") + "</in><return>" +
                   text("i * i") + "</return></for>"),
            "[1, 4, 9]");
  EXPECT_EQ(result("<some iteratorVariable=\"i\"><in>" + text("[1, 2]") + "</in><satisfies>" +
                   text("i = 2") + "</satisfies></some>"),
            "true");
  EXPECT_EQ(result("<every iteratorVariable=\"i\"><in>" + text("[1, 2]") + "</in><satisfies>" +
                   text("i = 2") + "</satisfies></every>"),
            "false");
  EXPECT_EQ(result("<invocation>" + text("abs") + "<binding><parameter name=\"n\"/>" + text("-4") +
                   "</binding></invocation>"),
            "4");
  EXPECT_EQ(result("<context><contextEntry><variable "
                   "name=\"f\"/><functionDefinition><formalParameter name=\"x\"/>" +
                   text("x + 1") + "</functionDefinition></contextEntry><contextEntry>" +
                   text("f(1)") + "</contextEntry></context>"),
            "2");
}

TEST(DmnReader, AJavaFunctionIsReadAndGivesNull_10_3_2_13_3) {
  EXPECT_EQ(
      result("<context><contextEntry><variable name=\"f\"/><functionDefinition kind=\"Java\">"
             "<formalParameter name=\"a\"/><context><contextEntry><variable name=\"class\"/>" +
             text("\"java.lang.Math\"") +
             "</contextEntry></context></functionDefinition></contextEntry><contextEntry>" +
             text("f(1)") + "</contextEntry></context>"),
      "null");
}

TEST(DmnReader, BoxedIteratorsSeeTheirNamesAndPartial_10_2) {
  EXPECT_EQ(result("<for iteratorVariable=\"unit-price\"><in>" + text("[1, 2, 3]") +
                   "</in><return>" + text("unit-price + count(partial)") + "</return></for>"),
            "[1, 3, 5]");
  EXPECT_EQ(result("<filter><in>" + text("[{first name: \"a\"}, {first name: \"b\"}]") +
                   "</in><match>" + text("first name = \"b\"") + "</match></filter>"),
            "[{first name: \"b\"}]");
  EXPECT_EQ(
      result("<filter><in>" + text("[10, 20]") + "</in><match>" + text("2") + "</match></filter>"),
      "20");
  EXPECT_EQ(result("<for iteratorVariable=\"i\"><in>" + text("null") + "</in><return>" + text("i") +
                   "</return></for>"),
            "null");
}

TEST(DmnReader, ADecisionTableWithDefaultAndAnnotations_8_3) {
  const auto draft = read(definitions(R"(<decision id="d" name="d"><decisionTable hitPolicy="FIRST">
    <input id="i"><inputExpression typeRef="number"><text>x</text></inputExpression></input>
    <output id="o" name="o"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output><annotation name="why"/>
    <rule id="r"><inputEntry><text>&gt; 3</text></inputEntry><outputEntry><text>"big"</text></outputEntry>
    <annotationEntry><text>because</text></annotationEntry></rule></decisionTable></decision>)"));
  ASSERT_TRUE(draft.ok());
  EXPECT_TRUE(draft->problems.empty());
  EXPECT_EQ(draft->elements[0].logic->table->rules[0].annotations[0], "because");
  const auto compiled = dmn::compile(draft.value());
  ASSERT_TRUE(compiled.model != nullptr);
  Context inputs;
  inputs.set("x", 4);
  EXPECT_EQ(dmn::evaluate(*compiled.model, "d", inputs, {})->result, Value("big"));
  inputs.set("x", 1);
  EXPECT_EQ(dmn::evaluate(*compiled.model, "d", inputs, {})->result, Value("none"));
}

TEST(DmnReader, WhatIsNoXmlIsMalformed) {
  const auto draft = read("<definitions>");
  ASSERT_FALSE(draft.ok());
  EXPECT_EQ(draft.error().code, ErrorCode::malformed);
}

}  // namespace
}  // namespace onward::dmn_xml
