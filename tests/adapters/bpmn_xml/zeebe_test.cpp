// What zeebe: says becomes the same model as what our own words say, and what it cannot say here is
// named.
#include "adapters/bpmn_xml/zeebe.hpp"

#include "engine/model/describe.hpp"
#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

std::string zeebe(const std::string& words) {
  return "<extensionElements>" + words + "</extensionElements>";
}

/// Both documents give the same model, without a problem.
void expect_same(const std::string& theirs, const std::string& ours) {
  const model::Draft left = draft_of(process(theirs));
  const model::Draft right = draft_of(process(ours));
  EXPECT_EQ(problems_of(left), "") << theirs;
  EXPECT_EQ(problems_of(right), "") << ours;
  for (const model::Difference& each : model::differences(left, right))
    ADD_FAILURE() << each.id << " " << each.sentence << "\n" << theirs;
}

TEST(ZeebeDialect, ATaskDefinitionIsAWorkersTopicAndItsAttempts) {
  for (const std::string task : {"serviceTask", "sendTask", "businessRuleTask"})
    expect_same("<" + task + " id='t'>" + zeebe("<zeebe:taskDefinition type='ship' retries='5'/>") +
                    "</" + task + ">",
                "<" + task + " id='t' onward:worker='ship' onward:retries='5'/>");
  expect_same("<serviceTask id='t'>" +
                  zeebe("<zeebe:taskDefinition type='= \"ship-\" + country' retries='=2'/>") +
                  "</serviceTask>",
              "<serviceTask id='t' onward:worker='=\"ship-\" + country' onward:retries='2'/>");
  expect_same("<endEvent id='t'>" + zeebe("<zeebe:taskDefinition type='tell'/>") +
                  "<messageEventDefinition/></endEvent>",
              "<endEvent id='t'><messageEventDefinition camunda:type='external' "
              "camunda:topic='tell'/></endEvent>");
}

TEST(ZeebeDialect, AssignmentScheduleAndPriorityAreThoseOfATask) {
  expect_same(
      "<userTask id='t'>" +
          zeebe("<zeebe:userTask/><zeebe:assignmentDefinition assignee='=owner' "
                "candidateGroups='sales, support' candidateUsers='=people'/>"
                "<zeebe:taskSchedule dueDate='2026-01-31T09:00:00Z' followUpDate='=later'/>"
                "<zeebe:priorityDefinition priority='=weight'/>") +
          "</userTask>",
      "<userTask id='t' camunda:assignee='=owner' camunda:candidateGroups='sales, support' "
      "camunda:candidateUsers='=people' onward:due='2026-01-31T09:00:00Z' onward:followUp='=later' "
      "camunda:priority='weight'/>");
}

TEST(ZeebeDialect, ADecisionAScriptAndALoopAreOurs) {
  expect_same("<businessRuleTask id='t'>" +
                  zeebe("<zeebe:calledDecision decisionId='=which' resultVariable='r' "
                        "bindingType='versionTag' versionTag='may'/>") +
                  "</businessRuleTask>",
              "<businessRuleTask id='t' camunda:decisionRef='=which' camunda:resultVariable='r' "
              "camunda:decisionRefBinding='versionTag' camunda:decisionRefVersionTag='may'/>");
  expect_same("<scriptTask id='t'>" +
                  zeebe("<zeebe:script expression='=a + b' resultVariable='sum'/>") +
                  "</scriptTask>",
              "<scriptTask id='t' camunda:resultVariable='sum'><script>a + b</script>"
              "</scriptTask>");
  expect_same("<scriptTask id='t'>" +
                  zeebe("<zeebe:script expression='hello' resultVariable='r'/>") + "</scriptTask>",
              "<scriptTask id='t' camunda:resultVariable='r'><script>\"hello\"</script>"
              "</scriptTask>");
  expect_same("<task id='t'><multiInstanceLoopCharacteristics>" +
                  zeebe("<zeebe:loopCharacteristics inputCollection='=lines' inputElement='line' "
                        "outputCollection='totals' outputElement='=answer.total'/>") +
                  "</multiInstanceLoopCharacteristics></task>",
              "<task id='t'><property id='answer'/><multiInstanceLoopCharacteristics "
              "camunda:collection='lines' camunda:elementVariable='line' onward:collect='totals' "
              "onward:collected='answer.total'/></task>");
}

TEST(ZeebeDialect, WhatIsComputedFromTheItemOrFromNothingMakesNoVariableOfTheInstance) {
  for (const std::string output : {"=line", "=loopCounter", "=1 + 2", "plain"})
    EXPECT_TRUE(element(draft_of(process("<task id='t'><multiInstanceLoopCharacteristics>" +
                                         zeebe("<zeebe:loopCharacteristics inputCollection='=l' "
                                               "inputElement='line' outputCollection='o' "
                                               "outputElement='" +
                                               output + "'/>") +
                                         "</multiInstanceLoopCharacteristics></task>")),
                        "t")
                    .details.data.own.empty())
        << output;
}

TEST(ZeebeDialect, HeadersAreAnInputOfTheirJob) {
  const std::string headers =
      "<zeebe:taskHeaders><zeebe:header key='method' value='GET'/><zeebe:header key='content-type' "
      "value='a \"b\"'/></zeebe:taskHeaders>";
  expect_same("<serviceTask id='t'>" + zeebe("<zeebe:taskDefinition type='w'/>" + headers) +
                  "</serviceTask>",
              "<serviceTask id='t' onward:worker='w'>" +
                  zeebe("<onward:input name='taskHeaders' value='{\"method\": \"GET\", "
                        "\"content-type\": \"a \\\"b\\\"\"}'/>") +
                  "</serviceTask>");
  EXPECT_EQ(problems_in(process("<scriptTask id='t'><extensionElements><zeebe:script "
                                "expression='=1'/>\n" +
                                headers + "</extensionElements></scriptTask>")),
            "no-effect 4:1 warning");
}

TEST(ZeebeDialect, ReadsTheVersionTagOfAProcess) {
  const model::Draft draft =
      draft_of(definitions("<process id='p' isExecutable='true'>" +
                           zeebe("<zeebe:versionTag value='may'/>") + "</process>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(draft.processes.at(0).version_tag, "may");
}

TEST(ZeebeDialect, WhatCannotBeSaidHereIsNotExecutable) {
  const std::string tasks[] = {
      "<serviceTask id='t'>\n" + zeebe("<zeebe:taskDefinition type='w' retries='=count'/>") +
          "</serviceTask>",
      "<serviceTask id='t'>\n" + zeebe("<zeebe:taskDefinition type='w' retries='0'/>") +
          "</serviceTask>",
      "<userTask id='t'>\n" + zeebe("<zeebe:taskSchedule dueDate='P1D'/>") + "</userTask>",
      "<userTask id='t'>\n" + zeebe("<zeebe:taskSchedule followUpDate='soon'/>") + "</userTask>",
      "<businessRuleTask id='t'>\n" +
          zeebe("<zeebe:calledDecision decisionId='d' bindingType='newest'/>") +
          "</businessRuleTask>",
      "<callActivity id='t'>\n" +
          zeebe("<zeebe:calledElement processId='d' bindingType='newest'/>") + "</callActivity>",
  };
  for (const std::string& task : tasks)
    EXPECT_EQ(problems_in(process(task)), "not-executable 4:20 not-executable") << task;
  EXPECT_EQ(problems_in(process("<scriptTask id='t'>" + zeebe("<zeebe:taskDefinition type='w'/>") +
                                "</scriptTask>")),
            "not-executable 3:1 not-executable");
}

TEST(ZeebeDialect, OtherWordsForWhoDoesATaskCount) {
  const std::string words = zeebe("<zeebe:taskDefinition type='w' retries='9'/>");
  for (const char* said : {"onward:worker='a'", "camunda:type='external' camunda:topic='a'"}) {
    const std::string task = "<serviceTask id='t' " + std::string(said) + ">";
    const model::Draft both = draft_of(process(task + words + "</serviceTask>"));
    EXPECT_EQ(problems_of(both), "no-effect 3:1 warning") << said;
    EXPECT_TRUE(model::differences(both, draft_of(process(task + "</serviceTask>"))).empty());
  }
}

}  // namespace
}  // namespace onward::bpmn_xml
