// A process instance as flat data: what is true now. Copied freely (a command works on a copy),
// refers by id, holds no logic. Changed only by apply() (apply.hpp) through the journal. This
// folder cannot see the model: elements are named by their BPMN id, so that a definition may change
// under an instance.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"
#include "engine/instance/rising_list.hpp"
#include "engine/value/value.hpp"

namespace onward {

enum class InstanceState : std::uint8_t { active, suspended, completed, cancelled, failed };
std::string_view to_string(InstanceState state);
bool is_ended(InstanceState state);

enum class TokenState : std::uint8_t {
  entering,  ///< on the agenda of the running command; never stored
  waiting,   ///< the element waits for something (task, job, event, child scope, called instance)
  parked,    ///< arrived at a join and waits for the others; `flow` says where it came in
  stuck,     ///< has an incident
  spent,     ///< used by a complex gateway that waits for its reset; `flow` says where it came in
};

/// One activation of one flow node: created when a flow arrives, consumed when the node is left.
struct Token {
  LocalId id{};
  LocalId scope{};  ///< the scope it lives in
  std::string element{};
  std::string flow{};  ///< sequence flow it arrived by; empty for starts
  TokenState state = TokenState::entering;
  Instant since{};            ///< when it arrived
  bool boundary_set = false;  ///< the activity's boundary events were set: a retry leaves them be
  friend bool operator==(const Token&, const Token&) = default;
};

enum class ScopeKind : std::uint8_t {
  process,      ///< the root, always LocalId 1
  sub_process,  ///< inside an embedded sub-process
  event_sub_process,
  multi_instance,  ///< all instances of one multi-instance activity
  activity,        ///< local variables of one activity (mappings, loop counter)
  compensation,    ///< compensation that runs: of several activities, or of one (see Compensable)
};

struct Variable {
  std::string name{};
  Value value{};
  friend bool operator==(const Variable&, const Variable&) = default;
};

struct Scope {
  LocalId id{};
  LocalId parent{};  ///< none for the root
  LocalId owner{};   ///< the token whose element opened it; none: root, event sub-process
  ScopeKind kind = ScopeKind::process;
  std::string element{};  ///< the sub-process or activity; empty for the root
  std::vector<Variable> variables{};
  friend bool operator==(const Scope&, const Scope&) = default;
};

/// Progress of a multi-instance activity (its scope's id).
struct MultiInstanceState {
  LocalId scope{};
  std::uint32_t total = 0, started = 0, active = 0, completed = 0, terminated = 0;
  List items{};    ///< the collection as it was; empty for a cardinality
  List outputs{};  ///< gathered, null where not yet done; in the order of the input
  friend bool operator==(const MultiInstanceState&, const MultiInstanceState&) = default;
};

enum class WaitKind : std::uint8_t { timer, message, signal, conditional };
std::string_view to_string(WaitKind kind);

/// An event that may happen: catch event, receive task, boundary event, start of an event
/// sub-process.
struct Wait {
  LocalId id{};
  LocalId token{};  ///< the waiting token: of the catch event, or of the activity that the boundary
                    ///< event hangs on; none: event sub-process
  LocalId scope{};  ///< where a caught payload goes; the scope of an event sub-process
  std::string element{};  ///< the element that catches
  WaitKind kind = WaitKind::timer;
  std::string name{};  ///< message or signal
  std::string key{};   ///< correlation key of a message, FEEL text; empty: none asked for
  bool has_key = false;
  Instant due{};                ///< timer
  std::string cycle{};          ///< timer: ISO interval between repetitions; empty: once
  std::uint32_t remaining = 0;  ///< timer: repetitions after this one; UINT32_MAX without end
  Instant since{};
  std::uint32_t event = 0;  ///< which of the element's event definitions, from 0
  bool holds = false;       ///< condition: it was true when it was last looked at
  std::optional<Duration>
      left{};  ///< timer: it stands still, with so much to go; due is `never` then
  friend bool operator==(const Wait&, const Wait&) = default;
};

struct ChecklistMark {
  std::string item{};
  bool done = false, not_applicable = false;
  std::string remark{}, by{};
  Instant at{};
  friend bool operator==(const ChecklistMark&, const ChecklistMark&) = default;
};

struct Comment {
  LocalId id{};
  std::string by{}, text{};
  Instant at{};
  friend bool operator==(const Comment&, const Comment&) = default;
};

/// A task was handed on for good: from whom, to whom, and why.
struct Redirection {
  std::string by{}, from{};  ///< from: who held it; empty: nobody
  std::string to{};          ///< a person; empty: `group`
  std::string group{}, comment{};
  Instant at{};
  friend bool operator==(const Redirection&, const Redirection&) = default;
};

/// An open part of a task: a task of one's own that is done for it.
struct Subtask {
  LocalRef task{};
  std::string name{};
  friend bool operator==(const Subtask&, const Subtask&) = default;
};

/// What a coordinator is told about a task.
enum class NoticeKind : std::uint8_t { overdue, hung };
std::string_view to_string(NoticeKind kind);

/// A coordinator was told; the notice is a task of one's own. Stays when they have closed it.
struct Notice {
  NoticeKind kind = NoticeKind::overdue;
  LocalRef task{};  ///< the notice
  friend bool operator==(const Notice&, const Notice&) = default;
};

/// What the task of an instance is to another task.
enum class TaskRelation : std::uint8_t { none, part, notice };
struct TaskLink {
  TaskRelation relation = TaskRelation::none;
  LocalRef task{};  ///< the other one, in the same shard
  friend bool operator==(const TaskLink&, const TaskLink&) = default;
};

struct Task {
  LocalId id{};
  LocalId token{};
  std::string element{}, name{};
  std::string assignee{};  ///< empty: offered to the candidates
  std::string owner{};     ///< who delegated it; gets it back when resolved
  std::vector<std::string> candidate_groups{}, candidate_users{};
  std::optional<Instant> due{}, follow_up{};
  std::int32_t priority = 50;  ///< 0..100
  Instant created{};
  std::uint32_t revision = 1;              ///< the ETag: grows with every change of the task
  std::vector<ChecklistMark> checklist{};  ///< items that are marked
  std::vector<Comment> comments{};
  Value draft{};                      ///< form values saved before completion: a context, or null
  std::optional<Instant> accepted{};  ///< when its assignee took it on
  std::vector<Redirection> redirections{};
  std::vector<Subtask> subtasks{};  ///< the open ones
  std::vector<Notice> notices{};    ///< at most one of a kind
  friend bool operator==(const Task&, const Task&) = default;
};

enum class JobType : std::uint8_t { worker, connector, action };
std::string_view to_string(JobType type);

struct Job {
  LocalId id{};
  LocalId token{};
  std::string element{};
  JobType type = JobType::worker;
  std::string topic{};
  Value inputs{};             ///< a context: what the worker or action gets
  std::uint32_t retries = 3;  ///< attempts left
  Instant due{};              ///< not before
  std::string worker{};       ///< who holds the lock; empty: nobody
  std::optional<Instant> locked_until{};
  Instant created{};
  friend bool operator==(const Job&, const Job&) = default;
};

/// A called instance that a call activity waits for.
struct Call {
  LocalId token{};
  InstanceId child{};
  friend bool operator==(const Call&, const Call&) = default;
};

struct Incident {
  LocalId id{};
  LocalId token{};
  std::string element{};
  std::string code{}, message{};
  LocalId job{};         ///< the job whose retries are used up; none otherwise
  bool leaving = false;  ///< raised after the element's work was done: a retry leaves it again
  Instant at{};
  friend bool operator==(const Incident&, const Incident&) = default;
};

/// A completed activity that can be compensated (BPMN 2.0.2 clause 13.5.5), with what its variables
/// were then. Later ids completed later.
struct Compensable {
  LocalId id{};
  LocalId scope{};   ///< the scope in which it completed; none: `within` or `run` says where it is
  LocalId within{};  ///< the completed sub-process (a Compensable) that it belongs to
  LocalId run{};     ///< the running compensation (a scope) that will come to it
  std::string element{};
  std::vector<Variable> variables{};  ///< of the activity's own scope
  InstanceId child{};                 ///< the called instance, when that is what is compensated
  friend bool operator==(const Compensable&, const Compensable&) = default;
};

struct Instance {
  InstanceId id{};
  DefinitionRef definition{};
  std::uint64_t version = 0;  ///< commands committed; what the store checks
  InstanceState state = InstanceState::active;
  std::string business_key{};
  InstanceId root{}, parent{};  ///< root == id when nobody called it
  LocalId parent_token{};
  std::uint32_t depth = 0;      ///< call depth, 0 for a root
  OpportunityId opportunity{};  ///< 0: none
  std::string started_by{};
  std::string start_element{};
  Instant started{}, ended{};
  std::uint32_t next_local = 2;  ///< 1 is the root scope
  RisingList<Token> tokens{};
  RisingList<Scope> scopes{};
  std::vector<MultiInstanceState> multi_instances{};  ///< their scopes' ids rise
  RisingList<Wait> waits{};
  RisingList<Task> tasks{};  ///< open tasks only
  RisingList<Job> jobs{};    ///< open jobs only
  std::vector<Call> calls{};
  RisingList<Incident> incidents{};  ///< open incidents only
  RisingList<Compensable> compensables{};
  TaskLink link{};  ///< of a task of one's own
  friend bool operator==(const Instance&, const Instance&) = default;
};

inline constexpr LocalId root_scope{1};

// Look-ups by id; nullptr when there is none.
const Token* find_token(const Instance& instance, LocalId id);
const Scope* find_scope(const Instance& instance, LocalId id);
const Scope* find_scope_owned_by(const Instance& instance, LocalId token);
const MultiInstanceState* find_multi_instance(const Instance& instance, LocalId scope);
const Wait* find_wait(const Instance& instance, LocalId id);
const Task* find_task(const Instance& instance, LocalId id);
const Job* find_job(const Instance& instance, LocalId id);
const Incident* find_incident(const Instance& instance, LocalId id);
const Compensable* find_compensable(const Instance& instance, LocalId id);
const Value* find_variable(const Scope& scope, std::string_view name);

/// Memory that the instance takes, roughly, in bytes: for the bound of the cache.
std::size_t size_bytes(const Instance& instance);

}  // namespace onward
