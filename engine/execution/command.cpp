#include "engine/execution/command.hpp"

namespace onward {
namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace

std::string_view name_of(const Action& action) {
  return std::visit(Overloaded{
                        [](const StartInstance&) { return "start-instance"; },
                        [](const CompleteTask&) { return "complete-task"; },
                        [](const ClaimTask&) { return "claim-task"; },
                        [](const AcceptTask&) { return "accept-task"; },
                        [](const ReleaseTask&) { return "release-task"; },
                        [](const AssignTask&) { return "assign-task"; },
                        [](const DelegateTask&) { return "delegate-task"; },
                        [](const RedirectTask&) { return "redirect-task"; },
                        [](const AddSubtask&) { return "add-subtask"; },
                        [](const EndSubtask&) { return "end-subtask"; },
                        [](const GiveNotice&) { return "give-notice"; },
                        [](const WithdrawNotice&) { return "withdraw-notice"; },
                        [](const UpdateTask&) { return "update-task"; },
                        [](const MarkChecklist&) { return "mark-checklist"; },
                        [](const CommentTask&) { return "comment-task"; },
                        [](const FailTask&) { return "fail-task"; },
                        [](const EscalateTask&) { return "escalate-task"; },
                        [](const ReassignTasks&) { return "reassign-tasks"; },
                        [](const LockJob&) { return "lock-job"; },
                        [](const ExtendJob&) { return "extend-job"; },
                        [](const CompleteJob&) { return "complete-job"; },
                        [](const FailJob&) { return "fail-job"; },
                        [](const ErrorJob&) { return "error-job"; },
                        [](const SetJobRetries&) { return "set-job-retries"; },
                        [](const StartAdHoc&) { return "start-ad-hoc"; },
                        [](const FireTimer&) { return "fire-timer"; },
                        [](const DeliverMessage&) { return "deliver-message"; },
                        [](const DeliverSignal&) { return "deliver-signal"; },
                        [](const ChildEnded&) { return "child-ended"; },
                        [](const ChildEscalated&) { return "child-escalated"; },
                        [](const CompensateInstance&) { return "compensate-instance"; },
                        [](const RetryIncident&) { return "retry-incident"; },
                        [](const SetVariables&) { return "set-variables"; },
                        [](const SetTimer&) { return "set-timer"; },
                        [](const LookAtConditions&) { return "look-at-conditions"; },
                        [](const SuspendInstance&) { return "suspend-instance"; },
                        [](const ResumeInstance&) { return "resume-instance"; },
                        [](const CancelInstance&) { return "cancel-instance"; },
                        [](const MoveTokens&) { return "move-tokens"; },
                        [](const MigrateInstance&) { return "migrate-instance"; },
                        [](const RewindInstance&) { return "rewind-instance"; },
                    },
                    action);
}

}  // namespace onward
