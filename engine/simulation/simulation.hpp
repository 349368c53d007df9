// Runs imaginary instances of a process on a virtual clock (docs/simulate.md). The engine executes
// them; this folder decides what comes from outside, and when.
#pragma once

#include <functional>

#include "engine/execution/environment.hpp"
#include "engine/service/ports.hpp"
#include "engine/simulation/chance.hpp"
#include "engine/simulation/report.hpp"
#include "engine/simulation/resources.hpp"

namespace onward::simulation {

struct Plan {
  model::DefinitionPtr definition;
  std::size_t instances = 1'000;  ///< at most limits::simulated_instances
  model::Spread arrivals;         ///< from one start to the next
  Capacities capacities;
  Context variables;
  std::uint64_t seed = 1;
  Histories histories;
  /// Bounds; smaller ones for tests.
  std::uint64_t commands = 0;               ///< 0: limits::simulated_commands
  std::uint32_t commands_per_instance = 0;  ///< 0: limits::simulated_commands_per_instance
  std::function<bool()> enough{};           ///< asked before each event; true ends the run
  /// Told of every command that was carried out.
  std::function<void(const HistoryRow&)> watch{};
};

/// `store`: empty, in memory; what the instances become stays in it. Errors: not_executable,
/// too_large (too many instances), and what starting one says.
Result<Report> simulate(const Plan& plan, Store& store, Catalogue& catalogue);

}  // namespace onward::simulation
