// What each command does, called by execute.cpp. Every function rejects without having written
// anything, or writes through the journal and leaves the rest to the agenda.
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

Result<Done> handle(Step& step, const StartInstance& start, InstanceId id);

Result<Done> handle(Step& step, const CompleteTask& command);
Result<Done> handle(Step& step, const ClaimTask& command);
Result<Done> handle(Step& step, const AcceptTask& command);
Result<Done> handle(Step& step, const ReleaseTask& command);
Result<Done> handle(Step& step, const AssignTask& command);
Result<Done> handle(Step& step, const DelegateTask& command);
Result<Done> handle(Step& step, const RedirectTask& command);
Result<Done> handle(Step& step, const AddSubtask& command);
Result<Done> handle(Step& step, const EndSubtask& command);
Result<Done> handle(Step& step, const GiveNotice& command);
Result<Done> handle(Step& step, const WithdrawNotice& command);
Result<Done> handle(Step& step, const UpdateTask& command);
Result<Done> handle(Step& step, const MarkChecklist& command);
Result<Done> handle(Step& step, const CommentTask& command);
Result<Done> handle(Step& step, const FailTask& command);
Result<Done> handle(Step& step, const EscalateTask& command);
Result<Done> handle(Step& step, const ReassignTasks& command);

Result<Done> handle(Step& step, const LockJob& command);
Result<Done> handle(Step& step, const ExtendJob& command);
Result<Done> handle(Step& step, const CompleteJob& command);
Result<Done> handle(Step& step, const FailJob& command);
Result<Done> handle(Step& step, const ErrorJob& command);
Result<Done> handle(Step& step, const SetJobRetries& command);

Result<Done> handle(Step& step, const StartAdHoc& command);
Result<Done> handle(Step& step, const FireTimer& command);
Result<Done> handle(Step& step, const DeliverMessage& command);
Result<Done> handle(Step& step, const DeliverSignal& command);
Result<Done> handle(Step& step, const ChildEnded& command);
Result<Done> handle(Step& step, const ChildEscalated& command);
Result<Done> handle(Step& step, const CompensateInstance& command);

Result<Done> handle(Step& step, const RetryIncident& command);
Result<Done> handle(Step& step, const SetVariables& command);
Result<Done> handle(Step& step, const SetTimer& command);
Result<Done> handle(Step& step, const LookAtConditions& command);
Result<Done> handle(Step& step, const SuspendInstance& command);
Result<Done> handle(Step& step, const ResumeInstance& command);
Result<Done> handle(Step& step, const CancelInstance& command);
Result<Done> handle(Step& step, const MoveTokens& command);
Result<Done> handle(Step& step, const MigrateInstance& command);
Result<Done> handle(Step& step, const RewindInstance& command);

}  // namespace onward
