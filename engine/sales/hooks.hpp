// What the sales register does for running processes: stages and kept fields, opportunities that a
// start event registers, built-in actions, and the opportunities that these send to other shards.
// One object for each track: it keeps a few numbers for people in hand. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "engine/service/unit.hpp"

namespace onward::sales {

class Sales final : public SalesHooks {
 public:
  Result<Done> on_effect(Unit& unit, const Effect& effect, const Instance& instance) override;
  [[nodiscard]] bool runs_in_step(const Job& job) const override;
  Result<Value> run_action(Unit& unit, const Instance& instance, const Job& job) override;
  Result<Done> permit(Unit& unit, const Command& command, const Instance& instance,
                      const model::Definition& definition) override;
  Result<Done> deliver(Unit& unit, const Context& body) override;

  /// The next number of an opportunity, from a block. Errors: unavailable.
  Result<std::string> next_number(Store& store);

 private:
  Result<Done> set_stage(Unit& unit, const SetStage& effect, const Instance& instance);
  Result<Done> keep_fields(Unit& unit, const KeepFields& effect);
  Result<Done> register_opportunity(Unit& unit, const RegisterOpportunity& effect,
                                    const Instance& instance);

  std::uint64_t next_ = 0, end_ = 0;  ///< numbers in hand
};

}  // namespace onward::sales
