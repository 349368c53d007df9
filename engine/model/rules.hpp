// The well-formedness rules of BPMN 2.0.2 and of this engine: one table, one row and one function
// per rule. Three severities. error: something stands in the model that the standard forbids with
// *must not*, or a reference leads nowhere. not_executable: something is missing, or needs another
// runtime; a sketch of a process is a valid document. warning: the standard asks for something that
// execution does not need, or a part will be ignored.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/draft_graph.hpp"

namespace onward::model {

struct Rule;

/// Where a rule puts what it finds; code and severity come from the rule's row.
class Findings {
 public:
  void add(const DraftElement& element, const std::string& message);
  /// A flow without an id is known by its source.
  void add(const DraftFlow& flow, const std::string& message);
  void add(Position at, std::string element_id, std::string message);

 private:
  friend std::vector<Problem> run_rules(const DraftGraph& graph);
  const Rule* rule_ = nullptr;
  std::vector<Problem> problems_;
};

struct Rule {
  std::string_view id;      ///< kebab-case; the code of its problems
  std::string_view clause;  ///< of BPMN 2.0.2, or "bpmn.md" with the decision
  Severity severity = Severity::error;
  std::string_view explanation;  ///< one sentence: the rule itself
  void (*check)(const DraftGraph& graph, Findings& found) = nullptr;
};

/// The rows by topic; each topic is a file rules_<topic>.cpp.
std::span<const Rule> flow_rules();
std::span<const Rule> event_rules();
std::span<const Rule> event_part_rules();
std::span<const Rule> gateway_rules();
std::span<const Rule> scope_rules();
std::span<const Rule> activity_rules();
std::span<const Rule> calendar_rules();
std::span<const Rule> path_rules();
std::span<const Rule> join_rules();
std::span<const Rule> decision_rules();
std::span<const Rule> people_rules();
/// The row of what check_variables finds: it reads compiled expressions (variables.hpp).
const Rule& variable_rule();
const Rule& opportunity_rule();

/// All rows, in the order in which they run.
std::vector<Rule> all_rules();
/// What every rule finds, in no particular order.
std::vector<Problem> run_rules(const DraftGraph& graph);

/// What concerns several processes of a document: the message flows between them.
std::vector<Problem> check_collaboration(const Draft& draft);

/// "userTask 'approve'": how messages name an element.
std::string describe(const DraftElement& element);
/// "sequence flow 'f1'", or its ends when it has no id.
std::string describe(const DraftFlow& flow);

}  // namespace onward::model
