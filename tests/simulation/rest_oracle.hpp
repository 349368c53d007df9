// What must hold of all instances together when nothing is under way: who calls whom, and that
// nothing due is left.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/instance/instance.hpp"

namespace onward::simulation {

using Instances = std::vector<std::shared_ptr<const Instance>>;

/// `open`: every instance that has not ended.
std::vector<std::string> check_families(const Instances& open);
/// After time has passed until `now` and timers were fired.
std::vector<std::string> check_timers(const Instances& open, Instant now);

}  // namespace onward::simulation
