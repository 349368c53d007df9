// Tasks, services, calls and the rest, one function for each; the reverse of details.cpp and
// forms.cpp.
#include "adapters/native_xml/step_writer.hpp"

#include "adapters/native_xml/outline.hpp"

namespace onward::native_xml {

using model::DraftElement;
using model::ElementKind;
using model::Formula;
using model::Language;

void put_always(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(std::string(value).c_str());
}

void put(pugi::xml_node node, const char* name, std::string_view value) {
  if (!value.empty()) put_always(node, name, value);
}

void put_true(pugi::xml_node node, const char* name, bool value) {
  if (value) put_always(node, name, "true");
}

void StepWriter::complain(const DraftElement& element, const std::string& sentence) {
  problems_.push_back({model::Severity::error, "not-carried",
                       "the compact dialect cannot say this: " + sentence, element.at, element.id});
}

std::string StepWriter::feel(const DraftElement& element, const Formula& formula) {
  if (!formula.empty() && formula.language != Language::feel)
    complain(element, "'" + formula.text + "' is not FEEL");
  return formula.text;
}

std::string StepWriter::literal(const DraftElement& element, const Formula& formula) {
  if (!formula.empty() && formula.language != Language::literal)
    complain(element, "the name '" + formula.text + "' is computed");
  return formula.text;
}

std::string StepWriter::time(const DraftElement& element, const Formula& formula) {
  if (formula.language == Language::juel || formula.language == Language::foreign)
    complain(element, "'" + formula.text + "' is not FEEL");
  return formula.text;
}

void StepWriter::set_feel(const DraftElement& element, pugi::xml_node node, const char* name,
                          const Formula& formula) {
  put(node, name, feel(element, formula));
}

void StepWriter::write_simulation(const DraftElement& element, pugi::xml_node node) {
  const model::SimulationNote& note = element.details.simulation;
  if (note.duration) put_always(node, "simulation-duration", model::to_text(*note.duration));
  if (note.probability)
    put_always(node, "simulation-probability", model::to_text(*note.probability));
}

void StepWriter::write_common(const DraftElement& element, pugi::xml_node node) {
  put_always(node, "id", element.id);
  if (element.name != as_words(element.id)) put_always(node, "name", element.name);
  put(node, "stage", element.details.stage);
  put(node, "waits-on", element.details.waits_on);
  write_simulation(element, node);
  if (!element.details.documentation.empty())
    node.append_child("documentation").text().set(element.details.documentation.c_str());
}

void StepWriter::write_pairs(const DraftElement& element, pugi::xml_node node, const char* name,
                             const std::vector<model::Mapping>& mappings) {
  for (const model::Mapping& mapping : mappings) {
    if (!mapping.copy_of.empty() || !mapping.path.empty())
      complain(element, "data of BPMN's own goes to '" + mapping.name + "'");
    const pugi::xml_node each = node.append_child(name);
    put_always(each, "name", mapping.name);
    put_always(each, "value", feel(element, mapping.value));
  }
}

void StepWriter::write_loop(const DraftElement& element, pugi::xml_node node) {
  if (element.details.loop) {
    const model::StandardLoop& loop = *element.details.loop;
    set_feel(element, node, "repeat-while", loop.condition);
    set_feel(element, node, "repeat-at-most", loop.maximum);
    put_true(node, "test-first", loop.test_before);
  }
  if (!element.details.multi_instance) return;
  const model::MultiInstance& multi = *element.details.multi_instance;
  set_feel(element, node, "times", multi.cardinality);
  set_feel(element, node, "for-each", multi.collection);
  if (multi.element_variable != "item") put(node, "as", multi.element_variable);
  put_true(node, "one-by-one", multi.sequential);
  put(node, "collect", multi.output_collection);
  set_feel(element, node, "collected", multi.output_element);
  set_feel(element, node, "done-when", multi.completion_condition);
}

void StepWriter::write_field(const DraftElement& element, pugi::xml_node parent,
                             const model::FormField& field) {
  pugi::xml_node node = parent.append_child("field");
  put_always(node, "id", field.id);
  if (field.label != field.id) put_always(node, "label", field.label);
  put_always(node, "type", model::to_string(field.type));
  put_true(node, "required", field.required);
  set_feel(element, node, "required-if", field.required_if);
  set_feel(element, node, "default", field.default_value);
  if (field.min) put(node, field.exclusive_min ? "above" : "min", field.min->to_text());
  if (field.max) put(node, "max", field.max->to_text());
  put(node, "keep", field.keep);
  for (const model::FieldOption& option : field.options) {
    const pugi::xml_node each = node.append_child("option");
    put_always(each, "value", option.value);
    if (option.label != option.value) put_always(each, "label", option.label);
  }
  for (const model::FormField& column : field.fields) write_field(element, node, column);
}

void StepWriter::write_task(const DraftElement& element, pugi::xml_node node) {
  const model::UserTask& user = element.details.user;
  put(node, "due", time(element, user.due));
  put(node, "follow-up", time(element, user.follow_up));
  put(node, "calendar", user.calendar);
  set_feel(element, node, "priority", user.priority);
  set_feel(element, node, "assignee", user.assignee);
  set_feel(element, node, "users", user.candidate_users);
  set_feel(element, node, "groups", user.candidate_groups);
  put(node, "deliverable", user.deliverable);
  put_true(node, "deliverable-optional", user.deliverable_optional);
  put_true(node, "contact", user.contact);
  if (!user.instructions.empty())
    node.append_child("instructions").text().set(user.instructions.c_str());
  for (const model::FormField& field : user.form) write_field(element, node, field);
  if (!user.checklist.empty()) {
    pugi::xml_node list = node.append_child("checklist");
    for (const model::ChecklistItem& item : user.checklist) {
      pugi::xml_node each = list.append_child("item");
      put_always(each, "id", item.id);
      put_true(each, "remark-required", item.remark_required);
      each.text().set(item.text.c_str());
    }
  }
  for (const std::string& variable : user.shows)
    put_always(node.append_child("show"), "variable", variable);
}

void StepWriter::write_job(const DraftElement& element, pugi::xml_node node) {
  const model::JobTask& job = element.details.job;
  const char* by = job.kind == model::JobKind::action      ? "action"
                   : job.kind == model::JobKind::connector ? "connector"
                                                           : "worker";
  if (job.kind == model::JobKind::none) return complain(element, "nothing does this service task");
  put_always(node, by, literal(element, job.topic));
  if (job.retries != 3) put(node, "retries", std::to_string(job.retries));
  put(node, "backoff", job.backoff);
  put(node, "result", job.result_variable);
}

void StepWriter::write_binding(const DraftElement& element, pugi::xml_node node,
                               model::Binding binding, const Formula& version) {
  if (binding == model::Binding::deployment) put(node, "binding", "deployment");
  if (binding == model::Binding::version) put(node, "version", literal(element, version));
  if (binding == model::Binding::version_tag) put(node, "version-tag", literal(element, version));
}

void StepWriter::write_call(const DraftElement& element, pugi::xml_node node) {
  const model::CallActivity& call = element.details.call;
  put(node, "process", literal(element, call.called));
  write_binding(element, node, call.binding, call.version);
  set_feel(element, node, "business-key", call.business_key);
  if (call.all_local_in || call.all_local_out || !call.local_in.empty() || !call.local_out.empty())
    complain(element, "variables of the activity itself are passed");
  const auto pass = [&](const char* name, bool all, const std::vector<model::Mapping>& mappings) {
    if (all && !mappings.empty()) put_always(node.append_child(name), "all", "true");
    write_pairs(element, node, name, mappings);
  };
  pass("in", call.all_in, call.in);
  pass("out", call.all_out, call.out);
}

void StepWriter::write_message(const DraftElement& element, pugi::xml_node node, const char* name,
                               const model::EventDefinition& event) {
  put(node, name, literal(element, event.name));
  if (event.name.empty()) complain(element, "its message has no name");
  set_feel(element, node, "correlation", event.correlation_key);
}

void StepWriter::write_activity(const DraftElement& element, pugi::xml_node node) {
  const model::Details& details = element.details;
  write_loop(element, node);
  if (element.kind == ElementKind::user_task) write_task(element, node);
  if (element.kind == ElementKind::service_task) write_job(element, node);
  if (element.kind == ElementKind::call_activity) write_call(element, node);
  if (element.kind == ElementKind::business_rule_task) {
    put(node, "decision", literal(element, details.decision.decision));
    put(node, "result", details.decision.result_variable);
    write_binding(element, node, details.decision.binding, details.decision.version);
  }
  if (element.kind == ElementKind::send_task || element.kind == ElementKind::receive_task)
    write_message(element, node, "message", details.message);
  if (element.kind == ElementKind::script_task) {
    put(node, "result", details.script.result_variable);
    if (node.first_child() || !details.io.empty())
      complain(element, "a script has nothing but its text");
    node.text().set(feel(element, details.script.script).c_str());
    return;
  }
  write_pairs(element, node, "input", details.job.inputs);
  write_pairs(element, node, "input", details.io.inputs);
  write_pairs(element, node, "output", details.io.outputs);
  write_pairs(element, node, "payload", details.payload);
}

}  // namespace onward::native_xml
