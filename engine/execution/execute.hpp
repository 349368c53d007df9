// The core: (definition, instance, command, environment) -> change set or rejection. Pure; the
// instance given is not touched.
#pragma once

#include <vector>

#include "engine/execution/command.hpp"
#include "engine/execution/effect.hpp"
#include "engine/execution/environment.hpp"
#include "engine/instance/fact.hpp"
#include "engine/model/definition.hpp"

namespace onward {

/// What one command did: the value that gets committed.
struct ChangeSet {
  Instance after;               ///< version = before.version + 1
  std::vector<Fact> facts;      ///< fold(before, facts) == after, but for version
  std::vector<Effect> effects;  ///< in the order in which they arose
  std::uint32_t steps = 0;      ///< elements entered
};

/// Runs the command until every token waits. `before` is an empty Instance for StartInstance. A
/// step that fails is an incident in the change set, not an error. Errors: see the commands;
/// not_found when an instance that ended is asked.
Result<ChangeSet> execute(const model::Definition& definition, const Instance& before,
                          const Command& command, const Environment& environment);

}  // namespace onward
