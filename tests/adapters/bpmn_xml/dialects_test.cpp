// The extensions of docs/dialects.md sections 3 and 4, name by name.
#include "adapters/bpmn_xml/dialects.hpp"

#include "tests/adapters/bpmn_xml/documents.hpp"

namespace onward::bpmn_xml {
namespace {

TEST(VendorDialect, ReadsUserTasks) {
  const model::Draft draft =
      draft_of(process("<userTask id='t' camunda:assignee='kim' camunda:candidateUsers='${users}' "
                       "camunda:candidateGroups='sales, support' camunda:dueDate='P1D' "
                       "camunda:followUpDate='${later}' camunda:priority='70'/>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::UserTask& user = element(draft, "t").details.user;
  EXPECT_EQ(shown(user.assignee), "literal:kim");
  EXPECT_EQ(shown(user.candidate_users), "juel:${users}");
  EXPECT_EQ(shown(user.candidate_groups), "literal:sales, support");
  EXPECT_EQ(shown(user.due), "literal:P1D");
  EXPECT_EQ(shown(user.follow_up), "juel:${later}");
  EXPECT_EQ(shown(user.priority), "feel:70");
}

TEST(VendorDialect, ReadsTheSameWordsInTheOperatonNamespace) {
  const model::Draft draft = draft_of(process("<userTask id='t' operaton:assignee='kim'/>"));
  EXPECT_EQ(shown(element(draft, "t").details.user.assignee), "literal:kim");
}

TEST(VendorDialect, ReadsForms) {
  const model::Draft draft = draft_of(process(
      "<userTask id='t'><extensionElements><camunda:formData><camunda:formField id='n' "
      "label='Number' type='long' defaultValue='3'><camunda:validation><camunda:constraint "
      "name='required'/><camunda:constraint name='min' config='1'/></camunda:validation>"
      "</camunda:formField><camunda:formField id='e' type='enum' defaultValue='a'><camunda:value "
      "id='a' name='A'/></camunda:formField></camunda:formData></extensionElements></userTask>"));
  EXPECT_EQ(problems_of(draft), "");
  const std::vector<model::FormField>& form = element(draft, "t").details.user.form;
  ASSERT_EQ(form.size(), 2U);
  EXPECT_EQ(form[0].type, model::FieldType::number);
  EXPECT_TRUE(form[0].required);
  EXPECT_TRUE(form[0].min.has_value());
  EXPECT_EQ(shown(form[0].default_value), "feel:3");
  EXPECT_EQ(shown(form[1].default_value), "literal:a");
  ASSERT_EQ(form[1].options.size(), 1U);
  EXPECT_EQ(form[1].options[0].label, "A");
}

TEST(VendorDialect, ReadsExternalTasksAndRetries) {
  const model::Draft draft = draft_of(process(
      "<serviceTask id='a' camunda:type='external' camunda:topic='ship'><extensionElements>"
      "<camunda:failedJobRetryTimeCycle>R5/PT2M</camunda:failedJobRetryTimeCycle>"
      "</extensionElements></serviceTask><sendTask id='b' camunda:type='external' "
      "camunda:topic='${t}' camunda:failedJobRetryTimeCycle='PT1M, PT5M'/>"
      "<endEvent id='c'><messageEventDefinition camunda:type='external' camunda:topic='tell'/>"
      "</endEvent>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::JobTask& job = element(draft, "a").details.job;
  EXPECT_EQ(job.kind, model::JobKind::worker);
  EXPECT_EQ(shown(job.topic), "literal:ship");
  EXPECT_EQ(job.retries, 5U);
  EXPECT_EQ(job.backoff, "PT2M");
  EXPECT_EQ(shown(element(draft, "b").details.job.topic), "juel:${t}");
  EXPECT_EQ(element(draft, "b").details.job.retries, 2U);
  EXPECT_EQ(element(draft, "b").details.job.backoff, "PT1M");
  EXPECT_EQ(shown(element(draft, "c").details.job.topic), "literal:tell");
}

TEST(VendorDialect, ReadsDecisionsAndCalls) {
  const model::Draft draft = draft_of(process(
      "<businessRuleTask id='d' camunda:decisionRef='bant' camunda:decisionRefBinding='version' "
      "camunda:decisionRefVersion='3' camunda:resultVariable='score' "
      "camunda:mapDecisionResult='singleEntry'/><callActivity id='c' calledElement='tns:child' "
      "camunda:calledElementBinding='deployment'><extensionElements><camunda:in source='a' "
      "target='b'/><camunda:in sourceExpression='${x + 1}' target='c'/><camunda:in "
      "businessKey='orderId'/><camunda:out variables='all'/></extensionElements></callActivity>"
      "<callActivity id='plain' calledElement='child'/>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::DecisionTask& decision = element(draft, "d").details.decision;
  EXPECT_EQ(shown(decision.decision), "literal:bant");
  EXPECT_EQ(decision.binding, model::Binding::version);
  EXPECT_EQ(shown(decision.version), "literal:3");
  EXPECT_EQ(decision.result_variable, "score");
  const model::CallActivity& call = element(draft, "c").details.call;
  EXPECT_EQ(shown(call.called), "literal:child");
  EXPECT_EQ(call.binding, model::Binding::deployment);
  ASSERT_EQ(call.in.size(), 2U);
  EXPECT_EQ(call.in[0].name, "b");
  EXPECT_EQ(shown(call.in[0].value), "feel:a");
  EXPECT_EQ(shown(call.in[1].value), "juel:${x + 1}");
  EXPECT_EQ(shown(call.business_key), "feel:orderId");
  EXPECT_FALSE(call.all_in);
  EXPECT_TRUE(call.all_out);
  EXPECT_TRUE(element(draft, "plain").details.call.all_in);
}

TEST(VendorDialect, ReadsBindingsInBothVendorNamespaces) {
  const model::Draft draft = draft_of(process(
      "<callActivity id='c' calledElement='child' operaton:calledElementBinding='versionTag' "
      "operaton:calledElementVersionTag='may-${n}'/>"
      "<businessRuleTask id='d' operaton:decisionRef='bant' "
      "operaton:decisionRefBinding='deployment'/>"
      "<callActivity id='l' calledElement='child' camunda:calledElementBinding='latest'/>"));
  EXPECT_EQ(problems_of(draft), "");
  EXPECT_EQ(element(draft, "c").details.call.binding, model::Binding::version_tag);
  EXPECT_EQ(shown(element(draft, "c").details.call.version), "juel:may-${n}");
  EXPECT_EQ(element(draft, "d").details.decision.binding, model::Binding::deployment);
  EXPECT_EQ(element(draft, "l").details.call.binding, model::Binding::latest);
}

TEST(VendorDialect, WarnsOfAVersionThatNoBindingAsksFor) {
  const model::Draft draft = draft_of(process(
      "<callActivity id='c' calledElement='child' camunda:calledElementVersion='2'/>"
      "<businessRuleTask id='d' camunda:decisionRef='bant' camunda:decisionRefBinding='version' "
      "camunda:decisionRefVersion='2' camunda:decisionRefVersionTag='may'/>"));
  EXPECT_EQ(problems_of(draft), "no-effect 3:1 warning\nno-effect 3:78 warning");
}

TEST(VendorDialect, ReadsWhatPassesOnlyLocally) {
  const model::Draft draft = draft_of(process(
      "<callActivity id='c' calledElement='child'><extensionElements>"
      "<camunda:in variables='all' local='true'/><camunda:in source='a' target='b' local='true'/>"
      "<camunda:in source='x' target='y' local='false'/>"
      "<camunda:out variables='all' local='true'/>"
      "<camunda:out source='a' target='b' local='true'/></extensionElements></callActivity>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::CallActivity& call = element(draft, "c").details.call;
  EXPECT_TRUE(call.all_local_in && call.all_local_out);
  EXPECT_FALSE(call.all_in || call.all_out);
  ASSERT_EQ(call.in.size(), 1U);
  EXPECT_EQ(call.in[0].name, "y");
  ASSERT_EQ(call.local_in.size(), 1U);
  EXPECT_EQ(shown(call.local_in[0].value), "feel:a");
  ASSERT_EQ(call.local_out.size(), 1U);
  EXPECT_EQ(call.local_out[0].name, "b");
}

TEST(VendorDialect, ReadsInputsAndOutputs) {
  const model::Draft draft = draft_of(process(
      "<task id='t'><extensionElements><camunda:inputOutput><camunda:inputParameter name='a'>"
      "text</camunda:inputParameter><camunda:inputParameter name='b'><camunda:list><camunda:value>"
      "x</camunda:value><camunda:value>${o.total}</camunda:value></camunda:list>"
      "</camunda:inputParameter><camunda:inputParameter name='c'><camunda:map><camunda:entry "
      "key='k'>v</camunda:entry></camunda:map></camunda:inputParameter><camunda:outputParameter "
      "name='d'>=a + "
      "1</camunda:outputParameter></camunda:inputOutput></extensionElements></task>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::IoMapping& io = element(draft, "t").details.io;
  ASSERT_EQ(io.inputs.size(), 3U);
  EXPECT_EQ(shown(io.inputs[0].value), "literal:text");
  EXPECT_EQ(shown(io.inputs[1].value), "feel:[\"x\", o.total]");
  EXPECT_EQ(shown(io.inputs[2].value), "feel:{\"k\": \"v\"}");
  ASSERT_EQ(io.outputs.size(), 1U);
  EXPECT_EQ(shown(io.outputs[0].value), "feel:a + 1");
}

TEST(VendorDialect, SaysWhatNeedsAnotherRuntime) {
  const std::string_view bodies[] = {
      "<serviceTask id='t' camunda:class='com.example.Doer'/>",
      "<serviceTask id='t' camunda:delegateExpression='${doer}'/>",
      "<serviceTask id='t' camunda:expression='${doer.go()}'/>",
      "<serviceTask id='t' camunda:type='mail'/>",
      "<task id='t'><extensionElements><camunda:executionListener/></extensionElements></task>",
      "<userTask id='t'><extensionElements><camunda:taskListener/></extensionElements></userTask>",
      "<serviceTask id='t'><extensionElements><camunda:connector/></extensionElements>"
      "</serviceTask>",
      "<scriptTask id='t' camunda:resource='x.groovy'/>",
      "<serviceTask id='t' camunda:failedJobRetryTimeCycle='R/PT1M'/>",
      "<callActivity id='t' camunda:calledElementBinding='newest'/>",
  };
  for (const std::string_view body : bodies)
    EXPECT_EQ(problems_in(process(body)), "not-executable 3:1 not-executable") << body;
}

TEST(VendorDialect, WarnsOfWhatHasNoEffect) {
  EXPECT_EQ(problems_in(process("<task id='t' camunda:asyncBefore='true'/>")),
            "no-effect 3:1 warning");
  EXPECT_EQ(problems_in(process("<task id='t' camunda:neverHeardOf='true'/>")),
            "no-effect 3:1 warning");
  EXPECT_EQ(problems_in(process("<task id='t' camunda:assignee='kim'/>")), "no-effect 3:1 warning");
  EXPECT_EQ(problems_in(definitions("<process id='p' camunda:historyTimeToLive='5'/>")), "");
}

TEST(OnwardDialect, ReadsUserTasks) {
  const model::Draft draft = draft_of(process(
      "<userTask id='t' onward:stage='needs' onward:due='P2D' onward:followUp='callBackOn' "
      "camunda:dueDate='P9D'><extensionElements><onward:deliverable optional='true'>A note"
      "</onward:deliverable><onward:instructions>\n    One\n      two\n  </onward:instructions>"
      "<onward:checklist><onward:item id='i' text='Check' remarkRequired='true'/>"
      "</onward:checklist><onward:show variable='items'/></extensionElements></userTask>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::Details& details = element(draft, "t").details;
  EXPECT_EQ(details.stage, "needs");
  EXPECT_EQ(shown(details.user.due), "literal:P2D");
  EXPECT_EQ(shown(details.user.follow_up), "feel:callBackOn");
  EXPECT_EQ(details.user.deliverable, "A note");
  EXPECT_TRUE(details.user.deliverable_optional);
  EXPECT_EQ(details.user.instructions, "One\n  two");
  ASSERT_EQ(details.user.checklist.size(), 1U);
  EXPECT_TRUE(details.user.checklist[0].remark_required);
  EXPECT_EQ(details.user.shows, std::vector<std::string>{"items"});
}

std::string with_field(std::string_view field) {
  return process("<userTask id='t'><extensionElements><onward:form>\n" + std::string(field) +
                 "\n</onward:form></extensionElements></userTask>");
}

TEST(OnwardDialect, ReadsFields) {
  const model::Draft draft = draft_of(with_field(
      "<onward:field id='price' type='number' above='0' max='10' required='true' "
      "requiredIf='a = 1' default='2' keep='dealSize'/><onward:field id='rows' type='list' "
      "label='Rows'><onward:field id='kind' type='enum'><onward:option value='x'/></onward:field>"
      "</onward:field>"));
  EXPECT_EQ(problems_of(draft), "");
  const std::vector<model::FormField>& form = element(draft, "t").details.user.form;
  ASSERT_EQ(form.size(), 2U);
  EXPECT_EQ(form[0].label, "price");
  EXPECT_TRUE(form[0].exclusive_min);
  EXPECT_EQ(form[0].keep, "dealSize");
  EXPECT_EQ(shown(form[0].required_if), "feel:a = 1");
  EXPECT_EQ(shown(form[0].default_value), "feel:2");
  ASSERT_EQ(form[1].fields.size(), 1U);
  EXPECT_EQ(form[1].fields[0].options[0].label, "x");
}

TEST(OnwardDialect, RefusesWrongFields) {
  EXPECT_EQ(problems_in(with_field("<onward:field id='a' type='money'/>")),
            "field-unknown-type 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field id='a b'/>")), "invalid-value 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field id='a' min='few'/>")), "invalid-value 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field id='a' type='enum'/>")),
            "missing-element 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field id='a' min='1' above='1'/>")),
            "conflicting-attributes 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field id='a' colour='red'/>")),
            "unknown-attribute 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field/>")),
            "missing-attribute 4:1 error\ninvalid-value 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:feeld id='a'/>")), "unknown-element 4:1 error");
  EXPECT_EQ(problems_in(with_field("<onward:field id='a' keep='shoeSize'/>")),
            "keep-unknown 3:1 error");
}

TEST(OnwardDialect, RefusesUnknownNames) {
  EXPECT_EQ(problems_in(process("<userTask id='t' onward:stag='x'/>")),
            "unknown-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<task id='t' onward:due='P1D'/>")), "unknown-attribute 3:1 error");
  EXPECT_EQ(problems_in(process("<task id='t'><extensionElements><onward:wish/>"
                                "</extensionElements></task>")),
            "unknown-element 3:1 error");
}

TEST(OnwardDialect, ReadsActionsConnectorsAndWorkers) {
  const model::Draft draft = draft_of(process(
      "<serviceTask id='a' onward:action='opportunity.close' onward:resultVariable='r'>"
      "<extensionElements><onward:input name='stage' value='\"closed-won\"'/><onward:output "
      "name='x' value='result'/></extensionElements></serviceTask><serviceTask id='c' "
      "onward:connector='sheet' onward:retries='5' onward:backoff='PT2M'><extensionElements>"
      "<onward:input name='row' value='{}'/></extensionElements></serviceTask><sendTask id='w' "
      "onward:worker='post'><extensionElements><onward:input name='local' value='1'/>"
      "</extensionElements></sendTask>"));
  EXPECT_EQ(problems_of(draft), "");
  const model::Details& action = element(draft, "a").details;
  EXPECT_EQ(action.job.kind, model::JobKind::action);
  EXPECT_EQ(action.job.result_variable, "r");
  ASSERT_EQ(action.job.inputs.size(), 1U);
  EXPECT_EQ(shown(action.job.inputs[0].value), "feel:\"closed-won\"");
  EXPECT_EQ(action.io.outputs.size(), 1U);
  EXPECT_EQ(element(draft, "c").details.job.retries, 5U);
  EXPECT_EQ(element(draft, "c").details.job.backoff, "PT2M");
  EXPECT_EQ(element(draft, "w").details.job.kind, model::JobKind::worker);
  EXPECT_EQ(element(draft, "w").details.io.inputs.size(), 1U);
}

TEST(OnwardDialect, RefusesWrongJobs) {
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:action='lead.steal'/>")),
            "action-unknown 3:1 error");
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:action='opportunity.close'/>")),
            "argument-missing 3:1 error");
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:action='lead.create'>"
                                "<extensionElements><onward:input name='age' value='3'/>"
                                "</extensionElements></serviceTask>")),
            "argument-unknown 3:1 error");
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:connector='fax'/>")),
            "connector-unknown 3:1 warning");
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:worker='a' onward:connector='http'/>")),
            "conflicting-attributes 3:1 error");
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:worker='a' onward:retries='0'/>")),
            "invalid-value 3:1 error");
  EXPECT_EQ(problems_in(process("<serviceTask id='t' onward:worker='a' onward:backoff='soon'/>")),
            "invalid-value 3:1 error");
}

TEST(OnwardDialect, ReadsOpportunitiesMessagesAndPayloads) {
  const model::Draft draft = draft_of(process(
      "<startEvent id='s' onward:opportunity='create'><extensionElements><onward:input name='kind' "
      "value='\"x\"'/></extensionElements></startEvent><startEvent id='f' "
      "onward:opportunity='from-signal'/><receiveTask id='r' messageRef='m'/><sendTask id='n' "
      "messageRef='m' onward:correlationKey='own' onward:worker='w'/><endEvent id='e'>"
      "<extensionElements><onward:payload name='a' value='1'/></extensionElements>"
      "<signalEventDefinition/></endEvent><receiveTask id='z' messageRef='mz'/>",
      "<message id='m' name='M' onward:correlationKey='opportunity.id'/><message id='mz'>"
      "<extensionElements><zeebe:subscription correlationKey='=orderId'/></extensionElements>"
      "</message>"));
  EXPECT_EQ(problems_of(draft), "");
  using Use = model::Details::OpportunityUse;
  EXPECT_EQ(element(draft, "s").details.opportunity, Use::create);
  EXPECT_EQ(element(draft, "s").details.opportunity_inputs.size(), 1U);
  EXPECT_EQ(element(draft, "f").details.opportunity, Use::from_signal);
  EXPECT_EQ(shown(element(draft, "r").details.message.correlation_key), "feel:opportunity.id");
  EXPECT_EQ(shown(element(draft, "n").details.message.correlation_key), "feel:own");
  EXPECT_EQ(shown(element(draft, "z").details.message.correlation_key), "feel:orderId");
  ASSERT_EQ(element(draft, "e").details.payload.size(), 1U);
  EXPECT_EQ(shown(element(draft, "e").details.payload[0].value), "feel:1");
}

TEST(OnwardDialect, RefusesOtherValues) {
  EXPECT_EQ(problems_in(process("<startEvent id='s' onward:opportunity='maybe'/>")),
            "invalid-value 3:1 error");
  EXPECT_EQ(problems_in(process("<laneSet><lane id='l' onward:assign='boss'/></laneSet>")),
            "invalid-value 3:10 error");
}

}  // namespace
}  // namespace onward::bpmn_xml
