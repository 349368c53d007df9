// The tables of dialects.hpp.
#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/names.hpp"

namespace onward::bpmn_xml {
namespace {

using enum Treatment;

constexpr std::string_view jobs =
    "serviceTask sendTask businessRuleTask messageEventDefinition intermediateThrowEvent endEvent";

constexpr std::string_view doers = "serviceTask sendTask businessRuleTask";
constexpr std::string_view nodes =
    "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent task userTask "
    "manualTask serviceTask sendTask receiveTask scriptTask businessRuleTask subProcess "
    "transaction adHocSubProcess callActivity exclusiveGateway parallelGateway inclusiveGateway "
    "eventBasedGateway complexGateway";

constexpr VendorName camunda_attributes[] = {
    {"assignee", "userTask", read},
    {"candidateUsers", "userTask", read},
    {"candidateGroups", "userTask", read},
    {"dueDate", "userTask", read},
    {"followUpDate", "userTask", read},
    {"priority", "userTask", read},
    {"type", jobs, read},
    {"topic", jobs, read},
    {"taskPriority", "", warning},
    {"failedJobRetryTimeCycle", jobs, read},
    {"failedJobRetryTimeCycle", "", warning},
    {"decisionRef", "businessRuleTask", read},
    {"decisionRefBinding", "businessRuleTask", read},
    {"decisionRefVersion", "businessRuleTask", read},
    {"decisionRefVersionTag", "businessRuleTask", read},
    {"decisionRefTenantId", "businessRuleTask", not_executable},
    {"mapDecisionResult", "businessRuleTask", quiet},
    {"resultVariable", "businessRuleTask scriptTask serviceTask sendTask", read},
    {"calledElementBinding", "callActivity", read},
    {"calledElementVersion", "callActivity", read},
    {"calledElementVersionTag", "callActivity", read},
    {"collection", "multiInstanceLoopCharacteristics", read},
    {"elementVariable", "multiInstanceLoopCharacteristics", read},
    {"errorCodeVariable", "errorEventDefinition", read},
    {"errorMessageVariable", "errorEventDefinition", read},
    {"escalationCodeVariable", "escalationEventDefinition", read},
    {"versionTag", "process", read},
    {"candidateStarterUsers", "process", warning},
    {"candidateStarterGroups", "process", warning},
    {"historyTimeToLive", "process", quiet},
    {"isStartableInTasklist", "process", quiet},
    {"diagramRelationId", "", quiet},
    {"modelerTemplate", "", quiet},
    {"modelerTemplateVersion", "", quiet},
    {"modelerTemplateIcon", "", quiet},
    {"initiator", "startEvent", warning},
    {"asyncBefore", "", warning},
    {"asyncAfter", "", warning},
    {"async", "", warning},
    {"exclusive", "", warning},
    {"jobPriority", "", warning},
    {"formKey", "", warning},
    {"formRef", "", warning},
    {"formRefBinding", "", warning},
    {"formRefVersion", "", warning},
    {"formType", "", warning},
    {"formReadonlyMode", "", warning},
    {"formInit", "", warning},
    {"formHandlerClass", "", not_executable},
    {"errorMessage", "error", warning},
    {"variableName", "conditionalEventDefinition", not_executable},
    {"variableEvents", "conditionalEventDefinition", not_executable},
    {"class", "", not_executable},
    {"delegateExpression", "", not_executable},
    {"expression", "", not_executable},
    {"resource", "scriptTask sequenceFlow conditionExpression", not_executable},
    {"calledElementTenantId", "callActivity", not_executable},
    {"caseRef", "callActivity", not_executable},
    {"caseBinding", "callActivity", not_executable},
    {"caseVersion", "callActivity", not_executable},
    {"caseTenantId", "callActivity", not_executable},
    {"variableMappingClass", "callActivity", not_executable},
    {"variableMappingDelegateExpression", "callActivity", not_executable},
};

constexpr VendorName camunda_elements[] = {
    {"formData", "userTask", read},
    {"formData", "startEvent", warning},
    {"formProperty", "userTask startEvent", warning},
    {"inputOutput", nodes, read},
    {"failedJobRetryTimeCycle", jobs, read},
    {"failedJobRetryTimeCycle", "", warning},
    {"potentialStarter", "process", warning},
    {"in", "callActivity signalEventDefinition", read},
    {"out", "callActivity", read},
    {"properties", "", quiet},
    {"field", "", quiet},
    {"executionListener", "", not_executable},
    {"taskListener", "", not_executable},
    {"connector", "", not_executable},
    {"errorEventDefinition", "", not_executable},
};

/// What stands inside the elements that are read.
constexpr VendorName camunda_inner_attributes[] = {
    {"id", "formField value", read},
    {"label", "formField", read},
    {"type", "formField", read},
    {"defaultValue", "formField", read},
    {"name", "value constraint inputParameter outputParameter", read},
    {"config", "constraint", read},
    {"key", "entry", read},
    {"scriptFormat", "script", read},
    {"source", "in out", read},
    {"sourceExpression", "in out", read},
    {"target", "in out", read},
    {"variables", "in out", read},
    {"local", "in out", read},
    {"businessKey", "in", read},
    {"businessKey", "formData", not_executable},
    {"datePattern", "formField", warning},
    {"resource", "script", not_executable},
};

constexpr VendorName camunda_inner_elements[] = {
    {"formField", "formData", read},
    {"value", "formField list", read},
    {"validation", "formField", read},
    {"constraint", "validation", read},
    {"properties", "formField", quiet},
    {"inputParameter", "inputOutput", read},
    {"outputParameter", "inputOutput", read},
    {"list", "inputParameter outputParameter entry list", read},
    {"map", "inputParameter outputParameter entry list", read},
    {"entry", "map", read},
    {"script", "inputParameter outputParameter", read},
    {"script", "entry list", not_executable},
};

/// Flowable's and Activiti's words beside those that they share with camunda:.
constexpr VendorName flowable_attributes[] = {
    {"assignee", "userTask", read},
    {"candidateUsers", "userTask", read},
    {"candidateGroups", "userTask", read},
    {"dueDate", "userTask", read},
    {"priority", "userTask", read},
    {"failedJobRetryTimeCycle", "", read},
    {"collection", "multiInstanceLoopCharacteristics", read},
    {"elementVariable", "multiInstanceLoopCharacteristics", read},
    {"resultVariable", "businessRuleTask scriptTask serviceTask sendTask", read},
    {"type", jobs, read},
    {"candidateStarterUsers", "process", quiet},
    {"candidateStarterGroups", "process", quiet},
    {"category", "", quiet},
    {"async", "", warning},
    {"asyncLeave", "", warning},
    {"exclusive", "", warning},
    {"formKey", "", warning},
    {"formFieldValidation", "", warning},
    {"initiator", "startEvent", warning},
    {"owner", "userTask", warning},
    {"inheritBusinessKey", "callActivity", warning},
    {"class", "", not_executable},
    {"delegateExpression", "", not_executable},
    {"expression", "", not_executable},
    {"skipExpression", "", not_executable},
    {"triggerable", "", not_executable},
    {"businessCalendarName", "", not_executable},
    {"taskIdVariableName", "", not_executable},
    {"taskCompleterVariableName", "", not_executable},
    {"businessKey", "callActivity", not_executable},
    {"inheritVariables", "callActivity", not_executable},
    {"sameDeployment", "callActivity", not_executable},
    {"calledElementType", "callActivity", not_executable},
    {"useLocalScopeForResultVariable", "", not_executable},
    {"storeResultVariableAsTransient", "", not_executable},
    {"autoStoreVariables", "scriptTask", not_executable},
    {"elementIndexVariable", "multiInstanceLoopCharacteristics", not_executable},
    {"terminateAll", "terminateEventDefinition", not_executable},
};

constexpr VendorName flowable_elements[] = {
    {"in", "callActivity", read},
    {"out", "callActivity", read},
    {"failedJobRetryTimeCycle", "", read},
    {"field", "", quiet},
    {"formProperty", "userTask startEvent", warning},
    {"executionListener", "", not_executable},
    {"taskListener", "", not_executable},
    {"eventListener", "", not_executable},
    {"mapException", "", not_executable},
    {"customResource", "", not_executable},
    {"variableAggregation", "", not_executable},
    {"eventType", "", not_executable},
    {"channelKey", "", not_executable},
    {"triggerEventType", "", not_executable},
    {"eventInParameter", "", not_executable},
    {"eventOutParameter", "", not_executable},
    {"eventCorrelationParameter", "", not_executable},
};

constexpr VendorName flowable_inner_attributes[] = {
    {"source", "in out", read},
    {"sourceExpression", "in out", read},
    {"target", "in out", read},
    {"variables", "in out", read},
    {"businessKey", "in", read},
    {"local", "in out", read},
    {"targetExpression", "in out", not_executable},
    {"transient", "in out", warning},
};

constexpr VendorName zeebe_attributes[] = {
    {"modelerTemplate", "", quiet},
    {"modelerTemplateVersion", "", quiet},
    {"modelerTemplateIcon", "", quiet},
};

constexpr std::string_view zeebe_jobs =
    "serviceTask sendTask businessRuleTask intermediateThrowEvent endEvent";

constexpr VendorName zeebe_elements[] = {
    {"ioMapping", "", read},
    {"subscription", "message", read},
    {"calledElement", "callActivity", read},
    {"properties", "", quiet},
    {"userTask", "userTask", quiet},
    {"versionTag", "process", read},
    {"taskHeaders", zeebe_jobs, read},
    {"taskHeaders", "userTask scriptTask", read},
    {"taskDefinition", zeebe_jobs, read},
    {"taskDefinition", "scriptTask adHocSubProcess", not_executable},
    {"assignmentDefinition", "userTask", read},
    {"taskSchedule", "userTask", read},
    {"priorityDefinition", "userTask", read},
    {"calledDecision", "businessRuleTask", read},
    {"script", "scriptTask", read},
    {"loopCharacteristics", "multiInstanceLoopCharacteristics", read},
    {"userTaskForm", "process", warning},
    {"formDefinition", "userTask startEvent", warning},
    {"executionListeners", "", not_executable},
    {"taskListeners", "", not_executable},
    {"conditionalFilter", "", not_executable},
    {"adHoc", "adHocSubProcess", not_executable},
    {"linkedResources", "", not_executable},
};

constexpr VendorName zeebe_inner_attributes[] = {
    {"source", "input output", read},
    {"target", "input output", read},
    {"correlationKey", "subscription", read},
    {"processId", "calledElement", read},
    {"propagateAllParentVariables", "calledElement", read},
    {"propagateAllChildVariables", "calledElement", read},
    {"bindingType", "calledElement calledDecision", read},
    {"versionTag", "calledElement calledDecision", read},
    {"decisionId", "calledDecision", read},
    {"resultVariable", "calledDecision script", read},
    {"expression", "script", read},
    {"type", "taskDefinition", read},
    {"retries", "taskDefinition", read},
    {"assignee", "assignmentDefinition", read},
    {"candidateUsers", "assignmentDefinition", read},
    {"candidateGroups", "assignmentDefinition", read},
    {"dueDate", "taskSchedule", read},
    {"followUpDate", "taskSchedule", read},
    {"priority", "priorityDefinition", read},
    {"inputCollection", "loopCharacteristics", read},
    {"inputElement", "loopCharacteristics", read},
    {"outputCollection", "loopCharacteristics", read},
    {"outputElement", "loopCharacteristics", read},
    {"key", "header", read},
    {"value", "header versionTag", read},
};

constexpr VendorName zeebe_inner_elements[] = {
    {"input", "ioMapping", read},
    {"output", "ioMapping", read},
    {"header", "taskHeaders", read},
};

constexpr std::string_view simulated =
    "userTask serviceTask sendTask businessRuleTask receiveTask intermediateCatchEvent "
    "intermediateThrowEvent boundaryEvent startEvent endEvent sequenceFlow";

constexpr VendorName onward_attributes[] = {
    {"opportunityKind", "process", read},
    {"versionTag", "process", read},
    {"zone", "process", read},
    {"calendar", "userTask timerEventDefinition", read},
    {"group", "lane", read},
    {"assign", "lane", read},
    {"stage", nodes, read},
    {"waitsOn", nodes, read},
    {"pausedWhile", "timerEventDefinition", read},
    {"opportunity", "startEvent", read},
    {"due", "userTask", read},
    {"followUp", "userTask", read},
    {"contact", "userTask", read},
    {"action", doers, read},
    {"connector", doers, read},
    {"worker", doers, read},
    {"retries", doers, read},
    {"backoff", doers, read},
    {"resultVariable", doers, read},
    {"collect", "multiInstanceLoopCharacteristics", read},
    {"collected", "multiInstanceLoopCharacteristics", read},
    {"maximum", "standardLoopCharacteristics", read},
    {"timeToLive", "message", read},
    {"correlationKey", "message messageEventDefinition sendTask receiveTask", read},
};

constexpr std::string_view field_attributes =
    "id! label type required requiredIf default min max above keep";

constexpr OnwardElement onward_table[] = {
    {"deliverable", "userTask", "optional", true},
    {"instructions", "userTask", "", true},
    {"form", "userTask", "", false},
    {"field", "form field", field_attributes, false},
    {"option", "field", "value! label", false},
    {"checklist", "userTask", "", false},
    {"item", "checklist", "id! text! remarkRequired", false},
    {"show", "userTask", "variable!", false},
    {"calendar", "process", "id! holidays", false},
    {"open", "calendar", "days! hours!", false},
    {"input", nodes, "name! value!", false},
    {"output", nodes, "name! value!", false},
    {"payload", "intermediateThrowEvent endEvent sendTask", "name! value!", false},
    {"simulation", simulated, "duration probability", false},
};

constexpr VendorName onward_names[] = {
    {"deliverable", "userTask", read},
    {"instructions", "userTask", read},
    {"form", "userTask", read},
    {"checklist", "userTask", read},
    {"show", "userTask", read},
    {"calendar", "process", read},
    {"input", nodes, read},
    {"output", nodes, read},
    {"payload", "intermediateThrowEvent endEvent sendTask", read},
    {"simulation", simulated, read},
};

constexpr Dialect table[] = {
    {"onward", onward_uri, Strictness::unknown_is_error, onward_attributes, onward_names, {}, {}},
    {"camunda", "http://camunda.org/schema/1.0/bpmn", Strictness::unknown_is_warning,
     camunda_attributes, camunda_elements, camunda_inner_attributes, camunda_inner_elements},
    {"operaton", "http://operaton.org/schema/1.0/bpmn", Strictness::unknown_is_warning,
     camunda_attributes, camunda_elements, camunda_inner_attributes, camunda_inner_elements},
    {"flowable",
     "http://flowable.org/bpmn",
     Strictness::unknown_is_warning,
     flowable_attributes,
     flowable_elements,
     flowable_inner_attributes,
     {}},
    {"activiti",
     "http://activiti.org/bpmn",
     Strictness::unknown_is_warning,
     flowable_attributes,
     flowable_elements,
     flowable_inner_attributes,
     {}},
    {"zeebe", zeebe_uri, Strictness::unknown_is_warning, zeebe_attributes, zeebe_elements,
     zeebe_inner_attributes, zeebe_inner_elements},
};

}  // namespace

std::span<const Dialect> dialects() { return table; }
std::span<const OnwardElement> onward_elements() { return onward_table; }

}  // namespace onward::bpmn_xml
