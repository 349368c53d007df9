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

/// What a name means when a decision and a service have the same; the other kind is taken when
/// there is no wanted one.
enum class Wanted { any, decision, service };

/// Inputs are found by name, those of an imported model also under the name of the import. A name
/// that no requirement declares is looked up in `inputs` as well, for models without a requirement
/// diagram. Errors: not_found (no such decision or service), too_large (a bound of limits.hpp).
Result<Evaluation> evaluate(const Model& model, std::string_view id_or_name, const Context& inputs,
                            const feel::Environment& environment, Wanted wanted = Wanted::any);

}  // namespace onward::dmn
