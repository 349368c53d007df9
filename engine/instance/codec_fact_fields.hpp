// The fields of every fact in the order in which they are stored; see codec_fields.hpp.
#pragma once

#include "engine/instance/codec_fields.hpp"
#include "engine/instance/fact.hpp"

namespace onward::codec {

template <>
inline constexpr TokenEnd last_of<TokenEnd> = TokenEnd::died;
template <>
inline constexpr WaitEnd last_of<WaitEnd> = WaitEnd::cancelled;
template <>
inline constexpr TaskEnd last_of<TaskEnd> = TaskEnd::failed;
template <>
inline constexpr JobEnd last_of<JobEnd> = JobEnd::failed;

template <class Archive>
void fields(Archive& archive, Of<InstanceStarted> auto& f) {
  archive(f.id, f.definition, f.business_key, f.root, f.parent, f.parent_token, f.depth,
          f.opportunity, f.by, f.element, f.at);
  if (archive.version() >= 4) archive(f.link);
}
template <class Archive>
void fields(Archive& archive, Of<InstanceEnded> auto& f) {
  archive(f.state, f.reason, f.at);
}
template <class Archive>
void fields(Archive& archive, Of<InstanceStateChanged> auto& f) {
  archive(f.state, f.reason);
}
template <class Archive>
void fields(Archive& archive, Of<OpportunityLinked> auto& f) {
  archive(f.opportunity);
}
template <class Archive>
void fields(Archive& archive, Of<TokenCreated> auto& f) {
  archive(f.token, f.scope, f.element, f.flow, f.at);
}
template <class Archive>
void fields(Archive& archive, Of<TokenStateChanged> auto& f) {
  archive(f.token, f.state);
}
template <class Archive>
void fields(Archive& archive, Of<TokenConsumed> auto& f) {
  archive(f.token, f.end);
}
template <class Archive>
void fields(Archive& archive, Of<ScopeOpened> auto& f) {
  archive(f.scope, f.parent, f.owner, f.kind, f.element);
}
template <class Archive>
void fields(Archive& archive, Of<ScopeClosed> auto& f) {
  archive(f.scope);
}
template <class Archive>
void fields(Archive& archive, Of<VariableSet> auto& f) {
  archive(f.scope, f.name, f.value, f.before);
}
template <class Archive>
void fields(Archive& archive, Of<VariableRemoved> auto& f) {
  archive(f.scope, f.name, f.before);
}
template <class Archive>
void fields(Archive& archive, Of<MultiInstanceOutput> auto& o) {
  archive(o.index, o.value);
}
template <class Archive>
void fields(Archive& archive, Of<MultiInstanceChanged> auto& f) {
  archive(f.state, f.output);
}
template <class Archive>
void fields(Archive& archive, Of<WaitOpened> auto& f) {
  archive(f.wait);
}
template <class Archive>
void fields(Archive& archive, Of<WaitClosed> auto& f) {
  archive(f.wait, f.end);
}
template <class Archive>
void fields(Archive& archive, Of<TimerRepeated> auto& f) {
  archive(f.wait, f.due, f.remaining);
}
template <class Archive>
void fields(Archive& archive, Of<TimerPaused> auto& f) {
  archive(f.wait, f.left);
}
template <class Archive>
void fields(Archive& archive, Of<TimerResumed> auto& f) {
  archive(f.wait, f.due);
}
template <class Archive>
void fields(Archive& archive, Of<EventCaught> auto& f) {
  archive(f.wait, f.element, f.name);
}
template <class Archive>
void fields(Archive& archive, Of<TaskOpened> auto& f) {
  archive(f.task);
}
template <class Archive>
void fields(Archive& archive, Of<TaskAssigned> auto& f) {
  archive(f.task, f.assignee, f.owner);
  if (archive.version() >= 4) archive(f.accepted);
}
template <class Archive>
void fields(Archive& archive, Of<TaskUpdated> auto& f) {
  archive(f.task, f.due, f.follow_up, f.priority, f.draft);
}
template <class Archive>
void fields(Archive& archive, Of<ChecklistMarked> auto& f) {
  archive(f.task, f.mark);
}
template <class Archive>
void fields(Archive& archive, Of<TaskCommented> auto& f) {
  archive(f.task, f.comment);
}
template <class Archive>
void fields(Archive& archive, Of<TaskClosed> auto& f) {
  archive(f.task, f.end, f.by, f.results, f.completed_on, f.error_code, f.at);
}
template <class Archive>
void fields(Archive& archive, Of<JobOpened> auto& f) {
  archive(f.job);
}
template <class Archive>
void fields(Archive& archive, Of<JobLocked> auto& f) {
  archive(f.job, f.worker, f.until);
}
template <class Archive>
void fields(Archive& archive, Of<JobFailed> auto& f) {
  archive(f.job, f.message, f.retries, f.due);
}
template <class Archive>
void fields(Archive& archive, Of<JobRetriesSet> auto& f) {
  archive(f.job, f.retries, f.due);
}
template <class Archive>
void fields(Archive& archive, Of<JobClosed> auto& f) {
  archive(f.job, f.end, f.by, f.error_code);
}
template <class Archive>
void fields(Archive& archive, Of<CallOpened> auto& f) {
  archive(f.token, f.child);
}
template <class Archive>
void fields(Archive& archive, Of<CallClosed> auto& f) {
  archive(f.token, f.child);
}
template <class Archive>
void fields(Archive& archive, Of<IncidentRaised> auto& f) {
  archive(f.incident);
}
template <class Archive>
void fields(Archive& archive, Of<IncidentResolved> auto& f) {
  archive(f.incident);
}
template <class Archive>
void fields(Archive& archive, Of<StageReached> auto& f) {
  archive(f.element, f.stage);
}
template <class Archive>
void fields(Archive& archive, Of<EventThrown> auto& f) {
  archive(f.element, f.kind, f.name);
}
template <class Archive>
void fields(Archive& archive, Of<OperationNoted> auto& f) {
  archive(f.operation, f.reason);
}
template <class Archive>
void fields(Archive& archive, Of<BoundarySet> auto& f) {
  archive(f.token);
}
template <class Archive>
void fields(Archive& archive, Of<ConditionSeen> auto& f) {
  archive(f.wait, f.holds);
}
template <class Archive>
void fields(Archive& archive, Of<CompensationKept> auto& f) {
  archive(f.compensable);
}
template <class Archive>
void fields(Archive& archive, Of<CompensationMoved> auto& f) {
  archive(f.compensable, f.scope, f.within, f.run);
}
template <class Archive>
void fields(Archive& archive, Of<CompensationDropped> auto& f) {
  archive(f.compensable);
}
template <class Archive>
void fields(Archive& archive, Of<InstanceReopened> auto& f) {
  archive(f.parent_token);
}

template <class Archive>
void fields(Archive& archive, Of<Renamed> auto& r) {
  archive(r.from, r.to);
}
template <class Archive>
void fields(Archive& archive, Of<InstanceMigrated> auto& f) {
  archive(f.definition, f.renamed);
}
template <class Archive>
void fields(Archive& archive, Of<InstanceRewound> auto& f) {
  archive(f.sequence);
}
template <class Archive>
void fields(Archive& archive, Of<TaskRedirected> auto& f) {
  archive(f.task, f.redirection, f.candidate_groups, f.candidate_users);
}
template <class Archive>
void fields(Archive& archive, Of<SubtaskOpened> auto& f) {
  archive(f.task, f.subtask);
}
template <class Archive>
void fields(Archive& archive, Of<SubtaskEnded> auto& f) {
  archive(f.task, f.subtask);
}
template <class Archive>
void fields(Archive& archive, Of<NoticeGiven> auto& f) {
  archive(f.task, f.notice);
}
template <class Archive>
void fields(Archive& archive, Of<NoticeWithdrawn> auto& f) {
  archive(f.task, f.notice);
}
template <class Archive>
void fields(Archive& archive, Of<DeputyActed> auto& f) {
  archive(f.task, f.deputy, f.absentee);
}

}  // namespace onward::codec
