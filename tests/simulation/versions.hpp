// Another version of a process: elements and flows that are new, gone, called otherwise or lead
// elsewhere, and the mapping that a careful admin (or one who forgot something) would give.
#pragma once

#include <map>
#include <string>

#include "engine/model/compile.hpp"
#include "tests/simulation/random.hpp"

namespace onward::simulation {

struct Changed {
  model::DefinitionPtr definition;  ///< version 2; it always compiles and is executable
  std::map<std::string, std::string> mapping;
};

Changed changed_version(Random& random, const model::DraftProcess& first);

}  // namespace onward::simulation
