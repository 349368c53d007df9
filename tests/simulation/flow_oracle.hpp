// Which flows a token must take, told from the model and the variables alone (BPMN 2.0.2
// clauses 13.3.2 and 13.4): what the facts of a command are held against. Conditions are those that
// the generator writes: `x`, a comparison, a number. Inclusive joins: join_oracle.hpp.
#pragma once

#include <string>
#include <vector>

#include "engine/instance/fact.hpp"
#include "engine/model/definition.hpp"

namespace onward::simulation {

/// One sentence for each token that took other flows than it must, and for each parallel join that
/// fired too early, took the wrong tokens, or did not fire.
std::vector<std::string> check_flows(const model::Definition& definition, const Instance& before,
                                     const std::vector<Fact>& facts);

}  // namespace onward::simulation
