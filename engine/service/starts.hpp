// Processes that start by an event: the latest executable version of each, by message, signal or
// conditional start event.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/execution/environment.hpp"
#include "engine/instance/instance.hpp"

namespace onward {

struct EventStart {
  DefinitionRef definition;
  std::string element;
  model::Details::OpportunityUse opportunity = model::Details::OpportunityUse::none;
  std::uint32_t trigger = 0;  ///< which of the element's event definitions
};

/// Start events, and what starts processes otherwise (instantiate), of this kind and name, in order
/// of key. Names are literals: a start event has no variables to compute one from.
std::vector<EventStart> starts_with(Catalogue& catalogue, WaitKind kind, std::string_view name);

/// The same of conditions that hold. `key`: of one process; empty: of all.
std::vector<EventStart> starts_that_hold(
    Catalogue& catalogue, std::string_view key,
    const std::function<bool(const model::Formula& condition)>& holds);

}  // namespace onward
