// Running the table of rules, and the words in which findings are told.
#include "engine/model/rules.hpp"

namespace onward::model {

void Findings::add(Position at, std::string element_id, std::string message) {
  problems_.push_back({rule_->severity, std::string(rule_->id), std::move(message), at,
                       std::move(element_id), std::string(rule_->clause)});
}

void Findings::add(const DraftElement& element, const std::string& message) {
  add(element.at, element.id, describe(element) + ": " + message);
}

void Findings::add(const DraftFlow& flow, const std::string& message) {
  add(flow.at, flow.id.empty() ? flow.source : flow.id, describe(flow) + ": " + message);
}

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (const auto topic : {flow_rules(), event_rules(), event_part_rules(), gateway_rules(),
                           scope_rules(), activity_rules(), path_rules(), join_rules(),
                           decision_rules(), people_rules(), calendar_rules()})
    rules.insert(rules.end(), topic.begin(), topic.end());
  return rules;
}

std::vector<Problem> run_rules(const DraftGraph& graph) {
  Findings found;
  for (const Rule& rule : all_rules()) {
    found.rule_ = &rule;
    rule.check(graph, found);
  }
  return std::move(found.problems_);
}

std::string describe(const DraftElement& element) {
  return std::string(bpmn_name(element.kind)) + " '" + element.id + "'";
}

std::string describe(const DraftFlow& flow) {
  if (!flow.id.empty()) return "sequence flow '" + flow.id + "'";
  return "sequence flow from '" + flow.source + "' to '" + flow.target + "'";
}

}  // namespace onward::model
