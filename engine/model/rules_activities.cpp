// Rules of activities: loops, and what a task must say before it can run here (bpmn.md decision
// 17).
#include <array>

#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

void loops_are_on_activities(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    const bool loops =
        element.details.multi_instance.has_value() || element.details.loop.has_value();
    if (loops && (!is_activity(element.kind) || element.kind == ElementKind::event_sub_process))
      found.add(element, "only activities other than event sub-processes can be repeated");
  }
}

void multi_instance_has_input(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    const auto& loop = element.details.multi_instance;
    if (loop && loop->cardinality.empty() && loop->collection.empty())
      found.add(element, "its multi-instance loop has neither a cardinality nor a collection");
  }
}

void loop_has_an_end(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    const auto& loop = element.details.loop;
    if (loop && loop->condition.empty() && loop->maximum.empty())
      found.add(element, "its loop has neither a condition nor a maximum, so it never ends");
  }
}

bool needs_job(const DraftElement& element) {
  return element.kind == ElementKind::service_task ||
         (element.kind == ElementKind::send_task && element.details.message.name.empty());
}

void tasks_are_implemented(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (needs_job(element) && element.details.job.kind == JobKind::none)
      found.add(element,
                "nothing here can do it: it needs a worker topic, a connector or an action");
}

void jobs_are_named(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.details.job.kind != JobKind::none && element.details.job.topic.empty())
      found.add(element, "its worker topic, connector or action has no name");
}

void receive_task_has_message(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::receive_task && element.details.message.name.empty())
      found.add(element, "it names no message to wait for");
}

void script_is_given(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::script_task && element.details.script.script.empty() &&
        element.details.job.kind == JobKind::none)
      found.add(element, "it has no script");
}

void decision_is_given(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::business_rule_task &&
        element.details.decision.decision.empty() && element.details.job.kind == JobKind::none)
      found.add(element, "it names no decision");
}

void call_names_a_process(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements)
    if (element.kind == ElementKind::call_activity && element.details.call.called.empty())
      found.add(element, "it names no process to call");
}

/// A version that is written down is a number; one that is computed is looked at when it is used.
bool is_version(const Formula& version) {
  if (version.language != Language::literal) return !version.empty();
  const auto number = Decimal::from_text(version.text);
  const auto whole = number ? number->to_int64() : std::nullopt;
  return whole && *whole >= 1;
}

void bindings_say_which(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    const bool calls = element.kind == ElementKind::call_activity;
    if (!calls && element.kind != ElementKind::business_rule_task) continue;
    const Binding binding = calls ? element.details.call.binding : element.details.decision.binding;
    const Formula& version =
        calls ? element.details.call.version : element.details.decision.version;
    if (binding == Binding::version && !is_version(version))
      found.add(element, "it binds a version, which must be a whole number from 1");
    if (binding == Binding::version_tag && version.empty())
      found.add(element, "it binds a version tag, but names none");
  }
}

constexpr std::array table{
    Rule{"loop-not-allowed", "10.3.8", Severity::error,
         "Only activities have loop characteristics.", loops_are_on_activities},
    Rule{"missing-multi-instance-input", "10.3.8", Severity::not_executable,
         "A multi-instance activity has a cardinality or a collection.", multi_instance_has_input},
    Rule{"missing-loop-condition", "10.3.8", Severity::not_executable,
         "A standard loop has a condition or a maximum.", loop_has_an_end},
    Rule{"missing-implementation", "10.3.3", Severity::not_executable,
         "A service or send task says who does it.", tasks_are_implemented},
    Rule{"missing-topic", "10.3.3", Severity::not_executable,
         "A job names its topic, connector or action.", jobs_are_named},
    Rule{"missing-message", "10.3.3", Severity::not_executable,
         "A receive task names the message it waits for.", receive_task_has_message},
    Rule{"missing-script", "10.3.3", Severity::not_executable, "A script task has a script.",
         script_is_given},
    Rule{"missing-decision", "10.3.3", Severity::not_executable,
         "A business rule task names its decision.", decision_is_given},
    Rule{"missing-called-element", "10.3.6", Severity::not_executable,
         "A call activity names the process it calls.", call_names_a_process},
    Rule{"missing-version", "bpmn.md decision 14", Severity::not_executable,
         "A binding to a version or a version tag says to which.", bindings_say_which},
};

}  // namespace

std::span<const Rule> activity_rules() { return table; }

}  // namespace onward::model
