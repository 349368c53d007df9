// Everything that one can ask of an instance. A command changes one instance; what must happen
// elsewhere leaves as an Effect.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"
#include "engine/instance/instance.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// On whose behalf. `everything`: an admin, or the engine itself.
struct Actor {
  std::string user;
  std::vector<std::string> groups;  ///< "*": every group (serve --dev without X-Groups)
  bool everything = false;
  std::vector<std::string> stands_in_for{};  ///< people who are absent, and whose deputy this is
};

/// Start an instance that does not exist yet. Rejected: not_executable, not_found (no such start
/// event), invalid.
struct StartInstance {
  DefinitionRef definition;                ///< resolved: key and version
  std::string start_element;               ///< empty: the none start event (bpmn.md decision 11)
  std::optional<std::uint32_t> trigger{};  ///< which of its event definitions happened; absent: all
  std::string business_key;
  InstanceId root, parent;  ///< root 0: the instance itself
  LocalId parent_token;
  std::uint32_t depth = 0;
  OpportunityId opportunity;
  Context variables;
  Value own_task{};  ///< what a task of one's own says (service/own_task.hpp); null for every other
                     ///< process
  TaskLink link{};   ///< of a task of one's own
};

// Tasks. Rejected: already_completed (no such open task), forbidden or already_claimed (not
// theirs), stale (revision).
struct CompleteTask {
  LocalId task;
  Context variables;
  std::string results;
  std::optional<Date> completed_on;
  enum class OpenSubtasks : std::uint8_t { refuse, cancel };
  OpenSubtasks open_subtasks = OpenSubtasks::refuse;  ///< rejected: open_subtasks
};
/// Takes the task, and with it accepts it.
struct ClaimTask {
  LocalId task;
};
/// "I will do it": what is offered becomes theirs, what they hold stays theirs.
struct AcceptTask {
  LocalId task;
};
/// Hands the task on for good, to a person or to a group: one of the two. Rejected: invalid,
/// too_large (its trail).
struct RedirectTask {
  LocalId task;
  std::string assignee, group, comment;
};
/// A part of the task was made. Rejected: too_large.
struct AddSubtask {
  LocalId task;
  Subtask subtask;
};
/// A part of the task has ended.
struct EndSubtask {
  LocalId task;
  InstanceId subtask;
};
/// A coordinator is told about the task, or what they were told holds no more. Rejected:
/// wrong_state (told already, or not).
struct GiveNotice {
  LocalId task;
  Notice notice;
};
struct WithdrawNotice {
  LocalId task;
  NoticeKind notice = NoticeKind::overdue;
};
struct ReleaseTask {
  LocalId task;
};
struct AssignTask {
  LocalId task;
  std::string assignee;
};
/// The assignee lets somebody else do it and gets it back when it is released.
struct DelegateTask {
  LocalId task;
  std::string assignee;
};
/// An absent optional leaves the field as it is; a present empty one clears it.
struct UpdateTask {
  LocalId task;
  std::optional<std::optional<Instant>> due, follow_up;
  std::optional<std::int32_t> priority;
  std::optional<Value> draft;
};
struct MarkChecklist {
  LocalId task;
  std::string item;
  bool done = false, not_applicable = false;
  std::string remark;
};
struct CommentTask {
  LocalId task;
  std::string text;
};
/// A BPMN error thrown at the task.
struct FailTask {
  LocalId task;
  std::string error_code, message;
  Context variables;
};
/// An escalation thrown at the task, which stays open unless what catches it interrupts.
struct EscalateTask {
  LocalId task;
  std::string code;
  Context variables;
};
/// Open tasks of one person go to another (the opportunity's responsible person changed).
struct ReassignTasks {
  std::string from, to;
};

// Jobs. Rejected: already_completed (no such open job), already_claimed (another worker holds the
// lock).
struct LockJob {
  LocalId job;
  std::string worker;
  Instant until;
};
struct ExtendJob {
  LocalId job;
  std::string worker;
  Instant until;
};
struct CompleteJob {
  LocalId job;
  std::string worker;  ///< empty: the engine itself (action, connector)
  Context variables;
  Value result;  ///< of an action or connector
};
struct FailJob {
  LocalId job;
  std::string worker, message;
  std::optional<std::uint32_t> retries;
  std::optional<Duration> retry_in;
  std::string code{};  ///< of the incident when no attempt is left; empty: job-failed
};
struct ErrorJob {
  LocalId job;
  std::string worker, error_code, message;
  Context variables;
};
/// Somebody starts an activity of an open ad-hoc sub-process. Rejected: not_found, ambiguous,
/// wrong_state.
struct StartAdHoc {
  std::string scope;  ///< the sub-process's element id, or the id of its scope or token
  std::string element;
};

/// New attempts, from now on. Rejected: already_completed, invalid (none).
struct SetJobRetries {
  LocalId job;
  std::uint32_t retries = 1;
  std::optional<std::string> reason{};  ///< an admin's, for the history; absent: the engine itself
};

// Events. Rejected: no_catcher (nobody waits any more).
struct FireTimer {
  LocalId wait;
};
struct DeliverMessage {
  LocalId wait;
  Context variables;
};
struct DeliverSignal {
  LocalId wait;
  Context variables;
};
/// A called instance ended; error_code says that it ended with a BPMN error.
struct ChildEnded {
  LocalId token;
  InstanceId child;
  InstanceState state = InstanceState::completed;
  bool error = false;
  std::string error_code, message;
  Context variables;
  bool compensable = false;  ///< something in it could be compensated
};
/// A called instance threw an escalation that nothing in it caught.
struct ChildEscalated {
  LocalId token;
  InstanceId child;
  std::string code;
  Context variables;
};
/// The call activity that called this completed instance is compensated: it is active again, until
/// what completed in it is compensated. Rejected: wrong_state.
struct CompensateInstance {
  LocalId parent_token;
};

// Admins. Rejected: not_found, wrong_state.
struct RetryIncident {
  LocalId incident;
  std::string reason{};
};
struct SetVariables {
  Context patch;  ///< merge patch over the top scope: null removes
  std::string reason{};
};
/// Another time for a timer that is set; absent: now. What repeats goes on from there. Rejected:
/// also wrong_state when it stands still.
struct SetTimer {
  LocalId wait;
  std::optional<Instant> due;
  std::string reason;
};
/// The opportunity changed, which conditions may read: nothing else is done.
struct LookAtConditions {};
struct SuspendInstance {
  std::string reason;
};
struct ResumeInstance {
  std::string reason;
};
struct CancelInstance {
  std::string reason;
};

/// Takes tokens away and starts others, all or nothing. Rejected: invalid (names what the process
/// does not have, a multi-instance body, a join), wrong_state (no token there, nothing would be
/// left), ambiguous (several open scopes), invalid_expression, too_large.
struct MoveTokens {
  struct Activation {
    std::string element;
    Context variables;
    std::string scope;  ///< id of an open scope around it, or of its token; empty: the only one
  };
  std::vector<std::string> cancel;  ///< ids of elements (every token there) and of tokens
  std::vector<Activation> activate;
  std::string reason;
};

/// To another version of the same process. Rejected: wrong_state (it is there already; what does
/// not fit, each place in the details), invalid (the mapping names what is not there), not_found,
/// not_executable.
struct MigrateInstance {
  std::uint32_t version = 0;
  std::map<std::string, std::string>
      mapping;  ///< element or flow -> its id there; absent: the same
  std::string reason;
};
/// Back to the state after the command with that number. Rejected: invalid (no such past),
/// wrong_state (a called instance has ended since, another version, a history that is gone).
struct RewindInstance {
  std::uint64_t to_sequence = 0;
  std::string reason;
};

using Action = std::variant<
    StartInstance, CompleteTask, ClaimTask, AcceptTask, ReleaseTask, AssignTask, DelegateTask,
    RedirectTask, AddSubtask, EndSubtask, GiveNotice, WithdrawNotice, UpdateTask, MarkChecklist,
    CommentTask, FailTask, EscalateTask, ReassignTasks, LockJob, ExtendJob, CompleteJob, FailJob,
    ErrorJob, SetJobRetries, StartAdHoc, FireTimer, DeliverMessage, DeliverSignal, ChildEnded,
    ChildEscalated, CompensateInstance, RetryIncident, SetVariables, SetTimer, LookAtConditions,
    SuspendInstance, ResumeInstance, CancelInstance, MoveTokens, MigrateInstance, RewindInstance>;

struct Command {
  InstanceId instance;
  Action action;
  Actor actor;
  std::optional<std::uint64_t>
      if_revision;  ///< If-Match: the task's revision or the instance's version
};

/// "complete-task" ...: for logs and the history.
std::string_view name_of(const Action& action);

}  // namespace onward
