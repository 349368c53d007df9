// Data objects, data inputs and outputs, and the associations between them (BPMN 2.0.2
// clause 10.4).
#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

using Names = std::vector<std::string>;

/// "a.b=feel:x", "a<-b" for a copy; a blank between.
std::string all_of(const std::vector<model::Mapping>& mappings) {
  std::string text;
  for (const model::Mapping& mapping : mappings) {
    text += (text.empty() ? "" : " ") + mapping.name;
    for (const std::string& member : mapping.path) text += "." + member;
    text += mapping.copy_of.empty() ? "=" + shown(mapping.value) : "<-" + mapping.copy_of;
  }
  return text;
}

std::string task(const std::string& content) {
  return process(
      "<dataObject id='d' name='order'/><dataObjectReference id='r' dataObjectRef='d'/>"
      "<task id='t'>" +
      content + "</task>");
}

TEST(BpmnData, CopiesBetweenADataObjectAndTheElementsData_10_4_2) {
  const model::Draft draft = draft_of(
      task("<ioSpecification><dataInput id='i' name='given'/><dataOutput id='o-1'/><inputSet>"
           "<dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>"
           "<dataInputAssociation><sourceRef>r</sourceRef><targetRef>i</targetRef>"
           "</dataInputAssociation><dataOutputAssociation><sourceRef>o-1</sourceRef>"
           "<targetRef>r</targetRef></dataOutputAssociation>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::Details& details = element(draft, "t").details;
  EXPECT_EQ(all_of(details.io.inputs), "given<-order");
  EXPECT_EQ(all_of(details.io.outputs), "order<-o-1");
  EXPECT_EQ(details.data.inputs, Names{"given"});
  EXPECT_EQ(details.data.outputs, Names{"o-1"});
  EXPECT_EQ(details.data.own, (Names{"given", "o-1"}));
  EXPECT_EQ(details.data.input_sets, std::vector<Names>{{"given"}});
}

TEST(BpmnData, ADataObjectWithoutANameHasThatOfItsFirstReference) {
  const model::Draft draft = draft_of(process(
      "<dataObject id='d'/><dataObjectReference id='r1' name='order' dataObjectRef='d'/>"
      "<dataObjectReference id='r2' name='other' dataObjectRef='d'/><dataObject id='e'/>"
      "<dataObjectReference id='r3' name='two words' dataObjectRef='e'/>"
      "<task id='t'><property id='q'/><dataInputAssociation><sourceRef>r2</sourceRef><targetRef>q"
      "</targetRef></dataInputAssociation><dataInputAssociation><sourceRef>r3</sourceRef>"
      "<targetRef>q</targetRef></dataInputAssociation></task>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(all_of(element(draft, "t").details.io.inputs), "q<-order q<-e");
}

TEST(BpmnData, TransformsAndAssignsMembers_10_4_2) {
  const model::Draft draft = draft_of(
      task("<property id='q' name='sum'/><dataInputAssociation><sourceRef>r</sourceRef><targetRef>q"
           "</targetRef><transformation>order.total + 1</transformation></dataInputAssociation>"
           "<dataOutputAssociation><targetRef>r</targetRef><assignment><from>sum</from>"
           "<to>r.price.net</to></assignment><assignment><from>1</from><to>${order.count}</to>"
           "</assignment></dataOutputAssociation>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(all_of(element(draft, "t").details.io.inputs), "sum=feel:order.total + 1");
  EXPECT_EQ(all_of(element(draft, "t").details.io.outputs),
            "order.price.net=feel:sum order.count=feel:1");
}

TEST(BpmnData, WhatOnlyDrawsALineHasNoEffect) {
  const model::Draft draft =
      draft_of(task("<property id='q' name='__targetRef_placeholder'/><dataInputAssociation>"
                    "<sourceRef>r</sourceRef><targetRef>q</targetRef></dataInputAssociation>"
                    "<dataInputAssociation><sourceRef>r</sourceRef><targetRef>t</targetRef>"
                    "</dataInputAssociation><dataOutputAssociation><targetRef>r</targetRef>"
                    "</dataOutputAssociation>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_TRUE(element(draft, "t").details.io.empty());
  EXPECT_TRUE(element(draft, "t").details.data.own.empty());
}

TEST(BpmnData, ADataStoreIsAWarningWhereItWouldCount) {
  const std::string store =
      "<dataStoreReference id='st'/><task id='t'><ioSpecification><dataInput id='i'/><inputSet>"
      "<dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>"
      "<property id='q' name='__targetRef_placeholder'/>\n<dataInputAssociation><sourceRef>st"
      "</sourceRef><targetRef>i</targetRef></dataInputAssociation><dataInputAssociation>"
      "<sourceRef>st</sourceRef><targetRef>q</targetRef></dataInputAssociation></task>";
  const model::Draft draft = draft_of(process(store));
  EXPECT_EQ(problems_of(draft), "no-effect 4:1 warning");
  EXPECT_TRUE(element(draft, "t").details.io.empty());
  EXPECT_EQ(element(draft, "t").details.data.input_sets, std::vector<Names>{{}});
}

TEST(BpmnData, SeveralSourcesNeedATransformation_10_4_2) {
  EXPECT_EQ(problems_in(task("<property id='q'/>\n<dataInputAssociation><sourceRef>r</sourceRef>"
                             "<sourceRef>d</sourceRef><targetRef>q</targetRef>"
                             "</dataInputAssociation>")),
            "not-executable 4:1 not-executable");
}

TEST(BpmnData, DataOfAnotherScopeIsNotAccessible_10_4_1) {
  EXPECT_EQ(problems_in(process("<subProcess id='s'><dataObject id='inner'/></subProcess>"
                                "<task id='t'><property id='q'/>\n<dataInputAssociation><sourceRef>"
                                "inner</sourceRef><targetRef>q</targetRef></dataInputAssociation>"
                                "</task>")),
            "not-executable 4:1 not-executable");
}

TEST(BpmnData, AnAssignmentWritesAVariableOrAMemberOfOne) {
  EXPECT_EQ(problems_in(task("<dataOutputAssociation><targetRef>r</targetRef><assignment><from>1"
                             "</from>\n<to>order/total</to></assignment></dataOutputAssociation>")),
            "not-executable 4:1 not-executable");
}

TEST(BpmnData, ThrowEventsAndSendTasksCarryTheirDataInputs_10_4_2) {
  const std::string association =
      "<dataInputAssociation><sourceRef>d</sourceRef><targetRef>i</targetRef>"
      "</dataInputAssociation>";
  for (const std::string& node :
       {"<intermediateThrowEvent id='x'><dataInput id='i' name='sent'/>" + association +
            "<inputSet><dataInputRefs>i</dataInputRefs></inputSet></intermediateThrowEvent>",
        "<sendTask id='x' onward:worker='w'><ioSpecification><dataInput id='i' name='sent'/>"
        "<inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification>" +
            association + "</sendTask>"}) {
    const model::Draft draft = draft_of(process("<dataObject id='d'/>" + node));
    EXPECT_EQ(problems_of(draft), "");
    EXPECT_EQ(all_of(element(draft, "x").details.payload), "sent<-sent") << node;
    EXPECT_EQ(all_of(element(draft, "x").details.io.inputs), "sent<-d");
    EXPECT_EQ(element(draft, "x").details.data.input_sets, std::vector<Names>{{"sent"}});
  }
}

TEST(BpmnData, ScopesHaveTheDataObjectsInThem_10_4_1) {
  const model::Draft draft = draft_of(
      process("<dataObject id='top'/><subProcess id='s'><property id='q'/><dataObject id='inner'/>"
              "<task id='t'/></subProcess>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(element(draft, "s").details.data.own, (Names{"inner", "q"}));
}

TEST(BpmnData, AProcessSaysWhatItTakesAndGivesBack_10_4_2) {
  const model::Draft draft = draft_of(process(
      "<ioSpecification><dataInput id='i1' name='amount'/><dataInput id='i2'/><dataOutput id='o1'/>"
      "<inputSet><dataInputRefs>i1</dataInputRefs><dataInputRefs>i2</dataInputRefs>"
      "<optionalInputRefs>i2</optionalInputRefs></inputSet><outputSet/></ioSpecification>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(draft.processes[0].data.inputs, (Names{"amount", "i2"}));
  EXPECT_EQ(draft.processes[0].data.outputs, Names{"o1"});
  EXPECT_EQ(draft.processes[0].data.input_sets, std::vector<Names>{{"amount"}});
}

TEST(BpmnData, TheCollectionOfALoopIsNoInputOfEachInstance_10_3_8) {
  const model::Draft draft = draft_of(task(
      "<ioSpecification><dataInput id='i' name='all'/><inputSet><dataInputRefs>i"
      "</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation>"
      "<sourceRef>r</sourceRef><targetRef>i</targetRef><transformation>order.lines"
      "</transformation></dataInputAssociation><multiInstanceLoopCharacteristics>"
      "<loopDataInputRef>i</loopDataInputRef><inputDataItem id='one'/><outputDataItem id='two'/>"
      "</multiInstanceLoopCharacteristics>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::Details& details = element(draft, "t").details;
  EXPECT_EQ(shown(details.multi_instance->collection), "feel:order.lines");
  EXPECT_TRUE(details.io.empty());
  EXPECT_EQ(details.data.own, Names{"two"});
  EXPECT_EQ(details.data.input_sets, std::vector<Names>{{}});
}

TEST(BpmnData, ReadsZeebesMappings) {
  const model::Draft draft = draft_of(
      process("<endEvent id='e'><extensionElements><zeebe:ioMapping><zeebe:input source='=a + 1' "
              "target='x.y'/><zeebe:output source='text' target='z'/>\n<zeebe:output source='=1' "
              "target='not this'/></zeebe:ioMapping></extensionElements></endEvent>"));
  EXPECT_EQ(problems_of(draft), "not-executable 4:1 not-executable");
  const model::IoMapping& io = element(draft, "e").details.io;
  EXPECT_EQ(all_of(io.inputs), "x.y=feel:a + 1");
  EXPECT_EQ(all_of(io.outputs), "z=literal:text");
  EXPECT_FALSE(io.propagate_rest);
}

}  // namespace
}  // namespace onward::bpmn_xml
