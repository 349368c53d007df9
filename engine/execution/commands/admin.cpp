// Commands of admins: retry, variables, timers, suspend, resume, cancel. Each leaves its reason in
// the history.
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/scope.hpp"

namespace onward {

Result<Done> handle(Step& step, const RetryIncident& command) {
  const Incident* found = find_incident(step.instance(), command.incident);
  if (found == nullptr) return Error{ErrorCode::not_found, "no such open incident"};
  const Incident incident = *found;
  step.add(OperationNoted{"retry", command.reason});
  step.add(IncidentResolved{incident.id});
  if (incident.job) {
    step.add(JobRetriesSet{incident.job, 1, step.now()});
    step.wait(incident.token);
  } else if (step.token(incident.token).state == TokenState::stuck) {
    if (incident.leaving)
      step.leave_again(incident.token);
    else
      step.enter_again(incident.token);
  }
  return Done{};
}

Result<Done> handle(Step& step, const SetVariables& command) {
  ONWARD_TRY_DONE(check_variables(step.instance(), command.patch));
  step.add(OperationNoted{"set-variables", command.reason});
  for (const auto& [name, value] : command.patch.entries()) {
    const Value* before = find_variable(*find_scope(step.instance(), root_scope), name);
    if (!value.is_null())
      set_local(step, root_scope, name, value);
    else if (before != nullptr)
      step.add(VariableRemoved{root_scope, name, *before});
  }
  return Done{};
}

Result<Done> handle(Step& step, const SetTimer& command) {
  const Wait* timer = find_wait(step.instance(), command.wait);
  if (timer == nullptr || timer->kind != WaitKind::timer)
    return Error{ErrorCode::not_found, "the timer is not set any more"};
  if (timer->left)
    return Error{ErrorCode::wrong_state,
                 "the timer stands still while its process waits on somebody else"};
  step.add(OperationNoted{"set-timer", command.reason});
  // It ran on all the while; nothing else moves a timer that is set.
  step.add(TimerResumed{timer->id, command.due.value_or(step.now())});
  return Done{};
}

Result<Done> handle(Step& step, const SuspendInstance& command) {
  if (step.instance().state == InstanceState::suspended)
    return Error{ErrorCode::wrong_state, "the instance is suspended already"};
  step.add(OperationNoted{"suspend", command.reason});
  step.add(InstanceStateChanged{InstanceState::suspended, command.reason});
  return Done{};
}

/// The step looks at conditions whenever it has run.
Result<Done> handle(Step& step, const LookAtConditions& command) {
  (void)step, (void)command;
  return Done{};
}

Result<Done> handle(Step& step, const ResumeInstance& command) {
  if (step.instance().state != InstanceState::suspended)
    return Error{ErrorCode::wrong_state, "the instance is not suspended"};
  step.add(OperationNoted{"resume", command.reason});
  step.add(InstanceStateChanged{InstanceState::active, command.reason});
  return Done{};
}

Result<Done> handle(Step& step, const CancelInstance& command) {
  step.add(OperationNoted{"cancel", command.reason});
  end_instance(step, InstanceState::cancelled, command.reason);
  return Done{};
}

}  // namespace onward
