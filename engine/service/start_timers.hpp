// Timer start events of processes: set when a version is deployed, fired by the pump, set again by
// their cycle.
#pragma once

#include "engine/service/request.hpp"
#include "engine/service/unit.hpp"

namespace onward {

/// Replaces the start timers of the key by those of this (the latest) version. Errors: unavailable.
Result<Done> set_start_timers(Unit& unit, const model::Definition& definition);

/// Starts an instance for a due timer and sets the next occurrence, in one transaction; nothing
/// when another node was faster.
Request start_timer_request(const StartTimer& timer, std::uint64_t new_instance);

}  // namespace onward
