// Writes what elements say beyond their place in the graph: first what stands in extensionElements,
// then attributes and children of BPMN's own.
#include <algorithm>

#include "adapters/bpmn_xml/target.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using model::ElementKind;
using model::Formula;
using model::Language;
using model::Mapping;

void set_formula(pugi::xml_node node, const char* name, const Formula& formula, Bare bare) {
  set(node, name, text_of(formula, bare));
}

void add_mapping(pugi::xml_node parent, const char* name, const Mapping& mapping) {
  const pugi::xml_node node = add(parent, name);
  set_always(node, "name", mapping.name);
  set_always(node, "value", text_of(mapping.value, Bare::feel));
}

void add_field(pugi::xml_node parent, const model::FormField& field) {
  const pugi::xml_node node = add(parent, "onward:field");
  set_always(node, "id", field.id);
  if (field.label != field.id) set_always(node, "label", field.label);
  set_always(node, "type", model::to_string(field.type));
  set_true(node, "required", field.required);
  set_formula(node, "requiredIf", field.required_if, Bare::feel);
  set_formula(node, "default", field.default_value, Bare::feel);
  if (field.min) set(node, field.exclusive_min ? "above" : "min", field.min->to_text());
  if (field.max) set(node, "max", field.max->to_text());
  set(node, "keep", field.keep);
  for (const model::FieldOption& option : field.options) {
    const pugi::xml_node each = add(node, "onward:option");
    set_always(each, "value", option.value);
    if (option.label != option.value) set_always(each, "label", option.label);
  }
  for (const model::FormField& column : field.fields) add_field(node, column);
}

void add_constraint(pugi::xml_node field, const char* name, const std::string& config) {
  pugi::xml_node list = field.child("camunda:validation");
  if (!list) list = add(field, "camunda:validation");
  const pugi::xml_node node = add(list, "camunda:constraint");
  set_always(node, "name", name);
  set(node, "config", config);
}

/// A default that is a text of its own can only come from a vendor's form, and only such a form can
/// say it.
bool is_vendor_form(const std::vector<model::FormField>& form) {
  return std::any_of(form.begin(), form.end(), [](const model::FormField& field) {
    return !field.default_value.empty() && field.default_value.language == Language::literal;
  });
}

void add_vendor_field(pugi::xml_node parent, const model::FormField& field) {
  const pugi::xml_node node = add(parent, "camunda:formField");
  set_always(node, "id", field.id);
  if (field.label != field.id) set_always(node, "label", field.label);
  const bool is_number = field.type == model::FieldType::number;
  set_always(node, "type", is_number ? "double" : model::to_string(field.type));
  const bool as_written = is_number || field.type == model::FieldType::boolean;
  set_formula(node, "defaultValue", field.default_value, as_written ? Bare::feel : Bare::literal);
  for (const model::FieldOption& option : field.options) {
    const pugi::xml_node value = add(node, "camunda:value");
    set_always(value, "id", option.value);
    if (option.label != option.value) set_always(value, "name", option.label);
  }
  if (field.required) add_constraint(node, "required", {});
  if (field.min) add_constraint(node, "min", field.min->to_text());
  if (field.max) add_constraint(node, "max", field.max->to_text());
}

void add_user_extensions(const model::UserTask& user, pugi::xml_node node) {
  if (!user.deliverable.empty() || user.deliverable_optional)
    set_true(add_text(node, "onward:deliverable", user.deliverable), "optional",
             user.deliverable_optional);
  if (!user.instructions.empty()) add_text(node, "onward:instructions", user.instructions);
  if (is_vendor_form(user.form)) {
    const pugi::xml_node form = add(node, "camunda:formData");
    for (const model::FormField& field : user.form) add_vendor_field(form, field);
  } else if (!user.form.empty()) {
    const pugi::xml_node form = add(node, "onward:form");
    for (const model::FormField& field : user.form) add_field(form, field);
  }
  if (!user.checklist.empty()) {
    const pugi::xml_node list = add(node, "onward:checklist");
    for (const model::ChecklistItem& item : user.checklist) {
      const pugi::xml_node each = add(list, "onward:item");
      set_always(each, "id", item.id);
      set_always(each, "text", item.text);
      set_true(each, "remarkRequired", item.remark_required);
    }
  }
  for (const std::string& variable : user.shows)
    set_always(add(node, "onward:show"), "variable", variable);
}

enum class Words : std::uint8_t { onward, camunda, zeebe };

/// The words that can say all of these mappings: our own when each is an expression, camunda:'s
/// when one is a text, zeebe:'s when one goes into a member.
Words words_for(const std::vector<Mapping>& mappings, std::size_t count, bool ours_mean_arguments) {
  Words words = ours_mean_arguments ? Words::camunda : Words::onward;
  for (std::size_t i = 0; i < count; ++i) {
    if (!mappings[i].path.empty()) return Words::zeebe;
    if (mappings[i].value.language == Language::literal) words = Words::camunda;
  }
  return words;
}

void add_zeebe(pugi::xml_node extensions, const char* name, const Mapping& mapping) {
  pugi::xml_node list = extensions.child("zeebe:ioMapping");
  if (!list) list = add(extensions, "zeebe:ioMapping");
  const pugi::xml_node node = add(list, name);
  std::string target = mapping.name;
  for (const std::string& member : mapping.path) target += "." + member;
  set_always(node, "source", text_of(mapping.value, Bare::literal));
  set_always(node, "target", target);
}

void add_camunda(pugi::xml_node extensions, const char* name, const Mapping& mapping) {
  pugi::xml_node list = extensions.child("camunda:inputOutput");
  if (!list) list = add(extensions, "camunda:inputOutput");
  const pugi::xml_node node = add_text(list, name, text_of(mapping.value, Bare::literal));
  set_always(node, "name", mapping.name);
}

void add_io(const model::DraftElement& element, pugi::xml_node node) {
  const model::Details& details = element.details;
  const bool creates = details.opportunity == model::Details::OpportunityUse::create;
  const bool has_arguments =
      details.job.kind == model::JobKind::action || details.job.kind == model::JobKind::connector;
  for (const Mapping& each : details.job.inputs) add_mapping(node, "onward:input", each);
  for (const Mapping& each : details.opportunity_inputs) add_mapping(node, "onward:input", each);
  const DataPart part = data_part_of(element);
  const auto& inputs = details.io.inputs;
  const auto& outputs = details.io.outputs;
  const Words in = words_for(inputs, part.inputs, creates || has_arguments);
  Words out = words_for(outputs, part.outputs, false);
  if (!details.io.propagate_rest) out = Words::zeebe;
  for (std::size_t i = 0; i < part.inputs; ++i) {
    if (in == Words::onward) add_mapping(node, "onward:input", inputs[i]);
    if (in == Words::camunda) add_camunda(node, "camunda:inputParameter", inputs[i]);
    if (in == Words::zeebe) add_zeebe(node, "zeebe:input", inputs[i]);
  }
  for (std::size_t i = 0; i < part.outputs; ++i) {
    if (out == Words::onward) add_mapping(node, "onward:output", outputs[i]);
    if (out == Words::camunda) add_camunda(node, "camunda:outputParameter", outputs[i]);
    if (out == Words::zeebe) add_zeebe(node, "zeebe:output", outputs[i]);
  }
  for (const Mapping& each : details.payload)
    if (each.copy_of.empty()) add_mapping(node, "onward:payload", each);
}

void add_passing(pugi::xml_node node, const char* name, bool all, bool all_local,
                 const std::vector<Mapping>& mappings, const std::vector<Mapping>& local) {
  const bool says_nothing = all && !all_local && mappings.empty() && local.empty();
  if (says_nothing) return;
  if (all) set_always(add(node, name), "variables", "all");
  const auto write = [&](const Mapping& mapping, bool is_local) {
    const pugi::xml_node each = add(node, name);
    const bool is_name =
        mapping.value.language == Language::feel && xml::is_plain_name(mapping.value.text);
    set_formula(each, is_name ? "source" : "sourceExpression", mapping.value, Bare::feel);
    set_always(each, "target", mapping.name);
    set_true(each, "local", is_local);
  };
  for (const Mapping& mapping : mappings) write(mapping, false);
  if (all_local) {
    const pugi::xml_node each = add(node, name);
    set_always(each, "variables", "all");
    set_always(each, "local", "true");
  }
  for (const Mapping& mapping : local) write(mapping, true);
}

void set_user(const model::UserTask& user, pugi::xml_node node) {
  set_formula(node, "camunda:assignee", user.assignee, Bare::literal);
  set_formula(node, "camunda:candidateUsers", user.candidate_users, Bare::literal);
  set_formula(node, "camunda:candidateGroups", user.candidate_groups, Bare::literal);
  set_formula(node, "camunda:priority", user.priority, Bare::feel);
  set_formula(node, "onward:due", user.due, Bare::time);
  set_formula(node, "onward:followUp", user.follow_up, Bare::time);
  set(node, "onward:calendar", user.calendar);
  set_true(node, "onward:contact", user.contact);
}

/// On tasks by our own words; a throw event has only camunda:'s.
void set_task_job(const model::JobTask& job, pugi::xml_node node) {
  const char* name = job.kind == model::JobKind::action      ? "onward:action"
                     : job.kind == model::JobKind::connector ? "onward:connector"
                                                             : "onward:worker";
  if (job.kind != model::JobKind::none) set_always(node, name, text_of(job.topic, Bare::literal));
  if (job.retries != 3) set(node, "onward:retries", std::to_string(job.retries));
  set(node, "onward:backoff", job.backoff);
  set(node, "onward:resultVariable", job.result_variable);
}

/// camunda: says the attempts of an event's job together with the wait between them only.
bool only_zeebe_says(const model::JobTask& job) { return job.retries != 3 && job.backoff.empty(); }

void add_event_job(const model::JobTask& job, pugi::xml_node extensions) {
  if (job.kind == model::JobKind::none || !only_zeebe_says(job)) return;
  const pugi::xml_node definition = add(extensions, "zeebe:taskDefinition");
  set_formula(definition, "type", job.topic, Bare::literal);
  set(definition, "retries", std::to_string(job.retries));
}

void set_event_job(const model::JobTask& job, pugi::xml_node event) {
  if (job.kind == model::JobKind::none || only_zeebe_says(job)) return;
  pugi::xml_node node = event.child("bpmn:messageEventDefinition");
  if (!node) node = event;
  set_always(node, "camunda:type", "external");
  set_formula(node, "camunda:topic", job.topic, Bare::literal);
  set(event, "camunda:resultVariable", job.result_variable);
  if (!job.backoff.empty())
    set(event, "camunda:failedJobRetryTimeCycle",
        "R" + std::to_string(job.retries) + "/" + job.backoff);
}

void set_binding(model::Binding binding, const Formula& version, const std::string& prefix,
                 pugi::xml_node node) {
  if (binding == model::Binding::latest) return;
  const char* name = binding == model::Binding::deployment ? "deployment"
                     : binding == model::Binding::version  ? "version"
                                                           : "versionTag";
  set_always(node, (prefix + "Binding").c_str(), name);
  const std::string which =
      prefix + (binding == model::Binding::version_tag ? "VersionTag" : "Version");
  set_formula(node, which.c_str(), version, Bare::literal);
}

void set_decision(const model::DecisionTask& decision, const model::JobTask& job,
                  pugi::xml_node node) {
  set_formula(node, "camunda:decisionRef", decision.decision, Bare::literal);
  set_binding(decision.binding, decision.version, "camunda:decisionRef", node);
  if (decision.result_variable != job.result_variable)
    set(node, "camunda:resultVariable", decision.result_variable);
}

void set_common(const model::Details& details, pugi::xml_node node) {
  set(node, "onward:stage", details.stage);
  set(node, "onward:waitsOn", details.waits_on);
  set_true(node, "isForCompensation", details.for_compensation);
  if (details.start_quantity != 1)
    set(node, "startQuantity", std::to_string(details.start_quantity));
  if (details.completion_quantity != 1)
    set(node, "completionQuantity", std::to_string(details.completion_quantity));
}

void set_message(const model::EventDefinition& message, pugi::xml_node node) {
  if (message.kind != model::EventKind::message) return;
  set(node, "messageRef", message.ref);
  if (!message.key_of_payload)
    set_formula(node, "onward:correlationKey", message.correlation_key, Bare::feel);
}

void set_attributes(const model::DraftElement& element, pugi::xml_node node) {
  const model::Details& details = element.details;
  set_common(details, node);
  switch (element.kind) {
    case ElementKind::start_event:
      set_false(node, "isInterrupting", details.interrupting);
      if (details.opportunity == model::Details::OpportunityUse::create)
        set(node, "onward:opportunity", "create");
      if (details.opportunity == model::Details::OpportunityUse::from_signal)
        set(node, "onward:opportunity", "from-signal");
      break;
    case ElementKind::boundary_event:
      set_always(node, "attachedToRef", element.attached_to);
      set_false(node, "cancelActivity", details.interrupting);
      break;
    case ElementKind::user_task: set_user(details.user, node); break;
    case ElementKind::business_rule_task:
      set_decision(details.decision, details.job, node);
      set_task_job(details.job, node);
      break;
    case ElementKind::send_task:
    case ElementKind::service_task: set_task_job(details.job, node); break;
    case ElementKind::script_task:
      set(node, "camunda:resultVariable", details.script.result_variable);
      break;
    case ElementKind::event_sub_process: set_always(node, "triggeredByEvent", "true"); break;
    case ElementKind::ad_hoc_sub_process:
      if (details.ad_hoc_sequential) set(node, "ordering", "Sequential");
      set_false(node, "cancelRemainingInstances", details.cancel_remaining);
      break;
    case ElementKind::call_activity:
      set_formula(node, "calledElement", details.call.called, Bare::literal);
      set_binding(details.call.binding, details.call.version, "camunda:calledElement", node);
      break;
    case ElementKind::event_based_gateway:
      if (details.parallel_start) set(node, "eventGatewayType", "Parallel");
      break;
    case ElementKind::end_event:
    case ElementKind::intermediate_catch_event:
    case ElementKind::intermediate_throw_event:
    case ElementKind::task:
    case ElementKind::manual_task:
    case ElementKind::receive_task:
    case ElementKind::sub_process:
    case ElementKind::transaction:
    case ElementKind::exclusive_gateway:
    case ElementKind::parallel_gateway:
    case ElementKind::inclusive_gateway:
    case ElementKind::complex_gateway: break;
  }
  set_true(node, "instantiate", details.instantiate);
  set_true(node, "parallelMultiple", details.parallel_multiple);
  set_message(details.message, node);
}

}  // namespace

void Target::add_extensions(const model::DraftElement& element, pugi::xml_node node) {
  const pugi::xml_node extensions = add(node, "extensionElements");
  const model::Details& details = element.details;
  add_user_extensions(details.user, extensions);
  if (model::is_event(element.kind)) add_event_job(details.job, extensions);
  add_io(element, extensions);
  const model::CallActivity& call = details.call;
  if (!call.business_key.empty())
    set_formula(add(extensions, "camunda:in"), "businessKey", call.business_key, Bare::feel);
  add_passing(extensions, "camunda:in", call.all_in, call.all_local_in, call.in, call.local_in);
  add_passing(extensions, "camunda:out", call.all_out, call.all_local_out, call.out,
              call.local_out);
  add_simulation(node, details.simulation);
  if (!extensions.first_child()) node.remove_child(extensions);
}

void Target::add_loop(const model::DraftElement& element, pugi::xml_node node) {
  if (element.details.loop) {
    const model::StandardLoop& loop = *element.details.loop;
    const pugi::xml_node each = add(node, "standardLoopCharacteristics");
    set_true(each, "testBefore", loop.test_before);
    const bool is_number = xml::integer_of(loop.maximum.text).has_value();
    set_formula(each, is_number ? "loopMaximum" : "onward:maximum", loop.maximum, Bare::feel);
    add_expression(each, "loopCondition", loop.condition, Bare::feel);
  }
  if (!element.details.multi_instance) return;
  const model::MultiInstance& multi = *element.details.multi_instance;
  const pugi::xml_node each = add(node, "multiInstanceLoopCharacteristics");
  set_true(each, "isSequential", multi.sequential);
  set(each, "behavior", multi.behavior);
  set_formula(each, "camunda:collection", multi.collection, Bare::feel);
  set(each, "camunda:elementVariable", multi.element_variable);
  set(each, "onward:collect", multi.output_collection);
  set_formula(each, "onward:collected", multi.output_element, Bare::feel);
  add_expression(each, "loopCardinality", multi.cardinality, Bare::feel);
  for (const model::MultiInstance::Throw& thrown : multi.throws) {
    if (multi.behavior == "Complex") {
      const pugi::xml_node behavior = add(each, "complexBehaviorDefinition");
      add_expression(behavior, "condition", thrown.condition, Bare::feel);
      const pugi::xml_node event = add(behavior, "event");
      set_always(event, "id", free_id(element.id + "-throws"));
      add_event_definition(event, thrown.event);
      continue;
    }
    const std::string id = free_id(element.id + "-throws");
    set_always(each, multi.behavior == "One" ? "oneBehaviorEventRef" : "noneBehaviorEventRef", id);
    add_event_definition(root_, thrown.event, id);
  }
  add_expression(each, "completionCondition", multi.completion_condition, Bare::feel);
}

void Target::add_details(const model::DraftElement& element, pugi::xml_node node) {
  const model::Details& details = element.details;
  set_attributes(element, node);
  add_data(element, node);
  add_loop(element, node);
  for (const model::EventDefinition& event : details.events) add_event_definition(node, event);
  if (model::is_event(element.kind)) set_event_job(details.job, node);
  if (element.kind == ElementKind::script_task && !details.script.script.empty())
    add_text(node, "script", text_of(details.script.script, Bare::feel));
  if (element.kind == ElementKind::complex_gateway)
    add_expression(node, "activationCondition", details.activation_condition, Bare::feel);
}

}  // namespace onward::bpmn_xml
