// Small decision models, built by hand.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/dmn/compile.hpp"
#include "engine/dmn/evaluate.hpp"

namespace onward::dmn {

inline DraftExpression literal(std::string text) {
  DraftExpression made;
  made.text = std::move(text);
  return made;
}

inline DraftElement element(DraftElement::Kind kind, std::string id, std::string name,
                            std::vector<std::string> requirements = {}) {
  DraftElement made;
  made.kind = kind;
  made.id = std::move(id);
  made.name = std::move(name);
  made.requirements = std::move(requirements);
  return made;
}

inline DraftElement decision(const std::string& id, DraftExpression logic,
                             std::vector<std::string> requirements = {}) {
  DraftElement made = element(DraftElement::Kind::decision, id, id, std::move(requirements));
  made.logic = std::move(logic);
  return made;
}

/// A table on the input x: rows of a condition and one result per output.
inline DraftExpression table(HitPolicy policy, Aggregation aggregation,
                             std::vector<DraftTable::Output> outputs,
                             const std::vector<std::vector<std::string>>& rows) {
  auto made = std::make_shared<DraftTable>();
  made->hit_policy = policy;
  made->aggregation = aggregation;
  made->inputs.push_back({"i", "x", "number", {"", "x", {}}, {}});
  made->outputs = std::move(outputs);
  for (const auto& row : rows) {
    DraftTable::Rule rule;
    rule.id = "r" + std::to_string(made->rules.size() + 1);
    rule.inputs.push_back({"", row.front(), {}});
    for (std::size_t i = 1; i < row.size(); ++i) rule.outputs.push_back({"", row[i], {}});
    made->rules.push_back(std::move(rule));
  }
  DraftExpression expression;
  expression.kind = DraftExpression::Kind::table;
  expression.table = std::move(made);
  return expression;
}

inline DraftTable::Output output(std::string name, std::string allowed = {}) {
  DraftTable::Output made;
  made.name = std::move(name);
  made.allowed.text = std::move(allowed);
  return made;
}

inline DraftModel model(std::vector<DraftElement> elements) {
  DraftModel made;
  made.id = "m";
  made.name = "model";
  made.name_space = "urn:m";
  made.elements = std::move(elements);
  return made;
}

}  // namespace onward::dmn
