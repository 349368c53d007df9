// Correlation keys (BPMN 2.0.2 clause 8.4.2), message flows (clause 9.3) and onward:timeToLive.
#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

/// Line 3 begins `sender`, line 5 `receiver`.
std::string pools(std::string_view flows, std::string_view sender, std::string_view receiver,
                  std::string_view roots = {}) {
  return definitions("<process id='a' isExecutable='true'>\n" + std::string(sender) +
                     "</process><process id='b' isExecutable='true'>\n\n" + std::string(receiver) +
                     "</process><collaboration id='c'><participant id='pa' processRef='a'/>"
                     "<participant id='pb' processRef='b'/><participant id='px'/>\n" +
                     std::string(flows) + "</collaboration>" + std::string(roots));
}

std::string message_of(const model::Draft& draft, std::string_view id) {
  const model::Details& details = element(draft, id).details;
  return shown(details.events.empty() ? details.message.name : details.events.front().name);
}

const char* const flow = "<messageFlow id='f' sourceRef='t' targetRef='r'/>";

TEST(BpmnMessageFlows, NameTheMessageOfBothEnds_9_3) {
  const model::Draft draft = draft_of(pools(flow, "<sendTask id='t'/>", "<receiveTask id='r'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(message_of(draft, "t"), "literal:b/f");
  EXPECT_EQ(message_of(draft, "r"), "literal:b/f");
  ASSERT_EQ(draft.participants.size(), 3U);
  EXPECT_EQ(draft.participants[1].process, "b");
  ASSERT_EQ(draft.message_flows.size(), 1U);
  EXPECT_EQ(draft.message_flows[0].at, (Position{6, 1}));
}

TEST(BpmnMessageFlows, TheirMessageGivesNameKeyAndTimeToLive) {
  const model::Draft draft = draft_of(
      pools("<messageFlow id='f' sourceRef='t' targetRef='r' messageRef='m'/>",
            "<sendTask id='t'/>", "<receiveTask id='r'/>",
            "<message id='m' name='M' onward:correlationKey='k' onward:timeToLive='PT1H'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(message_of(draft, "t"), "literal:M");
  EXPECT_EQ(message_of(draft, "r"), "literal:M");
  EXPECT_EQ(shown(element(draft, "t").details.message.correlation_key), "feel:k");
  EXPECT_EQ(element(draft, "t").details.message.time_to_live, "PT1H");
}

TEST(BpmnMessageFlows, OneEndNamesTheMessageForAllThatShareIt) {
  const model::Draft draft = draft_of(
      pools("<messageFlow id='f' sourceRef='t' targetRef='r'/><messageFlow id='g' sourceRef='t2' "
            "targetRef='r'/>",
            "<sendTask id='t'/><endEvent id='t2'><messageEventDefinition messageRef='m'/>"
            "</endEvent>",
            "<receiveTask id='r'/>", "<message id='m' name='M'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(message_of(draft, "t"), "literal:M");
  EXPECT_EQ(message_of(draft, "r"), "literal:M");
}

TEST(BpmnMessageFlows, MakeAMessageEventOfOneWithoutATrigger_10_5) {
  const model::Draft draft =
      draft_of(pools(flow, "<intermediateThrowEvent id='t'/>", "<startEvent id='r'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(message_of(draft, "t"), "literal:b/f");
  EXPECT_EQ(message_of(draft, "r"), "literal:b/f");
}

TEST(BpmnMessageFlows, LeaveAPlainStartToPeopleWhenNobodyThrowsToIt) {
  for (const char* source : {"px", "u"}) {
    const model::Draft draft = draft_of(
        pools("<messageFlow id='f' sourceRef='" + std::string(source) + "' targetRef='r'/>",
              "<userTask id='u'/>", "<startEvent id='r'/>"));
    EXPECT_TRUE(element(draft, "r").details.events.empty()) << source;
  }
}

TEST(BpmnMessageFlows, LeaveOtherEventsAndWorkersAlone) {
  const model::Draft draft =
      draft_of(pools(flow, "<sendTask id='t' onward:worker='w'/>",
                     "<startEvent id='r'><signalEventDefinition signalRef='s'/></startEvent>",
                     "<signal id='s' name='S'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(message_of(draft, "t"), "feel:");
  EXPECT_EQ(message_of(draft, "r"), "literal:S");
}

TEST(BpmnMessageFlows, ToABlackBoxNeedANameAndNobody) {
  const model::Draft draft = draft_of(pools("<messageFlow id='f' sourceRef='t' targetRef='px'/>",
                                            "<sendTask id='t'/>", "<task id='r'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(message_of(draft, "t"), "literal:a/f");
}

TEST(BpmnMessageFlows, ToSomethingThatCatchesNothingAreAWarning) {
  for (const char* target : {"r", "pb"})
    EXPECT_EQ(problems_in(pools(
                  "<messageFlow id='f' sourceRef='t' targetRef='" + std::string(target) + "'/>",
                  "<sendTask id='t'/>", "<userTask id='r'/>")),
              "no-effect 3:1 warning")
        << target;
}

TEST(BpmnMessageFlows, BetweenTwoNamesCarryNothing) {
  EXPECT_EQ(problems_in(pools(flow, "<sendTask id='t' messageRef='m'/>",
                              "<receiveTask id='r' messageRef='n'/>",
                              "<message id='m'/><message id='n'/>")),
            "no-effect 3:1 warning");
}

TEST(BpmnMessageFlows, SeveralToSeveralCatchersAreNotOneMessage) {
  EXPECT_EQ(problems_in(pools("<messageFlow id='f' sourceRef='t' targetRef='r'/><messageFlow "
                              "id='g' sourceRef='t' targetRef='q'/>",
                              "<sendTask id='t'/>", "<receiveTask id='r'/><receiveTask id='q'/>")),
            "not-executable 3:1 not-executable");
}

TEST(BpmnMessageFlows, LeadSomewhere) {
  EXPECT_EQ(problems_in(pools("<messageFlow id='f' sourceRef='t' targetRef='nobody'/>",
                              "<sendTask id='t' onward:worker='w'/>", "")),
            "unknown-reference 6:1 error");
}

TEST(BpmnMessages, ATimeToLiveIsADuration) {
  EXPECT_EQ(problems_in(definitions("<message id='m' onward:timeToLive='an hour'/><process id='p'>"
                                    "<receiveTask id='r' messageRef='m'/></process>")),
            "invalid-value 2:1 error");
}

/// The key "k" of the properties; line 3 begins the subscriptions of process "b".
std::string keyed(std::string_view properties, std::string_view subscriptions,
                  std::string_view attributes = {}) {
  return definitions(
      "<process id='a'><sendTask id='t' messageRef='m'/></process><process id='b'><receiveTask "
      "id='r' messageRef='m' " +
      std::string(attributes) + "/>\n" + std::string(subscriptions) +
      "</process><message id='m' name='M'/><collaboration id='c'><conversation id='v'>"
      "<correlationKey id='k'>" +
      std::string(properties) +
      "</correlationKey></conversation></collaboration><correlationProperty id='p1'>"
      "<correlationPropertyRetrievalExpression messageRef='m'><messagePath>order.id</messagePath>"
      "</correlationPropertyRetrievalExpression></correlationProperty><correlationProperty id='p2'>"
      "<correlationPropertyRetrievalExpression messageRef='m'><messagePath>year</messagePath>"
      "</correlationPropertyRetrievalExpression></correlationProperty>");
}

const char* const one_property = "<correlationPropertyRef>p1</correlationPropertyRef>";
const char* const two_properties =
    "<correlationPropertyRef>p1</correlationPropertyRef>"
    "<correlationPropertyRef>p2</correlationPropertyRef>";
const char* const two_bindings =
    "<correlationSubscription correlationKeyRef='k'><correlationPropertyBinding "
    "correlationPropertyRef='p2'><dataPath>y</dataPath></correlationPropertyBinding>"
    "<correlationPropertyBinding correlationPropertyRef='p1'><dataPath>x</dataPath>"
    "</correlationPropertyBinding></correlationSubscription>";

TEST(BpmnCorrelation, OnePropertyIsTheKeyItself_8_4_2) {
  const model::Draft draft = draft_of(keyed(one_property, two_bindings));
  EXPECT_EQ(problems_of(draft), "");
  const model::EventDefinition& thrown = element(draft, "t").details.message;
  EXPECT_EQ(shown(thrown.correlation_key), "feel:order.id");
  EXPECT_TRUE(thrown.key_of_payload);
  const model::EventDefinition& caught = element(draft, "r").details.message;
  EXPECT_EQ(shown(caught.correlation_key), "feel:x");
  EXPECT_FALSE(caught.key_of_payload);
}

TEST(BpmnCorrelation, SeveralPropertiesAreAListInTheOrderOfTheKey_8_4_2) {
  const model::Draft draft = draft_of(keyed(two_properties, two_bindings));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(shown(element(draft, "t").details.message.correlation_key),
            "feel:[(order.id), (year)]");
  EXPECT_EQ(shown(element(draft, "r").details.message.correlation_key), "feel:[(x), (y)]");
}

TEST(BpmnCorrelation, AKeyOfOursWins) {
  const model::Draft draft =
      draft_of(keyed(one_property, two_bindings, "onward:correlationKey='own'"));
  EXPECT_EQ(shown(element(draft, "r").details.message.correlation_key), "feel:own");
}

TEST(BpmnCorrelation, WithoutASubscriptionNobodyAsksForTheKey) {
  const model::Draft draft = draft_of(keyed(one_property, ""));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_TRUE(element(draft, "t").details.message.correlation_key.empty());
}

TEST(BpmnCorrelation, ASubscriptionBindsEveryProperty_8_4_2) {
  EXPECT_EQ(
      problems_in(keyed(two_properties,
                        "<correlationSubscription correlationKeyRef='k'>"
                        "<correlationPropertyBinding correlationPropertyRef='p1'><dataPath>x"
                        "</dataPath></correlationPropertyBinding></correlationSubscription>")),
      "not-executable 3:1 not-executable");
}

TEST(BpmnCorrelation, ACatcherWithoutTheSubscriptionIsToldThatItHearsNothing) {
  const std::string text = keyed(one_property, std::string(two_bindings));
  std::string document = text;
  document.insert(document.find("<process id='a'>") + 16,
                  "<receiveTask id='deaf' messageRef='m'/>");
  EXPECT_EQ(problems_in(document), "no-effect 2:17 warning");
}

TEST(BpmnCorrelation, KeysAndPropertiesExist) {
  EXPECT_EQ(problems_in(keyed("<correlationPropertyRef>p9</correlationPropertyRef>",
                              "<correlationSubscription correlationKeyRef='k9'/>")),
            "unknown-reference 3:1 error\nunknown-reference 3:152 error");
}

}  // namespace
}  // namespace onward::bpmn_xml
