// The language of an expression: bpmn.md decision 13, docs/dialects.md section 1.
#include "adapters/bpmn_xml/expressions.hpp"

#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

std::string condition(std::string_view attributes, std::string_view text,
                      std::string_view language = {}) {
  const model::Draft draft = draft_of(
      definitions("<process id='p'><task id='t'/><sequenceFlow id='f' sourceRef='t' targetRef='t'>"
                  "<conditionExpression " +
                      std::string(attributes) + ">" + std::string(text) +
                      "</conditionExpression></sequenceFlow></process>",
                  language));
  return shown(draft.processes.at(0).flows.at(0).condition);
}

std::string duration(std::string_view text) {
  const model::Draft draft =
      draft_of(process("<startEvent id='s'><timerEventDefinition><timeDuration>" +
                       std::string(text) + "</timeDuration></timerEventDefinition></startEvent>"));
  return shown(element(draft, "s").details.events.at(0).timer.value);
}

TEST(BpmnExpressions, ConditionsAreFeelUnlessMarked) {
  EXPECT_EQ(condition("", " a = 1 "), "feel:a = 1");
  EXPECT_EQ(condition("", "=a = 1"), "feel:a = 1");
  EXPECT_EQ(condition("", "${a == 1}"), "juel:${a == 1}");
  EXPECT_EQ(condition("", "#{a}"), "juel:#{a}");
  EXPECT_EQ(condition("", "<![CDATA[a < 1]]>"), "feel:a < 1");
}

TEST(BpmnExpressions, ADeclaredLanguageDecides) {
  EXPECT_EQ(condition("language='feel'", "a"), "feel:a");
  EXPECT_EQ(condition("language='https://www.omg.org/spec/DMN/20191111/FEEL/'", "a"), "feel:a");
  EXPECT_EQ(condition("language='http://www.w3.org/1999/XPath'", "a"), "feel:a");
  EXPECT_EQ(condition("language='groovy'", "a"), "foreign:a");
}

TEST(BpmnExpressions, TheDocumentsLanguageHoldsForBareTexts) {
  EXPECT_EQ(condition("", "a", "expressionLanguage='http://www.w3.org/1999/XPath'"), "feel:a");
  EXPECT_EQ(condition("", "a", "expressionLanguage='http://www.mvel.org/2.0'"), "foreign:a");
  EXPECT_EQ(condition("", "${a}", "expressionLanguage='http://www.mvel.org/2.0'"), "juel:${a}");
}

TEST(BpmnExpressions, AForeignLanguageIsNotExecutable) {
  EXPECT_EQ(problems_in(process("<scriptTask id='s' scriptFormat='groovy'><script>x</script>"
                                "</scriptTask>")),
            "not-executable 3:42 not-executable");
}

TEST(BpmnExpressions, WhatNobodyHereCanReadIsKeptAndNotExecutable) {
  EXPECT_EQ(condition("", "bpmn:getDataObject('approved')"),
            "foreign:bpmn:getDataObject('approved')");
  EXPECT_EQ(condition("", "${a ? }"), "foreign:${a ? }");
  EXPECT_EQ(condition("", "=1 +"), "feel:1 +") << "a mistake in FEEL: the compiler says so";
  EXPECT_EQ(problems_in(process("<userTask id='t' camunda:assignee='${a +}'/>")),
            "not-executable 3:1 not-executable");
}

TEST(BpmnExpressions, TimesAreLiteralWhenTheyAreIso8601) {
  EXPECT_EQ(duration("PT1H"), "literal:PT1H");
  EXPECT_EQ(duration("P2W"), "literal:P2W");
  EXPECT_EQ(duration("deadline"), "feel:deadline");
  EXPECT_EQ(duration("${deadline}"), "juel:${deadline}");
  EXPECT_EQ(duration("=duration(\"P1D\")"), "feel:duration(\"P1D\")");
}

}  // namespace
}  // namespace onward::bpmn_xml
