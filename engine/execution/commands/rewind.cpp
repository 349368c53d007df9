// An admin takes an instance back to the state that it had after an earlier command. What is still
// as it was stays, with its ids; what came since is cancelled; what is over since is made anew,
// with new ids, since ids are never used twice. What was decided and why: docs/semantics.md,
// "Putting right".
#include <algorithm>
#include <set>

#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/rewinding.hpp"

namespace onward {
namespace {

Error not_a_past(std::uint64_t sequence, std::uint64_t version) {
  return {ErrorCode::invalid,
          "an instance goes back to a command before its last one",
          {},
          {{"/toSequence", "out-of-range",
            std::to_string(sequence) + " is not from 1 to " + std::to_string(version - 1)}}};
}

/// Called instances that the past state waits for and that have ended since cannot run again.
Result<Done> check_calls(const Instance& now, const Instance& past) {
  std::vector<ErrorDetail> ended;
  for (const Call& call : past.calls)
    if (std::find(now.calls.begin(), now.calls.end(), call) == now.calls.end())
      ended.push_back({"/toSequence", "called-instance-ended",
                       "the called instance " + to_text(call.child) + " has ended since"});
  if (ended.empty()) return Done{};
  std::string message = "the instance cannot go back: " + ended.front().detail;
  return Error{ErrorCode::wrong_state, std::move(message), {}, std::move(ended)};
}

}  // namespace

Result<Done> handle(Step& step, const RewindInstance& command) {
  const Instance& now = step.instance();
  if (command.to_sequence == 0 || command.to_sequence >= now.version)
    return not_a_past(command.to_sequence, now.version);
  if (step.environment().past == nullptr)
    return Error{ErrorCode::unavailable, "the history cannot be read here"};
  ONWARD_TRY(const Instance past,
             step.environment().past->state_after(now.id, command.to_sequence));
  if (past.definition != now.definition)
    return Error{ErrorCode::wrong_state,
                 "the instance was at version " + std::to_string(past.definition.version) +
                     " of its process then: migrate it there first",
                 "/toSequence"};
  ONWARD_TRY_DONE(check_calls(now, past));
  step.add(OperationNoted{"rewind", command.reason});
  step.add(InstanceRewound{command.to_sequence});
  rewind(step, past);
  return Done{};
}

}  // namespace onward
