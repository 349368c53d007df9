// Decision tables (DMN 1.5 clause 8): a node of the FEEL tree that matches rules and applies the
// hit policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/dmn/draft.hpp"
#include "engine/feel/ast.hpp"
#include "engine/feel/evaluator.hpp"

namespace onward::dmn {

class Table final : public feel::NativeNode {
 public:
  struct Input {
    std::string label;
    feel::NodePtr expression;
    feel::NodePtr allowed;  ///< tests; nullptr: anything
    feel::TypePtr type;
  };
  struct Output {
    std::string name;
    feel::TypePtr type;
    feel::NodePtr allowed;   ///< tests, in order of priority
    feel::NodePtr fallback;  ///< default output entry
  };
  struct Rule {
    std::string id;
    std::vector<feel::NodePtr> conditions, results;
  };

  std::string decision_id;
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<Rule> rules;

  [[nodiscard]] Value evaluate(feel::Evaluator& evaluator, const feel::Frame* frame) const override;

 private:
  using Row = std::vector<Value>;  ///< one value per output
  [[nodiscard]] std::optional<Row> input_values(feel::Evaluator& evaluator,
                                                const feel::Frame* frame) const;
  [[nodiscard]] bool matches(feel::Evaluator& evaluator, const feel::Frame* frame, const Rule& rule,
                             const Row& values) const;
  [[nodiscard]] Row results_of(feel::Evaluator& evaluator, const feel::Frame* frame,
                               const Rule& rule) const;
  [[nodiscard]] Value row_value(const Row& row) const;
  [[nodiscard]] Value without_match(feel::Evaluator& evaluator, const feel::Frame* frame) const;
  [[nodiscard]] Value one_of(feel::Evaluator& evaluator, const feel::Frame* frame,
                             const std::vector<Row>& rows) const;
  [[nodiscard]] Value many_of(feel::Evaluator& evaluator, const feel::Frame* frame,
                              const std::vector<Row>& rows) const;
  [[nodiscard]] std::vector<Row> by_priority(feel::Evaluator& evaluator, const feel::Frame* frame,
                                             std::vector<Row> rows) const;
  [[nodiscard]] Value aggregate(feel::Evaluator& evaluator, const std::vector<Row>& rows) const;
};

}  // namespace onward::dmn
