// Chains across transactions: what is thrown is delivered by another command, which may throw
// again. A chain in which nobody waits would go on for ever, a commit each time.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// True when the token stops here with the incident `chain-too-long`, because too many commands
/// caused one another before this one. A retry is asked from outside and begins a new chain.
bool stops_long_chain(Step& step, LocalId token);

}  // namespace onward
