// The diagram interchange, and the picture that is drawn from it.
#include "adapters/bpmn_xml/diagram.hpp"

#include "adapters/diagram/svg.hpp"
#include "adapters/xml/document.hpp"
#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

using diagram::Diagram;
using diagram::LoopMarker;
using diagram::to_svg;

/// A start event, a task with a boundary timer, a flow and whatever else is drawn.
std::string drawn(std::string_view shapes) {
  return definitions(
      "<process id='p' name='Call &amp; sell'><startEvent id='s' name='Asked'/><userTask id='t' "
      "name='Call the customer back' default='f2'><multiInstanceLoopCharacteristics "
      "isSequential='true'/></userTask><boundaryEvent id='b' attachedToRef='t' "
      "cancelActivity='false'><timerEventDefinition/></boundaryEvent><subProcess id='sub' "
      "triggeredByEvent='true'/><textAnnotation id='note'><text>Be &lt;kind&gt;</text>"
      "</textAnnotation><sequenceFlow id='f1' sourceRef='t' targetRef='t' name='again'>"
      "<conditionExpression>x</conditionExpression></sequenceFlow><sequenceFlow id='f2' "
      "sourceRef='t' targetRef='t'/><association id='a' sourceRef='t' targetRef='note'/></process>"
      "<di:BPMNDiagram xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' "
      "xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' "
      "xmlns:dd='http://www.omg.org/spec/DD/20100524/DI'><di:BPMNPlane bpmnElement='tns:p'>" +
      std::string(shapes) + "</di:BPMNPlane></di:BPMNDiagram>");
}

std::string shape(std::string_view id, std::string_view attributes = {},
                  std::string_view bounds = "x='10' y='20' width='100' height='80'") {
  return "<di:BPMNShape bpmnElement='" + std::string(id) + "' " + std::string(attributes) +
         "><dc:Bounds " + std::string(bounds) + "/></di:BPMNShape>";
}

std::string edge(std::string_view id) {
  return "<di:BPMNEdge bpmnElement='" + std::string(id) +
         "'><dd:waypoint x='1' y='2'/><dd:waypoint x='3' y='4'/><di:BPMNLabel><dc:Bounds x='5' "
         "y='6' width='7' height='8'/></di:BPMNLabel></di:BPMNEdge>";
}

Diagram diagram_of(std::string_view document) {
  Result<Diagram> diagram = read_diagram(document);
  EXPECT_TRUE(diagram.ok());
  return diagram.ok() ? std::move(diagram).value() : Diagram{};
}

TEST(BpmnDiagram, JoinsShapesWithTheirElements_12_2) {
  const Diagram diagram = diagram_of(drawn(
      shape("t") + shape("b") + shape("sub", "isExpanded='0'") + shape("note") + shape("tns:s")));
  EXPECT_EQ(diagram.title, "Call & sell");
  ASSERT_EQ(diagram.shapes.size(), 5U);
  EXPECT_EQ(diagram.shapes[0].kind, "userTask");
  EXPECT_EQ(diagram.shapes[0].name, "Call the customer back");
  EXPECT_EQ(diagram.shapes[0].bounds.width, 100);
  EXPECT_EQ(diagram.shapes[0].loop, LoopMarker::sequential);
  EXPECT_EQ(diagram.shapes[1].trigger, "timer");
  EXPECT_FALSE(diagram.shapes[1].is_interrupting);
  EXPECT_FALSE(diagram.shapes[2].is_expanded);
  EXPECT_TRUE(diagram.shapes[2].is_event_sub_process);
  EXPECT_EQ(diagram.shapes[3].name, "Be <kind>");
  EXPECT_EQ(diagram.shapes[4].element, "s");
}

TEST(BpmnDiagram, ReadsEdgesWithTheirMarks_12_2) {
  const Diagram diagram = diagram_of(drawn(edge("f1") + edge("f2") + edge("a")));
  ASSERT_EQ(diagram.edges.size(), 3U);
  EXPECT_EQ(diagram.edges[0].waypoints.at(1).x, 3);
  ASSERT_TRUE(diagram.edges[0].label);
  EXPECT_EQ(diagram.edges[0].label->height, 8);
  EXPECT_TRUE(diagram.edges[0].is_conditional);
  EXPECT_FALSE(diagram.edges[0].is_default);
  EXPECT_TRUE(diagram.edges[1].is_default);
  EXPECT_FALSE(diagram.edges[2].is_directed);
}

TEST(BpmnDiagram, LeavesOutWhatCannotBeDrawn) {
  EXPECT_TRUE(
      diagram_of(drawn(shape("gone") + shape("t", "", "x='nan' y='1' width='1' height='1'") +
                       shape("t", "", "x='1e300' y='1' width='1' height='1'") +
                       shape("t", "", "x='1' y='1' width='-1' height='1'") +
                       "<di:BPMNEdge bpmnElement='f1'><dd:waypoint x='1' y='1'/>"
                       "</di:BPMNEdge>"))
          .empty());
}

TEST(BpmnDiagram, RefusesWhatIsNotXml) {
  const Result<Diagram> diagram = read_diagram("nothing");
  ASSERT_FALSE(diagram.ok());
  EXPECT_EQ(diagram.error().code, ErrorCode::malformed);
}

TEST(BpmnPicture, IsXmlWithATitleAndAGroupForEachElement) {
  const std::string svg =
      to_svg(diagram_of(drawn(shape("t") + shape("b") + shape("s") + shape("note") + edge("f1"))));
  EXPECT_TRUE(xml::Document::parse(svg).ok()) << svg;
  EXPECT_NE(svg.find("<title id=\"title\">Call &amp; sell</title>"), std::string::npos);
  EXPECT_NE(svg.find("data-element=\"t\" data-kind=\"userTask\""), std::string::npos);
  EXPECT_NE(svg.find("Be &lt;kind&gt;"), std::string::npos);
  EXPECT_NE(svg.find("stroke-dasharray=\"5 3\""), std::string::npos) << "not interrupting";
  EXPECT_LT(svg.find("data-element=\"t\""), svg.find("data-element=\"b\"")) << "b lies on t";
}

TEST(BpmnPicture, WrapsLongNames) {
  const std::string svg = to_svg(diagram_of(drawn(shape("t"))));
  EXPECT_NE(svg.find(">Call the<"), std::string::npos) << svg;
}

TEST(BpmnPicture, SaysWhenThereIsNothingToDraw) {
  const std::string svg = to_svg(diagram_of(drawn("")));
  EXPECT_TRUE(xml::Document::parse(svg).ok());
  EXPECT_NE(svg.find("no diagram"), std::string::npos);
}

}  // namespace
}  // namespace onward::bpmn_xml
