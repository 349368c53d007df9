// A slow second opinion on inclusive joins, straight from the words of BPMN 2.0.2 clause 13.4.3:
// walks forward from each token over the drawing, where the engine looks backwards from the join
// into tables made at deployment.
#pragma once

#include <string>
#include <vector>

#include "engine/instance/fact.hpp"
#include "engine/model/definition.hpp"

namespace onward::simulation {

/// Whether the inclusive gateway may fire in this scope now.
bool may_fire(const model::Definition& definition, const Instance& instance, LocalId scope,
              const model::Element& join);

/// Goes through one command fact by fact: each time that an inclusive join fired it was enabled,
/// and at the end none that is enabled has not fired. One sentence for each breach.
std::vector<std::string> check_joins(const model::Definition& definition, const Instance& before,
                                     const std::vector<Fact>& facts);

}  // namespace onward::simulation
