// Continuations, implied elements and generated ids: docs/dialects.md section 6, "Words".
#include "adapters/native_xml/graph.hpp"

#include "tests/adapters/native_xml/documents.hpp"

namespace onward::native_xml {
namespace {

using model::ElementKind;

TEST(CompactGraph, StepsGoOnToTheStepBelow) {
  EXPECT_EQ(flows_in("<start id='s'/><task id='a'/><task id='b'/><end id='e'/>"), "a>b b>e s>a");
}

TEST(CompactGraph, StartAndEndAreImplied) {
  const model::Draft draft = draft_of("<task id='a'/>");
  EXPECT_EQ(flows_of(draft), "a>a-end p-start>a");
  EXPECT_EQ(element(draft, "p-start").kind, ElementKind::start_event);
  EXPECT_EQ(element(draft, "a-end").kind, ElementKind::end_event);
  EXPECT_EQ(draft.processes[0].flows[0].id, "p-start-to-a");
}

TEST(CompactGraph, NextLeadsElsewhere) {
  EXPECT_EQ(flows_in("<task id='a' next='c'/><task id='b' next='a'/><task id='c'>"
                     "<after duration='P1D' next='b'/></task>"),
            "a>c b>a c-after>b c>c-end p-start>a");
}

TEST(CompactGraph, SeveralStartsLeadToTheStepBelow) {
  EXPECT_EQ(flows_in("<start id='s1' message='m'/><start id='s2' signal='x' next='b'/>"
                     "<task id='a'/><task id='b'/>"),
            "a>b b>b-end s1>a s2>b");
}

TEST(CompactGraph, AChoiceWithTwoOpenPartsGetsAJoin) {
  const model::Draft draft = draft_of(
      "<choice id='c'><when test='x = 1' id='yes' name='Yes'><task id='a'/></when>"
      "<otherwise/></choice><task id='b'/>");
  EXPECT_EQ(flows_of(draft), "a>c-join b>b-end c-join>b c>a c>c-join p-start>c");
  EXPECT_EQ(element(draft, "c-join").kind, ElementKind::exclusive_gateway);
  EXPECT_EQ(element(draft, "c").default_flow, "c-to-c-join");
  for (const model::DraftFlow& flow : draft.processes[0].flows)
    if (flow.id == "yes") {
      EXPECT_EQ(flow.name, "Yes");
      EXPECT_EQ(shown(flow.condition), "feel:x = 1");
    }
}

TEST(CompactGraph, AChoiceWithOneOpenPartLeadsOnDirectly) {
  EXPECT_EQ(flows_in("<choice id='c'><when test='x' next='e'/><otherwise/></choice>"
                     "<task id='b'/><end id='e'/>"),
            "b>e c>b c>e p-start>c");
}

TEST(CompactGraph, AChoiceWithNoOpenPartLeadsNowhere) {
  EXPECT_EQ(flows_in("<choice id='c'><when test='x' next='b'/><otherwise><end id='e'/></otherwise>"
                     "</choice><task id='b'/>"),
            "b>b-end c>b c>e p-start>c");
}

TEST(CompactGraph, TwoFlowsBetweenTheSameElementsAreNumbered) {
  const model::Draft draft = draft_of(
      "<choice id='c'><when test='x' next='b'/><when test='y' next='b'/></choice><task id='b'/>");
  EXPECT_EQ(draft.processes[0].flows[1].id, "c-to-b");
  EXPECT_EQ(draft.processes[0].flows[2].id, "c-to-b-2");
}

TEST(CompactGraph, ParallelBranchesJoinInTheSameKind) {
  const model::Draft draft = draft_of(
      "<parallel id='f'><branch><task id='a'/></branch><branch/></parallel><task id='b'/>");
  EXPECT_EQ(flows_of(draft), "a>f-join b>b-end f-join>b f>a f>f-join p-start>f");
  EXPECT_EQ(element(draft, "f").kind, ElementKind::parallel_gateway);
  EXPECT_EQ(element(draft, "f-join").kind, ElementKind::parallel_gateway);
}

TEST(CompactGraph, BranchesWithConditionsAreInclusive) {
  const model::Draft draft = draft_of(
      "<parallel id='f'><branch when='x'><task id='a'/></branch><branch><task id='b'/></branch>"
      "</parallel>");
  EXPECT_EQ(element(draft, "f-join").kind, ElementKind::inclusive_gateway);
  EXPECT_EQ(shown(draft.processes[0].flows[1].condition), "feel:x");
  for (const model::DraftFlow& flow : draft.processes[0].flows)
    if (flow.target == "b") {
      EXPECT_EQ(shown(flow.condition), "feel:true");
    }
}

TEST(CompactGraph, FirstOfLeadsToItsEvents) {
  const model::Draft draft = draft_of(
      "<first-of id='g'><message id='m' name='yes'/><timer id='t' for='P1D' next='late'/>"
      "</first-of><task id='a' next='late'/><end id='late'/>");
  EXPECT_EQ(flows_of(draft), "a>late g>m g>t m>a p-start>g t>late");
  EXPECT_EQ(element(draft, "m").kind, ElementKind::intermediate_catch_event);
  EXPECT_EQ(element(draft, "m").name, "yes");
  EXPECT_EQ(element(draft, "t").name, "T");
}

TEST(CompactGraph, AnInterruptingBoundaryEventJoinsItsActivity) {
  const model::Draft draft = draft_of("<task id='a'><after duration='P1D'/></task><task id='b'/>");
  EXPECT_EQ(flows_of(draft), "a-after>a-join a-join>b a>a-join b>b-end p-start>a");
  EXPECT_EQ(element(draft, "a-after").attached_to, "a");
  EXPECT_TRUE(element(draft, "a-after").details.interrupting);
}

TEST(CompactGraph, ANonInterruptingBoundaryEventEndsByItself) {
  const model::Draft draft = draft_of(
      "<task id='a'><every duration='P1D'><task id='chase'/></every>"
      "</task>");
  EXPECT_EQ(flows_of(draft), "a-every>chase a>a-end chase>chase-end p-start>a");
  EXPECT_FALSE(element(draft, "a-every").details.interrupting);
}

TEST(CompactGraph, BoundaryEventsOfOneKindAreNumbered) {
  const model::Draft draft = draft_of(
      "<task id='a'><on-error code='1' next='b'/><on-error next='b'/></task><task id='b'/>");
  EXPECT_EQ(element(draft, "a-error").details.events.at(0).name.text, "1");
  EXPECT_TRUE(element(draft, "a-error-2").details.events.at(0).name.empty());
}

TEST(CompactGraph, GroupsAndOnsAreScopesOfTheirOwn) {
  const model::Draft draft =
      draft_of("<group id='g'><task id='a'/></group><on id='o' signal='stop'><task id='b'/></on>");
  EXPECT_EQ(flows_of(draft), "a>a-end b>b-end g-start>a g>g-end o-start>b p-start>g");
  EXPECT_EQ(element(draft, "a").parent, "g");
  EXPECT_EQ(element(draft, "o").kind, ElementKind::event_sub_process);
  EXPECT_EQ(element(draft, "o-start").details.events.at(0).kind, model::EventKind::signal);
}

TEST(CompactGraph, RolesBecomeLanes) {
  const model::Draft draft = draft_of(
      "<role id='sales' assign='responsible'/><role id='back-office'/><task id='sales' "
      "role='sales'/><group id='g' role='back-office'><task id='inner'/></group>");
  ASSERT_EQ(draft.processes[0].lanes.size(), 2U);
  EXPECT_EQ(draft.processes[0].lanes[0].id, "role-sales");
  EXPECT_EQ(draft.processes[0].lanes[0].group, "sales");
  EXPECT_TRUE(draft.processes[0].lanes[0].assign_responsible);
  EXPECT_EQ(draft.processes[0].lanes[1].name, "Back office");
  EXPECT_EQ(draft.processes[0].lanes[1].elements, (std::vector<std::string>{"g", "inner"}));
}

TEST(CompactGraph, RefusesNextThatLeadsNowhereOrOutOfTheScope) {
  EXPECT_EQ(problems_in("<task id='a' next='b'/>"), "next-unknown 2:1");
  EXPECT_EQ(problems_in("<start id='s'/>\n<task id='a' next='s'/>"), "next-not-allowed 3:1");
  EXPECT_EQ(problems_in("<group id='g'><task id='a'/></group>\n<task id='b' next='a'/>"),
            "next-not-allowed 3:1");
}

TEST(CompactGraph, RefusesStepsThatNothingLeadsTo) {
  EXPECT_EQ(problems_in("<end id='e'/>\n<task id='a'/>"), "unreachable 3:1");
}

TEST(CompactGraph, RefusesABoundaryEventThatLeadsNowhere) {
  EXPECT_EQ(problems_in("<task id='a'>\n<every duration='P1D'/></task>"),
            "boundary-leads-nowhere 3:1");
}

TEST(CompactGraph, RefusesWrongShapes) {
  EXPECT_EQ(problems_in(""), "missing-element 1:1");
  EXPECT_EQ(problems_in("<task id='a' role='none'/>"), "role-unknown 2:1");
  EXPECT_EQ(problems_in("<choice id='c'><otherwise/></choice>"), "missing-element 2:1");
  EXPECT_EQ(problems_in("<first-of id='g'><signal id='s' name='x'/></first-of>"),
            "missing-element 2:1");
  EXPECT_EQ(problems_in("<choice id='c'><when test='x' next='a'><task id='b'/></when></choice>"
                        "<task id='a'/>"),
            "conflicting-attributes 2:16\nunreachable 2:70");
  EXPECT_EQ(problems_in("<parallel id='f'><branch when='x'/><branch/><otherwise/></parallel>"),
            "conflicting-attributes 2:45");
}

TEST(CompactGraph, AJoinGoesOnWithOneFlow) {
  const model::Draft draft = draft_of(
      "<parallel id='f'><branch next='j'/><branch><task id='a' next='j'/></branch></parallel>"
      "<join id='j' kind='parallel' next='m'/><task id='b'/><join id='m' kind='exclusive'/>"
      "<choice id='c'><when test='x' next='b'/><otherwise/></choice>");
  EXPECT_EQ(flows_of(draft), "a>j b>m c>b c>c-end f>a f>j j>m m>c p-start>f");
  EXPECT_EQ(element(draft, "j").kind, ElementKind::parallel_gateway);
  EXPECT_EQ(element(draft, "m").kind, ElementKind::exclusive_gateway);
  EXPECT_EQ(problems_in("<join id='j' kind='any'/>"), "invalid-value 2:1");
}

TEST(CompactGraph, AGroupAndAnOnMayNameTheirStart) {
  const model::Draft draft = draft_of(
      "<role id='r' group='The team'/><group id='g'><start id='gs' name='In'/><task "
      "id='a'/></group>"
      "<on id='h' role='r' message='m' interrupting='false'><start id='hs'/><task id='b'/></on>");
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(flows_of(draft), "a>a-end b>b-end g>g-end gs>a hs>b p-start>g");
  EXPECT_EQ(element(draft, "gs").name, "In");
  ASSERT_EQ(element(draft, "hs").details.events.size(), 1U);
  EXPECT_FALSE(element(draft, "hs").details.interrupting);
  ASSERT_EQ(draft.processes[0].lanes.size(), 1U);
  EXPECT_EQ(draft.processes[0].lanes[0].group, "The team");
  EXPECT_EQ(draft.processes[0].lanes[0].elements, (std::vector<std::string>{"h", "hs", "b"}));
}

TEST(CompactGraph, RefusesAGeneratedIdThatIsTaken) {
  const model::Draft draft = draft_of("<task id='a'/><task id='p-start'/>");
  ASSERT_EQ(draft.problems.size(), 1U);
  EXPECT_EQ(draft.problems[0].code, "duplicate-id");
  EXPECT_NE(draft.problems[0].message.find("process p"), std::string::npos);
}

}  // namespace
}  // namespace onward::native_xml
