// simulation --trace SEED tells one seed. simulation --seeds A..B: runs each seed, prints the first
// before it starts and every seed that breaks a rule; every hundredth seed runs twice and must give
// the same bytes.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/simulation/simulator.hpp"

namespace {

bool report(std::uint64_t seed, const std::vector<std::string>& broken) {
  for (const std::string& sentence : broken)
    std::cout << "seed " << seed << ": " << sentence << '\n';
  return broken.empty();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string seeds = argc == 3 && std::string(argv[1]) == "--seeds" ? argv[2] : "";
  if (argc == 3 && std::string(argv[1]) == "--trace") {
    std::cout << onward::simulation::trace_seed(std::strtoull(argv[2], nullptr, 10));
    return 0;
  }
  const std::size_t dots = seeds.find("..");
  if (dots == std::string::npos) {
    std::cerr << "usage: simulation --seeds A..B | --trace SEED\n";
    return 2;
  }
  const std::uint64_t first = std::strtoull(seeds.c_str(), nullptr, 10);
  const std::uint64_t last = std::strtoull(seeds.c_str() + dots + 2, nullptr, 10);
  std::cout << "seeds " << first << " to " << last << std::endl;
  std::uint64_t commands = 0;
  std::uint64_t failed = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const auto outcome = onward::simulation::run_seed(seed);
    commands += outcome.commands;
    if (!report(seed, outcome.broken)) ++failed;
    if (seed % 100 == 0 && onward::simulation::run_seed(seed).digest != outcome.digest) {
      std::cout << "seed " << seed << ": the second run made other facts\n";
      ++failed;
    }
  }
  std::cout << last - first + 1 << " seeds, " << commands << " commands, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}
