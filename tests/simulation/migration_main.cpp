// simulation_migration A..B: takes random instances over to changed versions, one seed after the
// other; prints the seeds before it starts, and every one that breaks a rule.
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/simulation/migration.hpp"

int main(int argc, char** argv) {
  const std::string seeds = argc == 2 ? argv[1] : "";
  const std::size_t dots = seeds.find("..");
  if (dots == std::string::npos) {
    std::cerr << "usage: simulation_migration A..B\n";
    return 2;
  }
  const std::uint64_t first = std::strtoull(seeds.c_str(), nullptr, 10);
  const std::uint64_t last = std::strtoull(seeds.c_str() + dots + 2, nullptr, 10);
  std::cout << "seeds " << first << " to " << last << std::endl;
  std::uint64_t migrated = 0, refused = 0, failed = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const auto outcome = onward::simulation::run_migration_seed(seed);
    migrated += outcome.migrated;
    refused += outcome.refused;
    for (const std::string& sentence : outcome.broken)
      std::cout << "seed " << seed << ": " << sentence << '\n';
    if (!outcome.broken.empty()) ++failed;
  }
  std::cout << migrated << " migrated, " << refused << " refused, " << failed << " seeds failed\n";
  // Both happen in any hundred seeds: else the changes are not what they should be.
  const bool many = last - first >= 100;
  return failed == 0 && (!many || (migrated > 0 && refused > 0)) ? 0 : 1;
}
