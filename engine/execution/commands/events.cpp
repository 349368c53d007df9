// Events that reach an instance from outside: timers that are due, messages, signals, the end of a
// called instance.
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/activities/ad_hoc.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/escalations.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

Result<Done> deliver(Step& step, LocalId wait, WaitKind kind, const Context& variables) {
  const Wait* open = find_wait(step.instance(), wait);
  if (open == nullptr || open->kind != kind)
    return Error{ErrorCode::no_catcher, "nobody waits for this any more"};
  ONWARD_TRY_DONE(check_variables(step.instance(), variables));
  fire(step, wait, variables);
  return Done{};
}

}  // namespace

Result<Done> handle(Step& step, const FireTimer& command) {
  const Wait* wait = find_wait(step.instance(), command.wait);
  if (wait == nullptr || wait->kind != WaitKind::timer)
    return Error{ErrorCode::no_catcher, "the timer is not set any more"};
  if (wait->due > step.now()) return Error{ErrorCode::wrong_state, "the timer is not due yet"};
  fire(step, command.wait, {});
  return Done{};
}

Result<Done> handle(Step& step, const StartAdHoc& command) {
  return start_in_ad_hoc(step, command);
}

Result<Done> handle(Step& step, const DeliverMessage& command) {
  return deliver(step, command.wait, WaitKind::message, command.variables);
}

Result<Done> handle(Step& step, const DeliverSignal& command) {
  return deliver(step, command.wait, WaitKind::signal, command.variables);
}

Result<Done> handle(Step& step, const ChildEnded& command) { return child_ended(step, command); }

Result<Done> handle(Step& step, const CompensateInstance& command) {
  return reopen_for_compensation(step, command);
}

Result<Done> handle(Step& step, const ChildEscalated& command) {
  return child_escalated(step, command);
}

}  // namespace onward
