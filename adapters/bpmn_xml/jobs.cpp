// Reads who does a task that people do not do: an action, a connector or a worker.
#include <cstdint>
#include <optional>
#include <utility>

#include "adapters/bpmn_xml/activities.hpp"
#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/bpmn_xml/zeebe.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

constexpr std::int64_t most_retries = 1'000;

/// What is wrong in our own vocabulary is refused; in a vendor's it is only not for us.
enum class Whose : std::uint8_t { ours, vendor };
void complain(Source& source, pugi::xml_node node, Whose whose, std::string message) {
  if (whose == Whose::ours)
    source.error("invalid-value", std::move(message), node);
  else
    source.not_executable(std::move(message), node);
}

void set_retries(Source& source, pugi::xml_node node, Whose whose, std::string_view text,
                 model::JobTask& job) {
  const std::optional<std::int64_t> number = xml::integer_of(text);
  if (number && *number >= 1 && *number <= most_retries)
    job.retries = static_cast<std::uint32_t>(*number);
  else
    complain(source, node, whose,
             "retries are a number from 1 to " + std::to_string(most_retries) + ", not '" +
                 std::string(text) + "'");
}

void set_backoff(Source& source, pugi::xml_node node, Whose whose, std::string_view text,
                 model::JobTask& job) {
  if (xml::is_iso_duration(text))
    job.backoff = text;
  else
    complain(source, node, whose,
             "the wait between tries is a duration such as PT1M, not '" + std::string(text) + "'");
}

/// "R5/PT1M", or a list of intervals.
void read_retry_cycle(Source& source, pugi::xml_node node, std::string_view text,
                      model::JobTask& job) {
  text = xml::trim(text);
  if (text.empty()) return;
  if (text.find('{') != std::string_view::npos) {
    source.not_executable("retries cannot be computed: '" + std::string(text) + "'", node);
    return;
  }
  const std::size_t slash = text.find('/');
  if (text.starts_with('R') && slash != std::string_view::npos) {
    set_retries(source, node, Whose::vendor, text.substr(1, slash - 1), job);
    set_backoff(source, node, Whose::vendor, text.substr(slash + 1), job);
    return;
  }
  const std::vector<std::string_view> intervals = xml::comma_list(text);
  set_retries(source, node, Whose::vendor, std::to_string(intervals.size()), job);
  if (!intervals.empty()) set_backoff(source, node, Whose::vendor, intervals.front(), job);
}

/// The element of a message throw event that carries the vendor's words is its definition.
pugi::xml_node carrier_of(pugi::xml_node node) {
  if (vendor_attribute(node, "type")) return node;
  const pugi::xml_node definition = bpmn_child(node, "messageEventDefinition");
  return definition ? definition : node;
}

void read_vendor_job(Source& source, pugi::xml_node node, model::JobTask& job) {
  const pugi::xml_node carrier = carrier_of(node);
  const std::string type = vendor_text(carrier, "type");
  if (type == "external") {
    job.kind = model::JobKind::worker;
    job.topic = formula_of(source, carrier, vendor_text(carrier, "topic"), Bare::literal);
  } else if (!type.empty()) {
    source.not_executable("a task of type '" + type + "' needs another runtime", carrier);
  }
}

}  // namespace

void read_job(Source& source, pugi::xml_node node, model::JobTask& job) {
  read_vendor_job(source, node, job);
  const std::pair<const char*, model::JobKind> ours[] = {
      {"action", model::JobKind::action},
      {"connector", model::JobKind::connector},
      {"worker", model::JobKind::worker},
  };
  int given = 0;
  for (const auto& [name, kind] : ours) {
    if (!onward_attribute(node, name)) continue;
    ++given;
    job.kind = kind;
    job.topic = formula_of(source, node, onward_text(node, name), Bare::literal);
  }
  for (const char* name : {"type", "class", "expression", "delegateExpression"})
    if (vendor_attribute(node, name)) ++given;
  // A document may be written for several engines: what is said in words nearer to ours counts.
  const pugi::xml_node zeebe = zeebe_element(node, "taskDefinition");
  if (zeebe && given > 0)
    source.warning("no-effect",
                   "zeebe:taskDefinition has no effect beside what else says who does the task",
                   node);
  else
    read_zeebe_job(source, node, job);
  if (given > 1)
    source.error(
        "conflicting-attributes",
        "only one thing can do a task: an action, a connector, a worker, a type or a class", node);
  read_retry_cycle(source, node, vendor_text(node, "failedJobRetryTimeCycle"), job);
  for (const pugi::xml_node cycle : vendor_elements(node, "failedJobRetryTimeCycle"))
    read_retry_cycle(source, cycle, xml::text_of(cycle), job);
  if (onward_attribute(node, "retries"))
    set_retries(source, node, Whose::ours, onward_text(node, "retries"), job);
  if (onward_attribute(node, "backoff"))
    set_backoff(source, node, Whose::ours, onward_text(node, "backoff"), job);
  job.result_variable = onward_text(node, "resultVariable");
  if (job.result_variable.empty() && job.kind != model::JobKind::none)
    job.result_variable = vendor_text(node, "resultVariable");
}

}  // namespace onward::bpmn_xml
