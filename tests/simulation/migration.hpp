// One seed: instances of a random process run some steps and are taken over to a changed version.
// After that the instance stands in the new version alone, a rehearsal said the same as the run,
// a refusal changed nothing, and the instance ends or waits for somebody.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace onward::simulation {

struct MigrationOutcome {
  std::uint64_t migrated = 0, refused = 0;  ///< instances
  std::vector<std::string> broken;          ///< one sentence per breach; empty: all held
};

MigrationOutcome run_migration_seed(std::uint64_t seed);

}  // namespace onward::simulation
