// Effects that leave their shard, as outbox rows: written with the command that caused them,
// delivered by following turns, each exactly once. A signal or message is first expanded, on its
// sender's track, into one row per receiver; each receiver's row is then delivered on its own track
// and struck off in the same transaction. A crash at any point finds the rows again.
#pragma once

#include <vector>

#include "engine/execution/effect.hpp"
#include "engine/service/request.hpp"
#include "engine/service/unit.hpp"

namespace onward {

/// Effects and actions as plain contexts, and back: only those that can stand in the outbox.
Context to_context(const Effect& effect, InstanceId source);

/// The work that an outbox row asks for, to be run on the track of `Request::shard`. Errors:
/// malformed (not our row).
Result<Request> delivery_of(const OutboxRow& row);

/// Who hears a signal now: an outbox row is posted for each (waiting instances, and processes that
/// start with it). Of more than 1,000 that wait the first come at once; a row of its own goes on
/// with the others.
struct Receiver {
  InstanceId instance;  ///< of a new instance: the id it will get
  std::string element;
  bool started = false;
};
/// Errors: unavailable.
Result<std::vector<Receiver>> post_signal(Unit& unit, const BroadcastSignal& signal);

/// Which processes begin because a condition of theirs holds with these variables (BPMN 2.0.2
/// clause 13.5.1). Nothing watches data outside of instances: whoever changed some asks. One that
/// fails does not hold.
struct ConditionsOfStarts {
  std::string definition;  ///< one process; empty: all
  Context variables;       ///< also of the instances that begin
};
std::vector<Receiver> post_starts_that_hold(Unit& unit, const ConditionsOfStarts& asked);

}  // namespace onward
