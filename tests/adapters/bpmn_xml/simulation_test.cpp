// onward:simulation: what a simulation goes by (docs/simulate.md).
#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

std::string noted(std::string_view attributes) {
  return "<extensionElements><onward:simulation " + std::string(attributes) +
         "/></extensionElements>";
}

TEST(OnwardSimulation, IsReadOnWorkOnWhatIsAwaitedAndOnFlows) {
  const model::Draft draft = draft_of(process("<startEvent id='s'/><userTask id='t'>" +
                                                  noted("duration='uniform(PT1H, PT3H)'") +
                                                  "</userTask><receiveTask id='r' messageRef='m'>" +
                                                  noted("duration='P1D' probability='0.5'") +
                                                  "</receiveTask><sequenceFlow id='f' "
                                                  "sourceRef='s' targetRef='t'>" +
                                                  noted("probability='0.25'") + "</sequenceFlow>",
                                              "<message id='m' name='m'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(element(draft, "t").details.simulation.duration,
            *model::spread_from_text("uniform(PT1H, PT3H)"));
  EXPECT_EQ(element(draft, "r").details.simulation.duration, *model::spread_from_text("P1D"));
  EXPECT_EQ(element(draft, "r").details.simulation.probability, 0.5);
  EXPECT_EQ(draft.processes[0].flows[0].probability, 0.25);
  EXPECT_FALSE(element(draft, "s").details.simulation.duration.has_value());
}

TEST(OnwardSimulation, IsRefusedWhereItMeansNothing) {
  const auto problems = [](std::string_view tag, std::string_view attributes) {
    return problems_in(process("<" + std::string(tag) + " id='t'>" + noted(attributes) + "</" +
                               std::string(tag) + ">"));
  };
  EXPECT_EQ(problems("userTask", "duration='2 hours'"), "invalid-value 3:37 error");
  EXPECT_EQ(problems("userTask", "probability='0.5'"), "invalid-value 3:37 error");
  EXPECT_EQ(problems("receiveTask", "duration='PT1H' probability='2'"), "invalid-value 3:40 error");
  EXPECT_EQ(problems("userTask", "takes='PT1H'"), "unknown-attribute 3:37 error");
  EXPECT_EQ(problems("scriptTask", "duration='PT1H'"), "unknown-element 3:1 error");
  EXPECT_EQ(problems_in(process("<startEvent id='s'/><endEvent id='e'/><sequenceFlow id='f' "
                                "sourceRef='s' targetRef='e'>" +
                                noted("duration='PT1H'") + "</sequenceFlow>")),
            "invalid-value 3:107 error");
}

}  // namespace
}  // namespace onward::bpmn_xml
