// Evaluates a decision or a decision service with everything that it requires (DMN 1.5
// clause 10.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/dmn/decision.hpp"
#include "engine/feel/feel.hpp"

namespace onward::dmn {

struct MatchedRule {
  std::string decision_id, rule_id;
  std::size_t index = 0;  ///< from 0
};

struct Evaluation {
  Value result;  ///< null when something went wrong: problems say what
  std::vector<MatchedRule> matched_rules;
  std::vector<std::string> problems;
};

/// Inputs are found by name. A name that no requirement declares is looked up in `inputs` as well,
/// for models without a requirement diagram. Errors: not_found (no such decision or service),
/// too_large (a bound of limits.hpp).
Result<Evaluation> evaluate(const Model& model, std::string_view decision_id_or_name,
                            const Context& inputs, const feel::Environment& environment);

}  // namespace onward::dmn
