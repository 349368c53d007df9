// The built-in actions (docs/dialects.md section 5): a closed table. An action checks everything
// before it writes anything, since its instance goes on with an incident when it fails.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/service/unit.hpp"

namespace onward::sales {

struct ActionCall {
  Unit& unit;
  const Instance& instance;
  const Context& inputs;
  std::function<Result<std::string>()> next_number;  ///< of an opportunity
};

/// The action's result. Errors: where = code of the incident ("invalid-argument",
/// "customer-unknown"); unavailable.
Result<Value> run_action(const ActionCall& call, std::string_view name);

/// An opportunity that opportunity.create sent, arrived in its shard: made and started, once.
/// One that cannot start stays as a draft. Errors: unavailable.
Result<Done> deliver_opportunity(Unit& unit, const Context& body);

}  // namespace onward::sales
