// simulation-duration and simulation-probability: what a simulation goes by (docs/simulate.md).
#include "tests/adapters/native_xml/documents.hpp"

namespace onward::native_xml {
namespace {

const model::DraftFlow& flow(const model::Draft& draft, std::string_view id) {
  static const model::DraftFlow none;
  for (const model::DraftFlow& each : draft.processes[0].flows)
    if (each.id == id) return each;
  ADD_FAILURE() << "no flow " << id;
  return none;
}

TEST(CompactSimulation, IsReadOnWorkOnWhatIsAwaitedAndOnWays) {
  const model::Draft draft = draft_of(
      "<task id='a' simulation-duration='PT1H'>"
      "<on-signal name='stop' id='b' simulation-duration='PT2H' "
      "simulation-probability='0.1'/></task>"
      "<service id='c' worker='w' simulation-duration='exponential(PT1M)'/>"
      "<receive id='d' message='m' simulation-duration='P1D'/>"
      "<wait id='w' message='m' simulation-duration='P2D' simulation-probability='0.5'/>"
      "<first-of id='f'><message id='g' name='m' simulation-duration='P3D'/>"
      "<timer id='h' for='P4D'/></first-of>"
      "<choice id='i'><when test='x' id='j' simulation-probability='0.25'/>"
      "<otherwise id='k' simulation-probability='0.75'/></choice>"
      "<parallel id='l'><branch id='m1' when='x' simulation-probability='0.2'/>"
      "<branch id='m2' when='y'/></parallel>"
      "<end id='e'/><on id='n' message='m' simulation-duration='P5D'><task id='o'/></on>");
  EXPECT_EQ(problems_of(draft), "");
  const auto duration = [&](std::string_view id) {
    return element(draft, id).details.simulation.duration;
  };
  EXPECT_EQ(duration("a"), *model::spread_from_text("PT1H"));
  EXPECT_EQ(duration("b"), *model::spread_from_text("PT2H"));
  EXPECT_EQ(element(draft, "b").details.simulation.probability, 0.1);
  EXPECT_EQ(duration("c"), *model::spread_from_text("exponential(PT1M)"));
  EXPECT_EQ(duration("d"), *model::spread_from_text("P1D"));
  EXPECT_EQ(element(draft, "w").details.simulation.probability, 0.5);
  EXPECT_EQ(duration("g"), *model::spread_from_text("P3D"));
  EXPECT_EQ(duration("n-start"), *model::spread_from_text("P5D"));
  EXPECT_EQ(flow(draft, "j").probability, 0.25);
  EXPECT_EQ(flow(draft, "k").probability, 0.75);
  EXPECT_EQ(flow(draft, "m1").probability, 0.2);
  EXPECT_FALSE(flow(draft, "m2").probability.has_value());
}

TEST(CompactSimulation, IsRefusedWhereItMeansNothing) {
  EXPECT_EQ(problems_in("<task id='a' simulation-duration='P1M'/>"), "invalid-value 2:1");
  EXPECT_EQ(problems_in("<task id='a' simulation-probability='0.5'/>"), "unknown-attribute 2:1");
  EXPECT_EQ(problems_in("<wait id='a' signal='x' simulation-probability='half'/>"),
            "invalid-value 2:1");
  EXPECT_EQ(problems_in("<script id='a' simulation-duration='PT1H'>1</script>"),
            "unknown-attribute 2:1");
}

}  // namespace
}  // namespace onward::native_xml
