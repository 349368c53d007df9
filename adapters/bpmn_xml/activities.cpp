// Reads activities, one function for each kind.
#include "adapters/bpmn_xml/activities.hpp"

#include "adapters/bpmn_xml/data.hpp"
#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/events.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/forms.hpp"
#include "adapters/bpmn_xml/zeebe.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using model::ElementKind;
using model::Formula;

Formula vendor_formula(Source& source, pugi::xml_node node, std::string_view name, Bare bare) {
  return formula_of(source, node, vendor_text(node, name), bare);
}

/// The text of a performer's expression; "group(sales)" and "user(kim)" as other engines write it.
void read_performer(Source& source, pugi::xml_node performer, model::UserTask& user) {
  const pugi::xml_node assignment = bpmn_child(performer, "resourceAssignmentExpression");
  pugi::xml_node expression = bpmn_child(assignment, "formalExpression");
  if (!expression) expression = bpmn_child(assignment, "expression");
  Formula formula = expression_in(source, expression, Bare::literal);
  if (formula.empty()) return;
  if (!is_bpmn(performer, "potentialOwner")) {
    if (user.assignee.empty()) user.assignee = formula;
    return;
  }
  if (formula.language != model::Language::literal) {
    if (user.candidate_groups.empty()) user.candidate_groups = formula;
    return;
  }
  const auto add = [](Formula& list, const Formula& origin, std::string_view name) {
    if (list.empty()) list = {std::string(), model::Language::literal, origin.at, {}};
    list.text += (list.text.empty() ? "" : ",") + std::string(name);
  };
  const std::string text = formula.text;
  for (std::string_view part : xml::comma_list(text)) {
    const bool is_user = part.starts_with("user(") && part.ends_with(')');
    const bool is_group = part.starts_with("group(") && part.ends_with(')');
    if (is_user) part = part.substr(5, part.size() - 6);
    if (is_group) part = part.substr(6, part.size() - 7);
    add(is_user ? user.candidate_users : user.candidate_groups, formula, part);
  }
}

void read_checklist(Source& source, pugi::xml_node task, model::UserTask& user) {
  for (const pugi::xml_node list : onward_elements_of(task, "checklist"))
    for (const pugi::xml_node item : onward_children(list, "item"))
      user.checklist.push_back({std::string(xml::trim(plain(item, "id"))),
                                std::string(xml::trim(plain(item, "text"))),
                                xml::boolean_of(plain(item, "remarkRequired")).value_or(false)});
  for (std::size_t i = 0; i < user.checklist.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (user.checklist[i].id == user.checklist[j].id)
        source.error("duplicate-id",
                     "two items of the checklist have the id '" + user.checklist[i].id + "'", task);
}

void read_user_task(Source& source, pugi::xml_node node, model::UserTask& user) {
  user.assignee = vendor_formula(source, node, "assignee", Bare::literal);
  user.candidate_users = vendor_formula(source, node, "candidateUsers", Bare::literal);
  user.candidate_groups = vendor_formula(source, node, "candidateGroups", Bare::literal);
  user.priority = vendor_formula(source, node, "priority", Bare::feel);
  user.due = formula_of(source, node, onward_text(node, "due"), Bare::time);
  if (user.due.empty()) user.due = vendor_formula(source, node, "dueDate", Bare::time);
  user.calendar = onward_text(node, "calendar");
  const std::string contact = onward_text(node, "contact");
  user.contact = xml::boolean_of(contact).value_or(false);
  if (!contact.empty() && !xml::boolean_of(contact))
    source.error("invalid-value", "onward:contact is '" + contact + "', but must be true or false",
                 node);
  user.follow_up = formula_of(source, node, onward_text(node, "followUp"), Bare::time);
  if (user.follow_up.empty())
    user.follow_up = vendor_formula(source, node, "followUpDate", Bare::time);
  for (const pugi::xml_node text : onward_elements_of(node, "deliverable")) {
    user.deliverable = trimmed_text(text);
    user.deliverable_optional = xml::boolean_of(plain(text, "optional")).value_or(false);
  }
  for (const pugi::xml_node text : onward_elements_of(node, "instructions"))
    user.instructions = xml::without_indentation(xml::text_of(text));
  user.form = read_form(source, node);
  read_checklist(source, node, user);
  for (const pugi::xml_node show : onward_elements_of(node, "show"))
    user.shows.emplace_back(xml::trim(plain(show, "variable")));
  read_zeebe_user(source, node, user);
  for (const char* role : {"potentialOwner", "humanPerformer", "performer"})
    for (const pugi::xml_node performer : bpmn_children(node, role))
      read_performer(source, performer, user);
}

/// latest, deployment, version or versionTag, and which.
model::Binding read_binding(Source& source, pugi::xml_node node, const std::string& prefix,
                            Formula& version) {
  const std::string binding = vendor_text(node, prefix + "Binding");
  for (const auto& [name, needed] :
       {std::pair("Version", "version"), std::pair("VersionTag", "versionTag")})
    if (binding != needed && !vendor_text(node, prefix + name).empty())
      source.warning("no-effect",
                     prefix + name + " counts only with " + prefix + "Binding=\"" + needed + "\"",
                     node);
  if (binding == "deployment") return model::Binding::deployment;
  if (binding == "version") {
    version = vendor_formula(source, node, prefix + "Version", Bare::literal);
    return model::Binding::version;
  }
  if (binding == "versionTag") {
    version = vendor_formula(source, node, prefix + "VersionTag", Bare::literal);
    return model::Binding::version_tag;
  }
  if (!binding.empty() && binding != "latest")
    source.not_executable(prefix + "Binding is '" + binding +
                              "', but must be latest, deployment, version or versionTag",
                          node);
  return model::Binding::latest;
}

void read_decision(Source& source, pugi::xml_node node, model::DecisionTask& decision) {
  decision.decision = vendor_formula(source, node, "decisionRef", Bare::literal);
  decision.binding = read_binding(source, node, "decisionRef", decision.version);
  if (vendor_text(node, "mapDecisionResult") == "resultList")
    source.warning("no-effect",
                   "the result has the shape that DMN gives it, a list only when the hit policy "
                   "says so: mapDecisionResult=\"resultList\" does not change that",
                   node);
  decision.result_variable = vendor_text(node, "resultVariable");
  if (decision.result_variable.empty())
    decision.result_variable = onward_text(node, "resultVariable");
  read_zeebe_decision(source, node, decision);
}

/// What passes in one direction; `local`: what stays in, or comes from, the activity itself.
struct Passing {
  bool all = false, all_local = false;
  std::vector<model::Mapping> mappings, local;
};

void read_pass(Source& source, pugi::xml_node each, Passing& passing) {
  const bool local = xml::boolean_of(plain(each, "local")).value_or(false);
  if (plain(each, "variables") == "all") {
    (local ? passing.all_local : passing.all) = true;
    return;
  }
  const bool computed = has_plain(each, "sourceExpression");
  const std::string_view text = plain(each, computed ? "sourceExpression" : "source");
  (local ? passing.local : passing.mappings)
      .push_back({std::string(xml::trim(plain(each, "target"))),
                  formula_of(source, each, text, Bare::feel)});
}

Passing read_passing(Source& source, pugi::xml_node node, std::string_view direction,
                     Formula* business_key) {
  Passing passing;
  bool said = false;
  for (const pugi::xml_node each : vendor_elements(node, direction)) {
    if (business_key != nullptr && has_plain(each, "businessKey")) {
      const std::string_view key = plain(each, "businessKey");
      // The caller's own key goes along by itself; this is how other engines ask for it.
      if (key.find("execution.") == std::string_view::npos)
        *business_key = formula_of(source, each, key, Bare::feel);
      continue;
    }
    said = true;
    read_pass(source, each, passing);
  }
  passing.all = passing.all || !said;
  return passing;
}

void read_call(Source& source, pugi::xml_node node, model::CallActivity& call) {
  const std::string_view called = xml::trim(plain(node, "calledElement"));
  const std::string_view prefix = xml::prefix_of(called);
  const bool is_qname = !prefix.empty() && !xml::resolve_prefix(node, prefix).empty();
  call.called =
      formula_of(source, node, is_qname ? xml::local_name(called) : called, Bare::literal);
  call.binding = read_binding(source, node, "calledElement", call.version);
  Passing in = read_passing(source, node, "in", &call.business_key);
  call.all_in = in.all;
  call.all_local_in = in.all_local;
  call.in = std::move(in.mappings);
  call.local_in = std::move(in.local);
  Passing out = read_passing(source, node, "out", nullptr);
  call.all_out = out.all;
  call.all_local_out = out.all_local;
  call.out = std::move(out.mappings);
  call.local_out = std::move(out.local);
  read_zeebe_call(source, node, call);
}

/// A data input is fed by a data object, whose variable is what execution knows.
std::string loop_variable(const Source& source, pugi::xml_node activity, std::string_view ref,
                          const char* association, const char* inner, const char* outer) {
  for (const pugi::xml_node each : bpmn_children(activity, association))
    if (trimmed_text(bpmn_child(each, inner)) == xml::local_name(ref))
      if (const pugi::xml_node other = bpmn_child(each, outer))
        return variable_of(source, trimmed_text(other));
  return variable_of(source, ref);
}

/// What the completion of an instance throws (BPMN 2.0.2 clause 10.3.8).
void read_behavior(Source& source, pugi::xml_node loop, model::MultiInstance& multi) {
  multi.behavior = plain(loop, "behavior");
  const auto refer = [&](const char* attribute) {
    const std::string_view reference = xml::trim(plain(loop, attribute));
    const pugi::xml_node shared = source.find_reference(loop, reference);
    if (shared)
      multi.throws.push_back({{}, read_event_definition(source, shared)});
    else
      source.not_executable("its behavior " + multi.behavior + " needs a " + attribute, loop);
  };
  if (multi.behavior == "None") refer("noneBehaviorEventRef");
  if (multi.behavior == "One") refer("oneBehaviorEventRef");
  if (multi.behavior != "Complex") return;
  for (const pugi::xml_node each : bpmn_children(loop, "complexBehaviorDefinition")) {
    const Formula condition = expression_in(source, bpmn_child(each, "condition"), Bare::feel);
    for (model::EventDefinition& event : read_event_definitions(source, bpmn_child(each, "event")))
      multi.throws.push_back({condition, std::move(event)});
  }
}

/// What fills the data input that an activity runs over: a transformation, or what it is a copy of.
Formula loop_collection(Source& source, pugi::xml_node activity, pugi::xml_node loop,
                        std::string_view input) {
  for (const pugi::xml_node each : bpmn_children(activity, "dataInputAssociation"))
    if (trimmed_text(bpmn_child(each, "targetRef")) == xml::local_name(input))
      if (const pugi::xml_node transformation = bpmn_child(each, "transformation"))
        return expression_in(source, transformation, Bare::feel);
  const std::string variable =
      loop_variable(source, activity, input, "dataInputAssociation", "targetRef", "sourceRef");
  return formula_of(source, bpmn_child(loop, "loopDataInputRef"), variable, Bare::feel);
}

/// BPMN 2.0.2 clause 10.3.8.
model::MultiInstance read_multi_instance(Source& source, pugi::xml_node activity,
                                         pugi::xml_node loop) {
  model::MultiInstance multi;
  multi.sequential = xml::boolean_of(plain(loop, "isSequential")).value_or(false);
  multi.cardinality = expression_in(source, bpmn_child(loop, "loopCardinality"), Bare::feel);
  multi.completion_condition =
      expression_in(source, bpmn_child(loop, "completionCondition"), Bare::feel);
  multi.collection = vendor_formula(source, loop, "collection", Bare::feel);
  multi.element_variable = vendor_text(loop, "elementVariable");
  const std::string input = trimmed_text(bpmn_child(loop, "loopDataInputRef"));
  if (!input.empty() && multi.collection.empty())
    multi.collection = loop_collection(source, activity, loop, input);
  const auto item = [&](const char* name) {
    const pugi::xml_node data = bpmn_child(loop, name);
    const std::string_view written = xml::trim(plain(data, "name"));
    return xml::is_plain_name(written) ? std::string(written) : std::string(plain(data, "id"));
  };
  if (multi.element_variable.empty()) multi.element_variable = item("inputDataItem");
  read_behavior(source, loop, multi);
  const std::string output = trimmed_text(bpmn_child(loop, "loopDataOutputRef"));
  if (!output.empty()) {
    multi.output_collection =
        loop_variable(source, activity, output, "dataOutputAssociation", "sourceRef", "targetRef");
    multi.output_element = formula_of(source, bpmn_child(loop, "loopDataOutputRef"),
                                      item("outputDataItem"), Bare::feel);
  }
  if (onward_attribute(loop, "collect")) {
    multi.output_collection = onward_text(loop, "collect");
    multi.output_element = formula_of(source, loop, onward_text(loop, "collected"), Bare::feel);
  }
  read_zeebe_loop(source, loop, multi);
  return multi;
}

void read_loop(Source& source, pugi::xml_node node, model::Details& details) {
  if (const pugi::xml_node loop = bpmn_child(node, "multiInstanceLoopCharacteristics"))
    details.multi_instance = read_multi_instance(source, node, loop);
  if (const pugi::xml_node loop = bpmn_child(node, "standardLoopCharacteristics")) {
    model::StandardLoop standard;
    standard.test_before = xml::boolean_of(plain(loop, "testBefore")).value_or(false);
    standard.condition = expression_in(source, bpmn_child(loop, "loopCondition"), Bare::feel);
    const std::string computed = onward_text(loop, "maximum");
    standard.maximum = formula_of(
        source, loop, computed.empty() ? plain(loop, "loopMaximum") : computed, Bare::feel);
    details.loop = standard;
  }
}

void read_common(Source& source, pugi::xml_node node, model::Details& details) {
  details.for_compensation = xml::boolean_of(plain(node, "isForCompensation")).value_or(false);
  const auto quantity = [&](const char* name) {
    const std::optional<std::int64_t> number = xml::integer_of(plain(node, name));
    if (!has_plain(node, name) || !number) return std::uint32_t{1};
    if (*number >= 1 && *number <= 1'000) return static_cast<std::uint32_t>(*number);
    source.error("invalid-attribute",
                 std::string(name) + " must be a number from 1 to 1000 (clause 10.3)", node);
    return std::uint32_t{1};
  };
  details.start_quantity = quantity("startQuantity");
  details.completion_quantity = quantity("completionQuantity");
  read_loop(source, node, details);
}

void read_script(Source& source, pugi::xml_node node, model::ScriptTask& script) {
  const pugi::xml_node text = bpmn_child(node, "script");
  script.script =
      script_in(source, text ? text : node, xml::text_of(text), plain(node, "scriptFormat"));
  script.result_variable = vendor_text(node, "resultVariable");
  read_zeebe_script(source, node, script);
}

}  // namespace

void read_activity(Source& source, pugi::xml_node node, ElementKind kind, model::Details& details) {
  read_common(source, node, details);
  if (kind == ElementKind::user_task) read_user_task(source, node, details.user);
  if (kind == ElementKind::script_task) read_script(source, node, details.script);
  if (kind == ElementKind::call_activity) read_call(source, node, details.call);
  if (kind == ElementKind::service_task || kind == ElementKind::send_task ||
      kind == ElementKind::business_rule_task)
    read_job(source, node, details.job);
  if (kind == ElementKind::business_rule_task) read_decision(source, node, details.decision);
  if (kind == ElementKind::send_task || kind == ElementKind::receive_task)
    details.message = read_task_message(source, node);
  if (kind == ElementKind::receive_task)
    details.instantiate = xml::boolean_of(plain(node, "instantiate")).value_or(false);
  if (kind == ElementKind::ad_hoc_sub_process) {
    details.completion_condition =
        expression_in(source, bpmn_child(node, "completionCondition"), Bare::feel);
    details.ad_hoc_sequential = plain(node, "ordering") == "Sequential";
    details.cancel_remaining =
        xml::boolean_of(plain(node, "cancelRemainingInstances")).value_or(true);
  }
}

}  // namespace onward::bpmn_xml
