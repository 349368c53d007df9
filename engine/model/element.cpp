// The names of kinds: BPMN's own words for what the API shows, and the questions that rules and
// behaviours ask of a kind.
#include "engine/model/element.hpp"

#include "engine/base/check.hpp"

namespace onward::model {

std::string_view bpmn_name(ElementKind kind) {
  switch (kind) {
    case ElementKind::start_event: return "startEvent";
    case ElementKind::end_event: return "endEvent";
    case ElementKind::intermediate_catch_event: return "intermediateCatchEvent";
    case ElementKind::intermediate_throw_event: return "intermediateThrowEvent";
    case ElementKind::boundary_event: return "boundaryEvent";
    case ElementKind::task: return "task";
    case ElementKind::user_task: return "userTask";
    case ElementKind::manual_task: return "manualTask";
    case ElementKind::service_task: return "serviceTask";
    case ElementKind::send_task: return "sendTask";
    case ElementKind::receive_task: return "receiveTask";
    case ElementKind::script_task: return "scriptTask";
    case ElementKind::business_rule_task: return "businessRuleTask";
    case ElementKind::sub_process: return "subProcess";
    case ElementKind::event_sub_process: return "eventSubProcess";
    case ElementKind::transaction: return "transaction";
    case ElementKind::ad_hoc_sub_process: return "adHocSubProcess";
    case ElementKind::call_activity: return "callActivity";
    case ElementKind::exclusive_gateway: return "exclusiveGateway";
    case ElementKind::parallel_gateway: return "parallelGateway";
    case ElementKind::inclusive_gateway: return "inclusiveGateway";
    case ElementKind::event_based_gateway: return "eventBasedGateway";
    case ElementKind::complex_gateway: return "complexGateway";
  }
  ONWARD_CHECK(false);
  return {};
}

bool is_event(ElementKind kind) {
  switch (kind) {
    case ElementKind::start_event:
    case ElementKind::end_event:
    case ElementKind::intermediate_catch_event:
    case ElementKind::intermediate_throw_event:
    case ElementKind::boundary_event: return true;
    case ElementKind::task:
    case ElementKind::user_task:
    case ElementKind::manual_task:
    case ElementKind::service_task:
    case ElementKind::send_task:
    case ElementKind::receive_task:
    case ElementKind::script_task:
    case ElementKind::business_rule_task:
    case ElementKind::sub_process:
    case ElementKind::event_sub_process:
    case ElementKind::transaction:
    case ElementKind::ad_hoc_sub_process:
    case ElementKind::call_activity:
    case ElementKind::exclusive_gateway:
    case ElementKind::parallel_gateway:
    case ElementKind::inclusive_gateway:
    case ElementKind::event_based_gateway:
    case ElementKind::complex_gateway: return false;
  }
  ONWARD_CHECK(false);
  return false;
}

bool is_gateway(ElementKind kind) {
  return kind == ElementKind::exclusive_gateway || kind == ElementKind::parallel_gateway ||
         kind == ElementKind::inclusive_gateway || kind == ElementKind::event_based_gateway ||
         kind == ElementKind::complex_gateway;
}

bool is_sub_process(ElementKind kind) {
  return kind == ElementKind::sub_process || kind == ElementKind::event_sub_process ||
         kind == ElementKind::transaction || kind == ElementKind::ad_hoc_sub_process;
}

bool is_activity(ElementKind kind) { return !is_event(kind) && !is_gateway(kind); }

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::none: return "none";
    case EventKind::message: return "message";
    case EventKind::timer: return "timer";
    case EventKind::signal: return "signal";
    case EventKind::error: return "error";
    case EventKind::escalation: return "escalation";
    case EventKind::conditional: return "conditional";
    case EventKind::link: return "link";
    case EventKind::terminate: return "terminate";
    case EventKind::compensation: return "compensation";
    case EventKind::cancel: return "cancel";
  }
  ONWARD_CHECK(false);
  return {};
}

std::string_view to_string(FieldType type) {
  switch (type) {
    case FieldType::string: return "string";
    case FieldType::text: return "text";
    case FieldType::boolean: return "boolean";
    case FieldType::number: return "number";
    case FieldType::date: return "date";
    case FieldType::date_time: return "dateTime";
    case FieldType::enumeration: return "enum";
    case FieldType::list: return "list";
  }
  ONWARD_CHECK(false);
  return {};
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::not_executable: return "not-executable";
    case Severity::warning: return "warning";
  }
  ONWARD_CHECK(false);
  return {};
}

}  // namespace onward::model
