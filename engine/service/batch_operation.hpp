// What a batch asks of each of its instances: the name of an operation and its arguments, as they
// were posted and as they are stored.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/execution/command.hpp"

namespace onward {

struct BatchOperation {
  std::string name;   ///< suspend, resume, cancel, retry, migrate, move, set-variables
  Context arguments;  ///< members as in the operation of one instance
  std::string reason;
};

/// The commands for one instance: for `retry` one for each open incident, else one. Errors: invalid
/// (another operation, or arguments that it does not take), wrong_state (nothing to retry).
Result<std::vector<Action>> actions_of(const BatchOperation& operation, const Instance& instance);
/// The same without an instance. Errors: invalid.
Result<Done> check_operation(const BatchOperation& operation);

}  // namespace onward
