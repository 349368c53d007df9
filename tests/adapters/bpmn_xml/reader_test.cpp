// What the reader makes of the elements of BPMN's own namespace.
#include "adapters/bpmn_xml/reader.hpp"

#include <filesystem>

#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

using model::ElementKind;
using model::EventKind;

TEST(BpmnReader, RefusesWhatIsNotWellFormedWithItsPlace) {
  const Result<model::Draft> draft = read("<definitions>\n  <a></b>\n</definitions>");
  ASSERT_FALSE(draft.ok());
  EXPECT_EQ(draft.error().code, ErrorCode::malformed);
  EXPECT_TRUE(draft.error().where.starts_with("2:")) << draft.error().where;
}

TEST(BpmnReader, RefusesAnotherRootElement) {
  const Result<model::Draft> draft = read("<definitions xmlns='urn:x'/>");
  ASSERT_FALSE(draft.ok());
  EXPECT_EQ(draft.error().code, ErrorCode::malformed);
  EXPECT_EQ(draft.error().where, "1:1");
}

TEST(BpmnReader, ReadsEveryKindOfFlowNode) {
  const std::pair<std::string, ElementKind> kinds[] = {
      {"startEvent", ElementKind::start_event},
      {"endEvent", ElementKind::end_event},
      {"intermediateCatchEvent", ElementKind::intermediate_catch_event},
      {"intermediateThrowEvent", ElementKind::intermediate_throw_event},
      {"task", ElementKind::task},
      {"userTask", ElementKind::user_task},
      {"manualTask", ElementKind::manual_task},
      {"serviceTask", ElementKind::service_task},
      {"sendTask", ElementKind::send_task},
      {"receiveTask", ElementKind::receive_task},
      {"scriptTask", ElementKind::script_task},
      {"businessRuleTask", ElementKind::business_rule_task},
      {"subProcess", ElementKind::sub_process},
      {"transaction", ElementKind::transaction},
      {"adHocSubProcess", ElementKind::ad_hoc_sub_process},
      {"callActivity", ElementKind::call_activity},
      {"exclusiveGateway", ElementKind::exclusive_gateway},
      {"parallelGateway", ElementKind::parallel_gateway},
      {"inclusiveGateway", ElementKind::inclusive_gateway},
      {"eventBasedGateway", ElementKind::event_based_gateway},
      {"complexGateway", ElementKind::complex_gateway},
  };
  for (const auto& [name, kind] : kinds) {
    const model::Draft draft = draft_of(process("<" + name + " id='x' name='The X'/>"));
    EXPECT_EQ(problems_of(draft), "") << name;
    EXPECT_EQ(element(draft, "x").kind, kind) << name;
    EXPECT_EQ(element(draft, "x").name, "The X");
    EXPECT_EQ(element(draft, "x").at, (Position{3, 1}));
  }
}

TEST(BpmnReader, ReadsNestedScopesAndTheEventSubProcess) {
  const model::Draft draft = draft_of(
      process("<subProcess id='s'><task id='inner'/><subProcess id='e' triggeredByEvent='true'>"
              "<startEvent id='caught' isInterrupting='false'/></subProcess></subProcess>"));
  EXPECT_EQ(element(draft, "inner").parent, "s");
  EXPECT_EQ(element(draft, "e").kind, ElementKind::event_sub_process);
  EXPECT_EQ(element(draft, "caught").parent, "e");
  EXPECT_FALSE(element(draft, "caught").details.interrupting);
}

TEST(BpmnReader, ReadsFlowsConditionsAndDefault) {
  const model::Draft draft = draft_of(process(
      "<exclusiveGateway id='g' default='f2'><outgoing>f1</outgoing><outgoing>tns:f2</outgoing>"
      "</exclusiveGateway><task id='t'/>"
      "<sequenceFlow id='f1' name='yes' sourceRef='g' targetRef='t'>"
      "<conditionExpression xsi:type='tFormalExpression'> = a &gt; 1 </conditionExpression>"
      "</sequenceFlow><sequenceFlow id='f2' sourceRef='g' targetRef='t'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(element(draft, "g").default_flow, "f2");
  EXPECT_EQ(element(draft, "g").outgoing, (std::vector<std::string>{"f1", "f2"}));
  EXPECT_TRUE(element(draft, "g").has_flow_references);
  ASSERT_EQ(draft.processes[0].flows.size(), 2U);
  EXPECT_EQ(shown(draft.processes[0].flows[0].condition), "feel:a > 1");
  EXPECT_TRUE(draft.processes[0].flows[1].condition.empty());
}

TEST(BpmnReader, ReadsEveryEventDefinition_10_5_5) {
  const model::Draft draft = draft_of(process(
      "<boundaryEvent id='b' attachedToRef='t' cancelActivity='false' parallelMultiple='true'>"
      "<messageEventDefinition messageRef='m'/><signalEventDefinition signalRef='tns:s'/>"
      "<errorEventDefinition errorRef='e' camunda:errorCodeVariable='code' "
      "camunda:errorMessageVariable='text'/><escalationEventDefinition escalationRef='esc' "
      "operaton:escalationCodeVariable='code'/><timerEventDefinition><timeDuration>PT1H"
      "</timeDuration></timerEventDefinition><conditionalEventDefinition><condition>x = 1"
      "</condition></conditionalEventDefinition><linkEventDefinition name='L'/>"
      "<terminateEventDefinition/><compensateEventDefinition activityRef='t' "
      "waitForCompletion='false'/><cancelEventDefinition/></boundaryEvent><task id='t'/>",
      "<message id='m' name='Order'/><signal id='s' name='${kind}'/><error id='e' errorCode='E1'/>"
      "<escalation id='esc' escalationCode='C1'/>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::Details& details = element(draft, "b").details;
  EXPECT_EQ(element(draft, "b").attached_to, "t");
  EXPECT_FALSE(details.interrupting);
  EXPECT_TRUE(details.parallel_multiple);
  ASSERT_EQ(details.events.size(), 10U);
  EXPECT_EQ(shown(details.events[0].name), "literal:Order");
  EXPECT_EQ(details.events[0].ref, "m");
  EXPECT_EQ(shown(details.events[1].name), "juel:${kind}");
  EXPECT_EQ(shown(details.events[2].name), "literal:E1");
  EXPECT_EQ(details.events[2].code_variable, "code");
  EXPECT_EQ(details.events[2].message_variable, "text");
  EXPECT_EQ(shown(details.events[3].name), "literal:C1");
  EXPECT_EQ(details.events[3].code_variable, "code");
  EXPECT_EQ(shown(details.events[4].timer.value), "literal:PT1H");
  EXPECT_EQ(shown(details.events[5].condition), "feel:x = 1");
  EXPECT_EQ(shown(details.events[6].name), "literal:L");
  EXPECT_EQ(details.events[7].kind, EventKind::terminate);
  EXPECT_EQ(details.events[8].activity_ref, "t");
  EXPECT_FALSE(details.events[8].wait_for_completion);
  EXPECT_EQ(details.events[9].kind, EventKind::cancel);
}

TEST(BpmnReader, ReadsASharedEventDefinition) {
  const model::Draft draft = draft_of(
      process("<startEvent id='s'><eventDefinitionRef>shared</eventDefinitionRef></startEvent>",
              "<timerEventDefinition id='shared'><timeCycle>0 6 1 * *</timeCycle>"
              "</timerEventDefinition>"));
  EXPECT_EQ(problems_of(draft), "");
  ASSERT_EQ(element(draft, "s").details.events.size(), 1U);
  const model::Timer& timer = element(draft, "s").details.events[0].timer;
  EXPECT_EQ(timer.kind, model::TimerKind::cycle);
  EXPECT_EQ(shown(timer.value), "literal:0 6 1 * *");
}

TEST(BpmnReader, ReadsNestedLanesWithTheirGroups) {
  const model::Draft draft = draft_of(process(
      "<laneSet id='ls'><lane id='l1' name='Sales'><flowNodeRef>t</flowNodeRef><childLaneSet>"
      "<lane id='l2' onward:group='juniors' onward:assign='responsible'/><lane id='l3'/>"
      "</childLaneSet></lane></laneSet><task id='t'/>"));
  EXPECT_EQ(problems_of(draft), "");
  const std::vector<model::DraftLane>& lanes = draft.processes[0].lanes;
  ASSERT_EQ(lanes.size(), 3U);
  EXPECT_EQ(lanes[0].group, "Sales");
  EXPECT_EQ(lanes[0].elements, std::vector<std::string>{"t"});
  EXPECT_EQ(lanes[1].group, "juniors");
  EXPECT_EQ(lanes[1].parent_lane, "l1");
  EXPECT_TRUE(lanes[1].assign_responsible);
  EXPECT_EQ(lanes[2].group, "l3");
}

TEST(BpmnReader, ReadsComplexBehavior_10_3_8) {
  const model::Draft draft = draft_of(process(
      "<task id='m'><multiInstanceLoopCharacteristics behavior='Complex'><loopCardinality>3"
      "</loopCardinality><complexBehaviorDefinition><condition>done</condition><event id='e'>"
      "<escalationEventDefinition/></event></complexBehaviorDefinition>"
      "</multiInstanceLoopCharacteristics></task>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::MultiInstance& multi = *element(draft, "m").details.multi_instance;
  ASSERT_EQ(multi.throws.size(), 1U);
  EXPECT_EQ(shown(multi.throws[0].condition), "feel:done");
  EXPECT_EQ(multi.throws[0].event.kind, model::EventKind::escalation);
}

TEST(BpmnReader, ABehaviorWithoutItsEventIsNotExecutable_10_3_8) {
  EXPECT_EQ(problems_of(draft_of(process(
                "<task id='m'><multiInstanceLoopCharacteristics behavior='None'><loopCardinality>3"
                "</loopCardinality></multiInstanceLoopCharacteristics></task>"))),
            "not-executable 3:14 not-executable");
}

TEST(BpmnReader, AnImplicitThrowEventStandsInABehaviorOnly_10_5_4) {
  EXPECT_EQ(problems_of(draft_of(process("<implicitThrowEvent id='i'/>"))),
            "not-executable 3:1 not-executable");
}

TEST(BpmnReader, ReadsLoops_10_3_8) {
  const model::Draft draft = draft_of(
      process("<task id='m'><multiInstanceLoopCharacteristics isSequential='true' behavior='One' "
              "oneBehaviorEventRef='d' camunda:collection='items' "
              "camunda:elementVariable='item'><loopCardinality>3"
              "</loopCardinality><completionCondition>${done}</completionCondition>"
              "</multiInstanceLoopCharacteristics></task><task id='l'><standardLoopCharacteristics "
              "testBefore='true' loopMaximum='5'><loopCondition>again</loopCondition>"
              "</standardLoopCharacteristics></task><intermediateThrowEvent id='t'>"
              "<signalEventDefinition id='d'/></intermediateThrowEvent>"));
  EXPECT_EQ(problems_of(draft), "");
  ASSERT_TRUE(element(draft, "m").details.multi_instance);
  const model::MultiInstance& multi = *element(draft, "m").details.multi_instance;
  EXPECT_TRUE(multi.sequential);
  EXPECT_EQ(multi.behavior, "One");
  ASSERT_EQ(multi.throws.size(), 1U);
  EXPECT_EQ(multi.throws[0].event.kind, model::EventKind::signal);
  EXPECT_EQ(shown(multi.cardinality), "feel:3");
  EXPECT_EQ(shown(multi.collection), "feel:items");
  EXPECT_EQ(multi.element_variable, "item");
  EXPECT_EQ(shown(multi.completion_condition), "juel:${done}");
  ASSERT_TRUE(element(draft, "l").details.loop);
  EXPECT_TRUE(element(draft, "l").details.loop->test_before);
  EXPECT_EQ(shown(element(draft, "l").details.loop->maximum), "feel:5");
  EXPECT_EQ(shown(element(draft, "l").details.loop->condition), "feel:again");
}

TEST(BpmnReader, ReadsTheLoopOverADataObject_10_3_8) {
  const model::Draft draft = draft_of(process(
      "<dataObject id='d1' name='lines'/><dataObjectReference id='r1' dataObjectRef='d1'/>"
      "<task id='t'><ioSpecification><dataInput id='in1'/><inputSet/><outputSet/>"
      "</ioSpecification><dataInputAssociation><sourceRef>r1</sourceRef><targetRef>in1</targetRef>"
      "</dataInputAssociation><multiInstanceLoopCharacteristics><loopDataInputRef>in1"
      "</loopDataInputRef><inputDataItem id='x' name='line'/></multiInstanceLoopCharacteristics>"
      "</task>"));
  EXPECT_EQ(problems_of(draft), "");
  ASSERT_TRUE(element(draft, "t").details.multi_instance);
  EXPECT_EQ(shown(element(draft, "t").details.multi_instance->collection), "feel:lines");
  EXPECT_EQ(element(draft, "t").details.multi_instance->element_variable, "line");
}

TEST(BpmnReader, ReadsDataAssignments_10_4_2) {
  const model::Draft draft = draft_of(process(
      "<task id='t'><dataInputAssociation><targetRef>t</targetRef><assignment><from>a + 1</from>"
      "<to>b</to></assignment></dataInputAssociation></task>"));
  ASSERT_EQ(element(draft, "t").details.io.inputs.size(), 1U);
  EXPECT_EQ(element(draft, "t").details.io.inputs[0].name, "b");
  EXPECT_EQ(shown(element(draft, "t").details.io.inputs[0].value), "feel:a + 1");
}

TEST(BpmnReader, ReadsWhatTheTasksOfTheStandardSay) {
  const model::Draft draft = draft_of(process(
      "<receiveTask id='r' instantiate='true' messageRef='m'/><task id='c' "
      "isForCompensation='true' startQuantity='2' completionQuantity='3'>"
      "<documentation>Why</documentation><documentation>How</documentation></task>"
      "<adHocSubProcess id='a' ordering='Sequential' cancelRemainingInstances='false'>"
      "<completionCondition>done</completionCondition></adHocSubProcess>"
      "<eventBasedGateway id='g' instantiate='true' eventGatewayType='Parallel'/>"
      "<complexGateway id='x'><activationCondition>n &gt; 1</activationCondition></complexGateway>"
      "<scriptTask id='s'><script>{a: 1}</script></scriptTask>"
      "<association id='as' sourceRef='c' targetRef='a'/>",
      "<message id='m'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_TRUE(element(draft, "r").details.instantiate);
  EXPECT_EQ(shown(element(draft, "r").details.message.name), "literal:m");
  EXPECT_TRUE(element(draft, "c").details.for_compensation);
  EXPECT_EQ(element(draft, "c").details.start_quantity, 2U);
  EXPECT_EQ(element(draft, "c").details.completion_quantity, 3U);
  EXPECT_EQ(element(draft, "c").details.documentation, "Why\n\nHow");
  EXPECT_TRUE(element(draft, "a").details.ad_hoc_sequential);
  EXPECT_FALSE(element(draft, "a").details.cancel_remaining);
  EXPECT_EQ(shown(element(draft, "a").details.completion_condition), "feel:done");
  EXPECT_TRUE(element(draft, "g").details.parallel_start);
  EXPECT_EQ(shown(element(draft, "x").details.activation_condition), "feel:n > 1");
  EXPECT_EQ(shown(element(draft, "s").details.script.script), "feel:{a: 1}");
  ASSERT_EQ(draft.processes[0].associations.size(), 1U);
  EXPECT_EQ(draft.processes[0].associations[0].target, "a");
}

TEST(BpmnReader, MakesIdsForElementsWithoutOne) {
  const model::Draft draft = draft_of(process("<task id='task-1'/><task/><task/>"));
  EXPECT_EQ(problems_of(draft), "");
  ASSERT_EQ(draft.processes[0].elements.size(), 3U);
  EXPECT_EQ(draft.processes[0].elements[1].id, "task-2");
  EXPECT_EQ(draft.processes[0].elements[2].id, "task-3");
}

TEST(BpmnReader, ReadsSeveralProcessesAndWhatTheySay) {
  const model::Draft draft = draft_of(definitions(
      "<collaboration id='c'><participant id='pa' processRef='a'/><participant id='pb'/>"
      "</collaboration><process id='a' name='A' isExecutable='1' camunda:versionTag='v1'/>"
      "<process id='b' onward:opportunityKind='sale' onward:versionTag='v2'/>"));
  EXPECT_EQ(problems_of(draft), "");
  ASSERT_EQ(draft.processes.size(), 2U);
  EXPECT_TRUE(draft.processes[0].executable);
  EXPECT_EQ(draft.processes[0].version_tag, "v1");
  EXPECT_FALSE(draft.processes[1].executable);
  EXPECT_EQ(draft.processes[1].opportunity_kind, "sale");
  EXPECT_EQ(draft.processes[1].version_tag, "v2");
}

TEST(BpmnReader, ReadsTheShippedProcessesWithoutAProblem) {
  const std::filesystem::path folder = std::filesystem::path(ONWARD_SOURCE_DIR) / "processes";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".bpmn") continue;
    ++files;
    EXPECT_EQ(problems_in(file_text(entry.path().string())), "") << entry.path();
  }
  EXPECT_GT(files, 0);
}

TEST(BpmnReader, ComputedResultsAndPassesOfRepetitionsAreOurOwnWords) {
  const model::Draft draft = draft_of(
      process("<task id='m'><multiInstanceLoopCharacteristics onward:collect='sums' "
              "onward:collected='a + b'><loopCardinality>2</loopCardinality>"
              "</multiInstanceLoopCharacteristics></task><task id='l'><standardLoopCharacteristics "
              "onward:maximum='limit * 2'/></task>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(element(draft, "m").details.multi_instance->output_collection, "sums");
  EXPECT_EQ(shown(element(draft, "m").details.multi_instance->output_element), "feel:a + b");
  EXPECT_EQ(shown(element(draft, "l").details.loop->maximum), "feel:limit * 2");
}

}  // namespace
}  // namespace onward::bpmn_xml
