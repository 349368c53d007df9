// What the schema of BPMN 2.0 refuses, with the place; and what it allows.
#include "adapters/bpmn_xml/validate.hpp"

#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

TEST(BpmnSchema, RefusesElementsThatBpmnDoesNotHave) {
  EXPECT_EQ(problems_in(process("<userTusk id='t'/>")), "unknown-element 3:1 error");
}

TEST(BpmnSchema, RefusesElementsInTheWrongPlace) {
  EXPECT_EQ(problems_in(definitions("<userTask id='t'/>")), "misplaced-element 2:1 error");
  EXPECT_EQ(problems_in(process("<task id='t'>\n  <lane id='l'/></task>")),
            "misplaced-element 4:3 error");
}

TEST(BpmnSchema, RefusesAbstractElements) {
  EXPECT_EQ(problems_in(process("<flowElement id='t'/>")), "unknown-element 3:1 error");
}

TEST(BpmnSchema, RefusesASecondWhereOneIsAllowed) {
  EXPECT_EQ(problems_in(process("<sequenceFlow id='f' sourceRef='a' targetRef='a'>"
                                "<conditionExpression>x</conditionExpression>\n"
                                "<conditionExpression>y</conditionExpression></sequenceFlow>"
                                "<task id='a'/>")),
            "repeated-element 4:1 error");
}

TEST(BpmnSchema, RefusesForeignElementsOutsideExtensionElements) {
  EXPECT_EQ(problems_in(process("<other:thing/>")), "foreign-element 3:1 error");
  EXPECT_EQ(problems_in(process("<extensionElements><other:thing/></extensionElements>")), "");
}

TEST(BpmnSchema, RefusesTextBetweenElements) {
  EXPECT_EQ(problems_in(process("hello")), "unexpected-text 2:37 error");
}

TEST(BpmnSchema, RefusesUnknownAttributesButNotForeignOnes) {
  EXPECT_EQ(problems_in(process("<task id='t' assignee='kim'/>")), "unknown-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<task id='t' other:assignee='kim'/>")), "");
}

TEST(BpmnSchema, RefusesWrongValues) {
  EXPECT_EQ(problems_in(process("<task id='t' isForCompensation='yes'/>")),
            "invalid-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<task id='t' startQuantity='many'/>")),
            "invalid-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<adHocSubProcess id='t' ordering='parallel'/>")),
            "invalid-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<task id='1st'/>")), "invalid-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<callActivity id='c' calledElement='no:where'/>")),
            "invalid-attribute 3:1 error");
}

TEST(BpmnSchema, RefusesDrawingsOfWhatIsNotThere) {
  const auto drawn = [](const std::string& id) {
    return definitions(
        "<process id='p'><task id='t'/></process>"
        "<di:BPMNDiagram xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI'>"
        "<di:BPMNPlane bpmnElement='p'>\n<di:BPMNShape bpmnElement='" +
        id + "'/></di:BPMNPlane></di:BPMNDiagram>");
  };
  EXPECT_EQ(problems_in(drawn("t")), "");
  EXPECT_EQ(problems_in(drawn("gone")), "unknown-reference 3:1 error");
}

TEST(BpmnSchema, ADiagramMayBeOfWhatIsNotThere) {
  EXPECT_EQ(problems_in(
                definitions("<process id='p'><task id='t'/></process>"
                            "<di:BPMNDiagram xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI'>\n"
                            "<di:BPMNPlane bpmnElement='before'/></di:BPMNDiagram>")),
            "no-effect 3:1 warning");
}

TEST(BpmnSchema, RefusesMissingAttributes) {
  EXPECT_EQ(problems_in(process("<sequenceFlow id='f' sourceRef='t'/><task id='t'/>")),
            "missing-attribute 3:1 error");
}

TEST(BpmnSchema, RefusesAnIdThatIsTakenAnywhereInTheDocument) {
  EXPECT_EQ(problems_in(process("<task id='a'/>\n<task id='p'/>")), "duplicate-id 4:1 error");
  EXPECT_EQ(problems_in(definitions("<message id='m'/>\n<signal id='m'/>")),
            "duplicate-id 3:1 error");
}

TEST(BpmnSchema, RefusesReferencesThatLeadNowhere) {
  const std::pair<std::string_view, std::string_view> dangling[] = {
      {"<sequenceFlow id='f' sourceRef='t' targetRef='gone'/>", "3:1"},
      {"<boundaryEvent id='b' attachedToRef='gone'/>", "3:1"},
      {"<exclusiveGateway id='g' default='gone'/>", "3:1"},
      {"<laneSet><lane id='l'><flowNodeRef>gone</flowNodeRef></lane></laneSet>", "3:23"},
      {"<startEvent id='s'><eventDefinitionRef>gone</eventDefinitionRef></startEvent>", "3:20"},
      {"<receiveTask id='r' messageRef='t'/>", "3:1"},
  };
  for (const auto& [body, place] : dangling)
    EXPECT_EQ(problems_in(process(std::string(body) + "<task id='t'/>")),
              "unknown-reference " + std::string(place) + " error")
        << body;
}

TEST(BpmnSchema, KeepsAModelThatDoesNotSayYetWhatAnEventIsAbout) {
  const std::pair<std::string_view, std::string_view> dangling[] = {
      {"<receiveTask id='r' messageRef='gone'/>", "3:1"},
      {"<startEvent id='s'><signalEventDefinition signalRef='gone'/></startEvent>", "3:20"},
      {"<endEvent id='s'><errorEventDefinition errorRef='tns:gone'/></endEvent>", "3:18"},
      {"<endEvent id='s'><escalationEventDefinition escalationRef='gone'/></endEvent>", "3:18"},
  };
  for (const auto& [body, place] : dangling)
    EXPECT_EQ(problems_in(process(body)),
              "unknown-reference " + std::string(place) + " not-executable")
        << body;
}

TEST(BpmnSchema, LeavesReferencesIntoImportedDocumentsToTheRuntime) {
  const std::string body =
      "<import importType='x' location='y' namespace='urn:other'/>"
      "<process id='p'><receiveTask id='r' messageRef='other:m'/></process>";
  EXPECT_EQ(problems_in(definitions(body)), "not-executable 2:76 not-executable");
}

TEST(BpmnSchema, AcceptsWhatOtherToolsWrite) {
  const std::string_view bodies[] = {
      "<choreography id='c'><participant id='a'/><participant id='b'/></choreography>",
      "<collaboration id='c'><conversation id='v'/><conversationLink id='l' sourceRef='v' "
      "targetRef='v'/></collaboration>",
      "<dataStore id='d' capacity='3'/><category id='k'><categoryValue id='kv' value='x'/>"
      "</category>",
      "<globalUserTask id='g'/><globalScriptTask id='h'><script>x</script></globalScriptTask>",
      "<resource id='r' name='R'><resourceParameter id='rp'/></resource>",
      "<itemDefinition id='i' structureRef='xsd:string'/>",
      "<interface id='if' name='I'><operation id='o' name='O'><inMessageRef>m</inMessageRef>"
      "</operation></interface><message id='m'/>",
      "<process id='q'><auditing/><monitoring/><property id='pr'/><textAnnotation id='ta'><text>"
      "note</text></textAnnotation><group id='gr'/></process>",
      "<relationship type='x'><source>a</source><target>b</target></relationship>",
  };
  for (const std::string_view body : bodies)
    EXPECT_EQ(problems_in(definitions(body, "xmlns:xsd='http://www.w3.org/2001/XMLSchema'")), "")
        << body;
}

}  // namespace
}  // namespace onward::bpmn_xml
