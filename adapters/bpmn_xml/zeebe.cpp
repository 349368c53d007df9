// What zeebe: says in words of its own. A value is FEEL behind "=", else a literal; what Zeebe
// would refuse, or computes where we do not, is not executable.
#include "adapters/bpmn_xml/zeebe.hpp"

#include <cstdint>
#include <optional>

#include "adapters/bpmn_xml/data.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/mappings.hpp"
#include "adapters/bpmn_xml/names.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

constexpr std::int64_t most_retries = 1'000;

void fill(Source& source, pugi::xml_node node, const char* name, Bare bare,
          model::Formula& formula) {
  if (formula.empty()) formula = formula_of(source, node, plain(node, name), bare);
}

/// A date is ISO 8601 or computed; Zeebe has no durations here.
void fill_date(Source& source, pugi::xml_node schedule, const char* name, model::Formula& formula) {
  const std::string_view text = xml::trim(plain(schedule, name));
  if (!text.empty() && !text.starts_with('=') && !xml::is_iso_date(text))
    source.not_executable("zeebe:taskSchedule has a date such as 2026-01-31T09:00:00Z as " +
                              std::string(name) + ", not '" + std::string(text) + "'",
                          schedule);
  else
    fill(source, schedule, name, Bare::time, formula);
}

/// latest, deployment or versionTag.
void read_zeebe_binding(Source& source, pugi::xml_node node, model::Binding& binding,
                        model::Formula& version) {
  const std::string_view type = xml::trim(plain(node, "bindingType"));
  if (type == "deployment") {
    binding = model::Binding::deployment;
  } else if (type == "versionTag") {
    binding = model::Binding::version_tag;
    version = formula_of(source, node, plain(node, "versionTag"), Bare::literal);
  } else if (!type.empty() && type != "latest") {
    source.not_executable("its bindingType is '" + std::string(type) +
                              "', but must be latest, deployment or versionTag",
                          node);
  }
}

/// "= result.total" names a variable, or a member of one.
std::vector<std::string> named_path(std::string_view text) {
  text = xml::trim(text);
  if (!text.starts_with('=')) return {};
  return path_of(xml::trim(text.substr(1)));
}

/// Jobs and user tasks have headers; a script or decision that is computed here needs none.
bool takes_headers(pugi::xml_node node) {
  return is_bpmn(node, "userTask") || zeebe_element(node, "taskDefinition");
}

}  // namespace

pugi::xml_node zeebe_element(pugi::xml_node node, const char* name) {
  return xml::child(bpmn_child(node, "extensionElements"), zeebe_uri, name);
}

void read_zeebe_job(Source& source, pugi::xml_node node, model::JobTask& job) {
  const pugi::xml_node definition = zeebe_element(node, "taskDefinition");
  if (!definition) return;
  job.kind = model::JobKind::worker;
  job.topic = formula_of(source, definition, plain(definition, "type"), Bare::literal);
  std::string_view retries = xml::trim(plain(definition, "retries"));
  if (retries.starts_with('=')) retries = xml::trim(retries.substr(1));
  if (retries.empty()) return;
  const std::optional<std::int64_t> number = xml::integer_of(retries);
  if (number && *number >= 1 && *number <= most_retries)
    job.retries = static_cast<std::uint32_t>(*number);
  else
    source.not_executable("retries are a number from 1 to " + std::to_string(most_retries) +
                              " and cannot be computed: '" + std::string(retries) + "'",
                          definition);
}

void read_zeebe_user(Source& source, pugi::xml_node node, model::UserTask& user) {
  const pugi::xml_node assignment = zeebe_element(node, "assignmentDefinition");
  fill(source, assignment, "assignee", Bare::literal, user.assignee);
  fill(source, assignment, "candidateUsers", Bare::literal, user.candidate_users);
  fill(source, assignment, "candidateGroups", Bare::literal, user.candidate_groups);
  const pugi::xml_node schedule = zeebe_element(node, "taskSchedule");
  fill_date(source, schedule, "dueDate", user.due);
  fill_date(source, schedule, "followUpDate", user.follow_up);
  fill(source, zeebe_element(node, "priorityDefinition"), "priority", Bare::feel, user.priority);
}

void read_zeebe_decision(Source& source, pugi::xml_node node, model::DecisionTask& decision) {
  const pugi::xml_node called = zeebe_element(node, "calledDecision");
  if (!called || !decision.decision.empty()) return;
  fill(source, called, "decisionId", Bare::literal, decision.decision);
  read_zeebe_binding(source, called, decision.binding, decision.version);
  if (decision.result_variable.empty())
    decision.result_variable = xml::trim(plain(called, "resultVariable"));
}

void read_zeebe_script(Source& source, pugi::xml_node node, model::ScriptTask& script) {
  const pugi::xml_node zeebe = zeebe_element(node, "script");
  if (!zeebe || !script.script.empty()) return;
  script.script = formula_of(source, zeebe, plain(zeebe, "expression"), Bare::literal);
  if (script.script.language == model::Language::literal && !script.script.empty()) {
    script.script.text = feel_text(script.script.text);
    script.script.language = model::Language::feel;
  }
  if (script.result_variable.empty())
    script.result_variable = xml::trim(plain(zeebe, "resultVariable"));
}

void read_zeebe_call(Source& source, pugi::xml_node node, model::CallActivity& call) {
  const pugi::xml_node called = zeebe_element(node, "calledElement");
  if (!called) return;
  call.called = formula_of(source, called, plain(called, "processId"), Bare::literal);
  read_zeebe_binding(source, called, call.binding, call.version);
  call.all_in = xml::boolean_of(plain(called, "propagateAllParentVariables")).value_or(true);
  call.all_local_in = !call.all_in;
  call.all_out = xml::boolean_of(plain(called, "propagateAllChildVariables")).value_or(true);
  call.all_local_out = !call.all_out;
}

void read_zeebe_loop(Source& source, pugi::xml_node loop, model::MultiInstance& multi) {
  const pugi::xml_node zeebe = zeebe_element(loop, "loopCharacteristics");
  if (!zeebe) return;
  fill(source, zeebe, "inputCollection", Bare::feel, multi.collection);
  if (multi.element_variable.empty())
    multi.element_variable = xml::trim(plain(zeebe, "inputElement"));
  if (!multi.output_collection.empty()) return;
  multi.output_collection = xml::trim(plain(zeebe, "outputCollection"));
  fill(source, zeebe, "outputElement", Bare::feel, multi.output_element);
}

std::string zeebe_output_variable(pugi::xml_node activity, const model::MultiInstance& multi) {
  const pugi::xml_node zeebe = zeebe_element(
      bpmn_child(activity, "multiInstanceLoopCharacteristics"), "loopCharacteristics");
  const std::vector<std::string> path = named_path(plain(zeebe, "outputElement"));
  if (path.empty() || path.front() == multi.element_variable || path.front() == "loopCounter")
    return {};
  return path.front();
}

void read_zeebe_headers(Source& source, pugi::xml_node node, model::Details& details) {
  const pugi::xml_node headers = zeebe_element(node, "taskHeaders");
  if (!headers) return;
  if (!takes_headers(node)) {
    source.warning("no-effect", "headers have no effect without a zeebe:taskDefinition", headers);
    return;
  }
  std::string text;
  for (const pugi::xml_node each : headers.children()) {
    if (!xml::is(each, zeebe_uri, "header")) continue;
    text += text.empty() ? "{" : ", ";
    text += feel_text(plain(each, "key")) + ": " + feel_text(plain(each, "value"));
  }
  if (text.empty()) return;
  model::Mapping mapping;
  mapping.name = "taskHeaders";
  mapping.value.text = text + "}";
  mapping.value.at = source.at(headers);
  details.io.inputs.push_back(std::move(mapping));
}

std::string zeebe_version_tag(pugi::xml_node process) {
  return std::string(xml::trim(plain(zeebe_element(process, "versionTag"), "value")));
}

}  // namespace onward::bpmn_xml
