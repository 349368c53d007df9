// What an instance was after an earlier command, from the facts of its history. The only place
// where state is rebuilt from facts.
#pragma once

#include "engine/service/queries.hpp"
#include "engine/service/unit.hpp"

namespace onward {

class CommandsBefore final : public Past {
 public:
  explicit CommandsBefore(Unit& unit) : unit_(unit) {}
  Result<Instance> state_after(InstanceId id, std::uint64_t sequence) override;

 private:
  Unit& unit_;
};

/// The same for who only looks. `command`: what made it so. Errors: wrong_state (the history does
/// not reach so far), too_large, unavailable.
struct PastState {
  Instance instance;
  HistoryRow command;
};
Result<PastState> state_after(Queries& queries, InstanceId id, std::uint64_t sequence);

}  // namespace onward
