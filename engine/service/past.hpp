// What an instance was after an earlier command, from the facts of its history. The only place
// where state is rebuilt from facts.
#pragma once

#include "engine/service/unit.hpp"

namespace onward {

class CommandsBefore final : public Past {
 public:
  explicit CommandsBefore(Unit& unit) : unit_(unit) {}
  Result<Instance> state_after(InstanceId id, std::uint64_t sequence) override;

 private:
  Unit& unit_;
};

}  // namespace onward
