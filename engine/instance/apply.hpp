// The only writer of Instance. A setter for each fact: no decisions, no model, no time (style.md
// section 7).
#pragma once

#include <span>

#include "engine/instance/fact.hpp"

namespace onward {

/// Changes `instance` as the fact says. A fact that names something that is not there, or makes
/// something with an id below `next_local`, is a bug (ONWARD_CHECK). Starting opens the root scope,
/// making something raises `next_local`, changing a task raises its revision; `version` belongs to
/// the unit of work.
void apply(Instance& instance, const Fact& fact);

/// apply() for each, in order: what tests compare with the state.
Instance fold(Instance before, std::span<const Fact> facts);

}  // namespace onward
