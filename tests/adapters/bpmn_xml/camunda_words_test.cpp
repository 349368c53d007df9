// Every word that Camunda 7 knows, and Operaton with it: each is read, or has a diagnostic that
// names it. In silence only what modelers write unasked, and what has a meaning only beside
// something that is not executable.
#include "tests/adapters/bpmn_xml/vocabulary.hpp"

namespace onward::bpmn_xml {
namespace {

struct Word {
  const char* owner;
  const char* name;     ///< "@" in front of an attribute's
  const char* meaning;  ///< read, unasked, warning or not-executable
};

constexpr Word words[] = {
    {"userTask", "@async", "warning"},
    {"userTask", "@asyncBefore", "warning"},
    {"userTask", "@asyncAfter", "warning"},
    {"userTask", "@exclusive", "warning"},
    {"userTask", "@jobPriority", "warning"},
    {"serviceTask", "@async", "warning"},
    {"serviceTask", "@asyncBefore", "warning"},
    {"serviceTask", "@asyncAfter", "warning"},
    {"serviceTask", "@exclusive", "warning"},
    {"serviceTask", "@jobPriority", "warning"},
    {"callActivity", "@async", "warning"},
    {"callActivity", "@asyncBefore", "warning"},
    {"callActivity", "@asyncAfter", "warning"},
    {"callActivity", "@exclusive", "warning"},
    {"callActivity", "@jobPriority", "warning"},
    {"exclusiveGateway", "@async", "warning"},
    {"exclusiveGateway", "@asyncBefore", "warning"},
    {"exclusiveGateway", "@asyncAfter", "warning"},
    {"exclusiveGateway", "@exclusive", "warning"},
    {"exclusiveGateway", "@jobPriority", "warning"},
    {"startEvent", "@async", "warning"},
    {"startEvent", "@asyncBefore", "warning"},
    {"startEvent", "@asyncAfter", "warning"},
    {"startEvent", "@exclusive", "warning"},
    {"startEvent", "@jobPriority", "warning"},
    {"process", "@jobPriority", "warning"},
    {"process", "@taskPriority", "warning"},
    {"serviceTask", "@taskPriority", "warning"},
    {"multiInstanceLoopCharacteristics", "@asyncBefore", "warning"},
    {"multiInstanceLoopCharacteristics", "@asyncAfter", "warning"},
    {"multiInstanceLoopCharacteristics", "@exclusive", "warning"},
    {"multiInstanceLoopCharacteristics", "@collection", "read"},
    {"multiInstanceLoopCharacteristics", "@elementVariable", "read"},
    {"signalEventDefinition", "@async", "warning"},
    {"errorEventDefinition", "@errorCodeVariable", "read"},
    {"errorEventDefinition", "@errorMessageVariable", "read"},
    {"error", "@errorMessage", "warning"},
    {"escalationEventDefinition", "@escalationCodeVariable", "read"},
    {"conditionalEventDefinition", "@variableName", "not-executable"},
    {"conditionalEventDefinition", "@variableEvents", "not-executable"},
    {"startEvent", "@initiator", "warning"},
    {"startEvent", "@formKey", "warning"},
    {"startEvent", "@formRef", "warning"},
    {"startEvent", "@formRefBinding", "warning"},
    {"startEvent", "@formRefVersion", "warning"},
    {"startEvent", "@formType", "warning"},
    {"startEvent", "@formReadonlyMode", "warning"},
    {"startEvent", "@formInit", "warning"},
    {"userTask", "@formKey", "warning"},
    {"userTask", "@formRef", "warning"},
    {"userTask", "@formRefBinding", "warning"},
    {"userTask", "@formRefVersion", "warning"},
    {"userTask", "@formType", "warning"},
    {"userTask", "@formReadonlyMode", "warning"},
    {"userTask", "@formInit", "warning"},
    {"startEvent", "@formHandlerClass", "not-executable"},
    {"userTask", "@formHandlerClass", "not-executable"},
    {"userTask", "@assignee", "read"},
    {"userTask", "@candidateUsers", "read"},
    {"userTask", "@candidateGroups", "read"},
    {"userTask", "@dueDate", "read"},
    {"userTask", "@followUpDate", "read"},
    {"userTask", "@priority", "read"},
    {"callActivity", "@calledElementBinding", "read"},
    {"callActivity", "@calledElementVersion", "read"},
    {"callActivity", "@calledElementVersionTag", "read"},
    {"callActivity", "@calledElementTenantId", "not-executable"},
    {"callActivity", "@caseRef", "not-executable"},
    {"callActivity", "@caseBinding", "not-executable"},
    {"callActivity", "@caseVersion", "not-executable"},
    {"callActivity", "@caseTenantId", "not-executable"},
    {"callActivity", "@variableMappingClass", "not-executable"},
    {"callActivity", "@variableMappingDelegateExpression", "not-executable"},
    {"serviceTask", "@class", "not-executable"},
    {"serviceTask", "@expression", "not-executable"},
    {"serviceTask", "@delegateExpression", "not-executable"},
    {"sendTask", "@class", "not-executable"},
    {"sendTask", "@expression", "not-executable"},
    {"sendTask", "@delegateExpression", "not-executable"},
    {"businessRuleTask", "@class", "not-executable"},
    {"businessRuleTask", "@expression", "not-executable"},
    {"businessRuleTask", "@delegateExpression", "not-executable"},
    {"messageEventDefinition", "@class", "not-executable"},
    {"messageEventDefinition", "@expression", "not-executable"},
    {"messageEventDefinition", "@delegateExpression", "not-executable"},
    {"serviceTask", "@resultVariable", "read"},
    {"sendTask", "@resultVariable", "read"},
    {"businessRuleTask", "@resultVariable", "read"},
    {"messageEventDefinition", "@resultVariable", "warning"},
    {"serviceTask", "@topic", "read"},
    {"sendTask", "@topic", "read"},
    {"businessRuleTask", "@topic", "read"},
    {"messageEventDefinition", "@topic", "read"},
    {"businessRuleTask", "@decisionRef", "read"},
    {"businessRuleTask", "@decisionRefBinding", "read"},
    {"businessRuleTask", "@decisionRefVersion", "read"},
    {"businessRuleTask", "@decisionRefVersionTag", "read"},
    {"businessRuleTask", "@mapDecisionResult", "read"},
    {"businessRuleTask", "@decisionRefTenantId", "not-executable"},
    {"scriptTask", "@resultVariable", "read"},
    {"scriptTask", "@resource", "not-executable"},
    {"conditionExpression", "@resource", "not-executable"},
    {"process", "@versionTag", "read"},
    {"process", "@candidateStarterUsers", "warning"},
    {"process", "@candidateStarterGroups", "warning"},
    {"process", "@historyTimeToLive", "unasked"},
    {"process", "@isStartableInTasklist", "unasked"},
    {"process", "@modelerTemplate", "unasked"},
    {"process", "@modelerTemplateVersion", "unasked"},
    {"process", "@modelerTemplateIcon", "unasked"},
    {"serviceTask", "@modelerTemplate", "unasked"},
    {"serviceTask", "@modelerTemplateVersion", "unasked"},
    {"serviceTask", "@modelerTemplateIcon", "unasked"},
    {"process", "@diagramRelationId", "unasked"},
    {"process", "potentialStarter", "warning"},
    {"userTask", "formData", "read"},
    {"startEvent", "formData", "warning"},
    {"startEvent", "formProperty", "warning"},
    {"userTask", "formProperty", "warning"},
    {"userTask", "inputOutput", "read"},
    {"serviceTask", "inputOutput", "read"},
    {"startEvent", "inputOutput", "read"},
    {"endEvent", "inputOutput", "read"},
    {"subProcess", "inputOutput", "read"},
    {"callActivity", "inputOutput", "read"},
    {"process", "inputOutput", "warning"},
    {"serviceTask", "failedJobRetryTimeCycle", "read"},
    {"userTask", "failedJobRetryTimeCycle", "warning"},
    {"startEvent", "failedJobRetryTimeCycle", "warning"},
    {"exclusiveGateway", "failedJobRetryTimeCycle", "warning"},
    {"callActivity", "in", "read"},
    {"signalEventDefinition", "in", "read"},
    {"callActivity", "out", "read"},
    {"serviceTask", "connector", "not-executable"},
    {"serviceTask", "errorEventDefinition", "not-executable"},
    {"sendTask", "connector", "not-executable"},
    {"sendTask", "errorEventDefinition", "not-executable"},
    {"process", "executionListener", "not-executable"},
    {"userTask", "executionListener", "not-executable"},
    {"exclusiveGateway", "executionListener", "not-executable"},
    {"userTask", "taskListener", "not-executable"},
    {"process", "properties", "unasked"},
    {"userTask", "properties", "unasked"},
    {"serviceTask", "field", "unasked"},
};

/// "" when the word is read or unasked, and then its row in the tables must say so.
std::string expected(const Word& word) {
  const std::string meaning = word.meaning;
  return meaning == "read" || meaning == "unasked" ? "" : meaning;
}

bool has_row(const Dialect& dialect, const Word& word) {
  const std::string name = word.name;
  const bool is_attribute = name.starts_with('@');
  const Treatment wanted =
      std::string(word.meaning) == "unasked" ? Treatment::quiet : Treatment::read;
  for (const VendorName& row : is_attribute ? dialect.attributes : dialect.elements)
    if (row.name == name.substr(is_attribute ? 1 : 0) &&
        (row.treatment == wanted || row.name == "mapDecisionResult"))
      return true;
  return false;
}

TEST(CamundaWords, EachIsReadOrNamed) {
  for (const Dialect& dialect : dialects()) {
    if (dialect.prefix != "camunda" && dialect.prefix != "operaton") continue;
    for (const Word& word : words) {
      const std::string name = word.name;
      const bool is_attribute = name.starts_with('@');
      const std::string bare = name.substr(is_attribute ? 1 : 0);
      const std::string document =
          is_attribute ? with_owner(word.owner, " v:" + bare + "='x'", "")
                       : with_owner(word.owner, "",
                                    "<extensionElements><v:" + bare + "/></extensionElements>");
      const std::string full = std::string(dialect.prefix) + ":" + bare;
      EXPECT_EQ(said(declared(document, dialect), full), expected(word))
          << full << " on " << word.owner;
      if (expected(word).empty()) {
        EXPECT_TRUE(has_row(dialect, word)) << full << " on " << word.owner;
      }
    }
  }
}

TEST(CamundaWords, WhatStandsInsideThemIsReadOrNamed) {
  const struct {
    const char *owner, *inside, *word, *said;
  } cases[] = {
      {"userTask", "<v:formData businessKey='b'/>", "businessKey", "not-executable"},
      {"userTask",
       "<v:formData><v:formField id='a' label='l' type='long' defaultValue='1'/></v:formData>", "",
       ""},
      {"userTask", "<v:formData><v:formField id='a' type='date' datePattern='dd'/></v:formData>",
       "datePattern", "warning"},
      {"userTask",
       "<v:formData><v:formField id='a' type='enum'><v:value id='x' "
       "name='y'/><v:validation><v:constraint name='required' "
       "config='true'/></v:validation></v:formField></v:formData>",
       "", ""},
      {"userTask",
       "<v:inputOutput><v:inputParameter name='a'><v:script scriptFormat='feel' "
       "resource='x'/></v:inputParameter></v:inputOutput>",
       "resource", "not-executable"},
      {"userTask",
       "<v:inputOutput><v:inputParameter name='a'><v:list><v:script "
       "scriptFormat='feel'>1</v:script></v:list></v:inputParameter></v:inputOutput>",
       "script", "not-executable"},
      {"userTask",
       "<v:inputOutput><v:outputParameter name='a'><v:map><v:entry key='k'><v:script "
       "scriptFormat='feel'>1</v:script></v:entry></v:map></v:outputParameter></v:inputOutput>",
       "script", "not-executable"},
      {"userTask",
       "<v:inputOutput><v:inputParameter "
       "name='a'><v:connectorId/></v:inputParameter></v:inputOutput>",
       "connectorId", "warning"},
      {"callActivity",
       "<v:in source='a' target='b' local='true'/><v:in businessKey='k'/><v:out "
       "sourceExpression='a' target='b'/><v:out variables='all'/>",
       "", ""},
      {"callActivity", "<v:out businessKey='k'/>", "businessKey", "warning"},
  };
  for (const Dialect& dialect : dialects()) {
    if (dialect.prefix != "camunda" && dialect.prefix != "operaton") continue;
    for (const auto& each : cases) {
      const std::string document = declared(
          with_owner(each.owner, "",
                     "<extensionElements>" + std::string(each.inside) + "</extensionElements>"),
          dialect);
      if (*each.word == '\0')
        EXPECT_EQ(problems_in(document), "") << each.inside;
      else
        EXPECT_EQ(said(document, std::string(dialect.prefix) + ":" + each.word), each.said)
            << each.inside;
    }
  }
}

TEST(CamundaWords, AResultListIsOnlyWhatTheHitPolicyGives) {
  EXPECT_EQ(problems_in(process("<businessRuleTask id='t' camunda:decisionRef='d' "
                                "camunda:mapDecisionResult='resultList'/>")),
            "no-effect 3:1 warning");
  for (const char* shape : {"singleEntry", "singleResult", "collectEntries"})
    EXPECT_EQ(problems_in(process("<businessRuleTask id='t' camunda:decisionRef='d' "
                                  "camunda:mapDecisionResult='" +
                                  std::string(shape) + "'/>")),
              "");
}

}  // namespace
}  // namespace onward::bpmn_xml
