// What must hold of an instance after every command: no orphan, nothing forgotten, nothing left
// when it has ended. For tests, the simulation and debug builds.
#pragma once

#include <string>
#include <vector>

#include "engine/instance/instance.hpp"
#include "engine/model/definition.hpp"

namespace onward {

/// One sentence per broken invariant; empty when all hold.
std::vector<std::string> broken_invariants(const model::Definition& definition,
                                           const Instance& instance);

}  // namespace onward
