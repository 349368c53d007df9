// One seed: random processes, random actors, random faults, and what must hold all the time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace onward::simulation {

struct Outcome {
  std::uint64_t digest = 0;         ///< of all facts that were committed
  std::uint64_t commands = 0;       ///< that were asked
  std::vector<std::string> broken;  ///< one sentence per breach; empty: all held
};

Outcome run_seed(std::uint64_t seed);
/// The same, told: the processes as lists of flows, then every command with its facts.
std::string trace_seed(std::uint64_t seed);

}  // namespace onward::simulation
