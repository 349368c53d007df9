// Everything that can happen to an instance: one small record each. apply() turns a fact into a
// change of the Instance, the store keeps the facts of each command as its history, the API shows
// them. Facts are complete and past tense.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/instance/instance.hpp"

namespace onward {

/// The instance exists: the root scope is open, variables and tokens follow.
struct InstanceStarted {
  InstanceId id{};
  DefinitionRef definition{};
  std::string business_key{};
  InstanceId root{}, parent{};
  LocalId parent_token{};
  std::uint32_t depth = 0;
  OpportunityId opportunity{};
  std::string by{};
  std::string element{};  ///< the start event
  Instant at{};
  TaskLink link{};
  friend bool operator==(const InstanceStarted&, const InstanceStarted&) = default;
};
/// The instance came to its end; nothing is left inside.
struct InstanceEnded {
  InstanceState state = InstanceState::completed;
  std::string reason{};
  Instant at{};
  friend bool operator==(const InstanceEnded&, const InstanceEnded&) = default;
};
/// An admin stopped or continued the instance.
struct InstanceStateChanged {
  InstanceState state = InstanceState::active;
  std::string reason{};
  friend bool operator==(const InstanceStateChanged&, const InstanceStateChanged&) = default;
};
/// The opportunity that the instance belongs to became known (a start event that registers one).
struct OpportunityLinked {
  OpportunityId opportunity{};
  friend bool operator==(const OpportunityLinked&, const OpportunityLinked&) = default;
};
/// A token arrived at an element.
struct TokenCreated {
  LocalId token{}, scope{};
  std::string element{}, flow{};
  Instant at{};
  friend bool operator==(const TokenCreated&, const TokenCreated&) = default;
};
/// The token's state changed: waits, parked at a join, stuck, or on the agenda again.
struct TokenStateChanged {
  LocalId token{};
  TokenState state = TokenState::waiting;
  friend bool operator==(const TokenStateChanged&, const TokenStateChanged&) = default;
};
/// How an activation ended.
enum class TokenEnd : std::uint8_t { completed, cancelled, merged, died };
/// The token left its element (completed), was taken away (cancelled), was used up by a join
/// (merged), or had nowhere to go (died).
struct TokenConsumed {
  LocalId token{};
  TokenEnd end = TokenEnd::completed;
  friend bool operator==(const TokenConsumed&, const TokenConsumed&) = default;
};
/// A scope was opened: its variables follow.
struct ScopeOpened {
  LocalId scope{}, parent{}, owner{};
  ScopeKind kind = ScopeKind::sub_process;
  std::string element{};
  friend bool operator==(const ScopeOpened&, const ScopeOpened&) = default;
};
/// A scope was closed, with its variables.
struct ScopeClosed {
  LocalId scope{};
  friend bool operator==(const ScopeClosed&, const ScopeClosed&) = default;
};
/// A variable got a value; `before` is what it was (absent: it is new).
struct VariableSet {
  LocalId scope{};
  std::string name{};
  Value value{};
  std::optional<Value> before{};
  friend bool operator==(const VariableSet&, const VariableSet&) = default;
};
/// A variable was taken away.
struct VariableRemoved {
  LocalId scope{};
  std::string name{};
  std::optional<Value> before{};
  friend bool operator==(const VariableRemoved&, const VariableRemoved&) = default;
};
/// What one instance of a multi-instance activity gave.
struct MultiInstanceOutput {
  std::uint32_t index = 0;
  Value value{};
  friend bool operator==(const MultiInstanceOutput&, const MultiInstanceOutput&) = default;
};
/// Progress of a multi-instance activity changed: all numbers. An empty list says that the items or
/// outputs stay as they were, and `output` adds one output: so a fact is small, however many
/// instances there are. Closing the scope takes the progress away.
struct MultiInstanceChanged {
  MultiInstanceState state{};
  std::optional<MultiInstanceOutput> output{};
  friend bool operator==(const MultiInstanceChanged&, const MultiInstanceChanged&) = default;
};
/// An event is being waited for.
struct WaitOpened {
  Wait wait{};
  friend bool operator==(const WaitOpened&, const WaitOpened&) = default;
};
/// How a wait ended.
enum class WaitEnd : std::uint8_t { fired, cancelled };
/// The event happened, or nobody waits for it any more.
struct WaitClosed {
  LocalId wait{};
  WaitEnd end = WaitEnd::fired;
  friend bool operator==(const WaitClosed&, const WaitClosed&) = default;
};
/// A repeating timer fired and is set again.
struct TimerRepeated {
  LocalId wait{};
  Instant due{};
  std::uint32_t remaining = 0;
  friend bool operator==(const TimerRepeated&, const TimerRepeated&) = default;
};
/// An event was caught (message, signal or timer): what the history shows at the catching element.
struct EventCaught {
  LocalId wait{};
  std::string element{}, name{};
  friend bool operator==(const EventCaught&, const EventCaught&) = default;
};
/// A task was opened for people.
struct TaskOpened {
  Task task{};
  friend bool operator==(const TaskOpened&, const TaskOpened&) = default;
};
/// Somebody took the task, gave it back, or handed it over (assignee empty: offered to the
/// candidates).
struct TaskAssigned {
  LocalId task{};
  std::string assignee{}, owner{};
  std::optional<Instant> accepted{};  ///< absent: the assignee has not taken it on
  friend bool operator==(const TaskAssigned&, const TaskAssigned&) = default;
};
/// Due date, follow-up date, priority or draft were changed; the whole of them.
struct TaskUpdated {
  LocalId task{};
  std::optional<Instant> due{}, follow_up{};
  std::int32_t priority = 50;
  Value draft{};
  friend bool operator==(const TaskUpdated&, const TaskUpdated&) = default;
};
/// A checklist item was marked; both flags false: opened again.
struct ChecklistMarked {
  LocalId task{};
  ChecklistMark mark{};
  friend bool operator==(const ChecklistMarked&, const ChecklistMarked&) = default;
};
/// Somebody wrote a comment on a task.
struct TaskCommented {
  LocalId task{};
  Comment comment{};
  friend bool operator==(const TaskCommented&, const TaskCommented&) = default;
};
/// How a task ended.
enum class TaskEnd : std::uint8_t { completed, cancelled, failed };
/// The task is closed: completed with its results, cancelled by the process, or failed with a BPMN
/// error.
struct TaskClosed {
  LocalId task{};
  TaskEnd end = TaskEnd::completed;
  std::string by{}, results{};
  std::optional<Date> completed_on{};  ///< the business date that the performer named
  std::string error_code{};
  Instant at{};
  friend bool operator==(const TaskClosed&, const TaskClosed&) = default;
};
/// A job was made for a machine.
struct JobOpened {
  Job job{};
  friend bool operator==(const JobOpened&, const JobOpened&) = default;
};
/// A worker holds the job until then; an empty worker: the lock was given up.
struct JobLocked {
  LocalId job{};
  std::string worker{};
  std::optional<Instant> until{};
  friend bool operator==(const JobLocked&, const JobLocked&) = default;
};
/// An attempt failed; `retries` are left, the next not before `due`.
struct JobFailed {
  LocalId job{};
  std::string message{};
  std::uint32_t retries = 0;
  Instant due{};
  friend bool operator==(const JobFailed&, const JobFailed&) = default;
};
/// An admin gave a job new attempts.
struct JobRetriesSet {
  LocalId job{};
  std::uint32_t retries = 0;
  Instant due{};
  friend bool operator==(const JobRetriesSet&, const JobRetriesSet&) = default;
};
/// How a job ended.
enum class JobEnd : std::uint8_t { completed, cancelled, failed };
/// The job is done, no longer needed, or ended with a BPMN error.
struct JobClosed {
  LocalId job{};
  JobEnd end = JobEnd::completed;
  std::string by{}, error_code{};
  friend bool operator==(const JobClosed&, const JobClosed&) = default;
};
/// A call activity called another instance.
struct CallOpened {
  LocalId token{};
  InstanceId child{};
  friend bool operator==(const CallOpened&, const CallOpened&) = default;
};
/// The called instance came back, or is no longer waited for.
struct CallClosed {
  LocalId token{};
  InstanceId child{};
  friend bool operator==(const CallClosed&, const CallClosed&) = default;
};
/// The token cannot go on without help.
struct IncidentRaised {
  Incident incident{};
  friend bool operator==(const IncidentRaised&, const IncidentRaised&) = default;
};
/// The incident is over (retried, or its token is gone).
struct IncidentResolved {
  LocalId incident{};
  friend bool operator==(const IncidentResolved&, const IncidentResolved&) = default;
};
/// The opportunity reached a stage by entering an element.
struct StageReached {
  std::string element{}, stage{};
  friend bool operator==(const StageReached&, const StageReached&) = default;
};
/// A signal or message was thrown, or an error or escalation raised: for the history, what follows
/// is an effect.
struct EventThrown {
  std::string element{}, kind{}, name{};
  friend bool operator==(const EventThrown&, const EventThrown&) = default;
};
/// An admin's operation, with the reason given: for the history.
struct OperationNoted {
  std::string operation{}, reason{};
  friend bool operator==(const OperationNoted&, const OperationNoted&) = default;
};

/// The boundary events of the token's activity were set, once for as long as the token lives.
struct BoundarySet {
  LocalId token{};
  friend bool operator==(const BoundarySet&, const BoundarySet&) = default;
};

/// A condition that is waited for became true or false.
struct ConditionSeen {
  LocalId wait{};
  bool holds = false;
  friend bool operator==(const ConditionSeen&, const ConditionSeen&) = default;
};
/// An activity completed that can be compensated.
struct CompensationKept {
  Compensable compensable{};
  friend bool operator==(const CompensationKept&, const CompensationKept&) = default;
};
/// A completed activity belongs to a scope, to a completed sub-process, or to a compensation that
/// runs: one of the three.
struct CompensationMoved {
  LocalId compensable{}, scope{}, within{}, run{};
  friend bool operator==(const CompensationMoved&, const CompensationMoved&) = default;
};
/// A completed activity cannot be compensated any more, or is being compensated; nor can what
/// belongs to it.
struct CompensationDropped {
  LocalId compensable{};
  friend bool operator==(const CompensationDropped&, const CompensationDropped&) = default;
};
/// A completed instance is active again: its caller's call activity is being compensated.
struct InstanceReopened {
  LocalId parent_token{};  ///< who waits for it now
  friend bool operator==(const InstanceReopened&, const InstanceReopened&) = default;
};
/// An element or flow that is called otherwise from here on.
struct Renamed {
  std::string from{}, to{};
  friend bool operator==(const Renamed&, const Renamed&) = default;
};
/// An admin took the instance over to another version of its process. What is open keeps its ids;
/// names that are not listed stay as they are.
struct InstanceMigrated {
  DefinitionRef definition{};
  std::vector<Renamed> renamed{};
  friend bool operator==(const InstanceMigrated&, const InstanceMigrated&) = default;
};
/// An admin took the instance back to the state after that command; the facts that follow say how.
/// For the history: nothing changes by itself.
struct InstanceRewound {
  std::uint64_t sequence = 0;
  friend bool operator==(const InstanceRewound&, const InstanceRewound&) = default;
};

/// The task was handed on to another person or group, with the whole of whom it is offered to.
struct TaskRedirected {
  LocalId task{};
  Redirection redirection{};
  std::vector<std::string> candidate_groups{}, candidate_users{};
  friend bool operator==(const TaskRedirected&, const TaskRedirected&) = default;
};
/// The task has a part of its own.
struct SubtaskOpened {
  LocalId task{};
  Subtask subtask{};
  friend bool operator==(const SubtaskOpened&, const SubtaskOpened&) = default;
};
/// A part of the task is done or was cancelled.
struct SubtaskEnded {
  LocalId task{};
  InstanceId subtask{};
  friend bool operator==(const SubtaskEnded&, const SubtaskEnded&) = default;
};
/// A coordinator was told about the task.
struct NoticeGiven {
  LocalId task{};
  Notice notice{};
  friend bool operator==(const NoticeGiven&, const NoticeGiven&) = default;
};
/// What a coordinator was told holds no more.
struct NoticeWithdrawn {
  LocalId task{};
  NoticeKind notice = NoticeKind::overdue;
  friend bool operator==(const NoticeWithdrawn&, const NoticeWithdrawn&) = default;
};
/// A deputy did what this command says in the place of somebody who is absent: for the history.
struct DeputyActed {
  LocalId task{};
  std::string deputy{}, absentee{};
  friend bool operator==(const DeputyActed&, const DeputyActed&) = default;
};

/// A timer stands still while the instance waits on somebody else alone, with so much to go.
struct TimerPaused {
  LocalId wait{};
  Duration left{};
  friend bool operator==(const TimerPaused&, const TimerPaused&) = default;
};
/// It runs (again, or an admin gave it another time), and is due then.
struct TimerResumed {
  LocalId wait{};
  Instant due{};
  friend bool operator==(const TimerResumed&, const TimerResumed&) = default;
};

/// The position is the tag in stored history: a new kind is appended at the end.
using Fact =
    std::variant<InstanceStarted, InstanceEnded, InstanceStateChanged, OpportunityLinked,
                 TokenCreated, TokenStateChanged, TokenConsumed, ScopeOpened, ScopeClosed,
                 VariableSet, VariableRemoved, MultiInstanceChanged, WaitOpened, WaitClosed,
                 TimerRepeated, EventCaught, TaskOpened, TaskAssigned, TaskUpdated, ChecklistMarked,
                 TaskCommented, TaskClosed, JobOpened, JobLocked, JobFailed, JobRetriesSet,
                 JobClosed, CallOpened, CallClosed, IncidentRaised, IncidentResolved, StageReached,
                 EventThrown, OperationNoted, BoundarySet, ConditionSeen, CompensationKept,
                 CompensationMoved, CompensationDropped, InstanceReopened, InstanceMigrated,
                 InstanceRewound, TaskRedirected, SubtaskOpened, SubtaskEnded, NoticeGiven,
                 NoticeWithdrawn, DeputyActed, TimerPaused, TimerResumed>;

/// "TokenCreated" ...: the name in the history.
std::string_view name_of(const Fact& fact);

}  // namespace onward
