// The fields of everything that an Instance holds, in the order in which they are stored: listed
// once, for writing (T is const) and for reading. A field that comes in a later codec version
// stands behind `if (archive.version() >= n)`. Not here: facts (codec_fact_fields.hpp), values
// (codec_value.hpp).
#pragma once

#include <concepts>
#include <type_traits>

#include "engine/instance/instance.hpp"

namespace onward::codec {

/// T is Type or const Type.
template <class T, class Type>
concept Of = std::same_as<std::remove_const_t<T>, Type>;

/// The last enumerator: what a stored number may be at most.
template <class Enum>
inline constexpr Enum last_of = Enum::none_declared;
template <>
inline constexpr InstanceState last_of<InstanceState> = InstanceState::failed;
template <>
inline constexpr TokenState last_of<TokenState> = TokenState::spent;
template <>
inline constexpr ScopeKind last_of<ScopeKind> = ScopeKind::compensation;
template <>
inline constexpr WaitKind last_of<WaitKind> = WaitKind::conditional;
template <>
inline constexpr JobType last_of<JobType> = JobType::action;
template <>
inline constexpr NoticeKind last_of<NoticeKind> = NoticeKind::hung;
template <>
inline constexpr TaskRelation last_of<TaskRelation> = TaskRelation::notice;

template <class Archive>
void fields(Archive& archive, Of<Duration> auto& span) {
  archive(span.ms);
}
template <class Archive>
void fields(Archive& archive, Of<Instant> auto& at) {
  archive(at.ms);
}
template <class Archive>
void fields(Archive& archive, Of<DefinitionRef> auto& ref) {
  archive(ref.key, ref.version);
}
template <class Archive>
void fields(Archive& archive, Of<Token> auto& t) {
  archive(t.id, t.scope, t.element, t.flow, t.state, t.since);
  if (archive.version() >= 2) archive(t.boundary_set);
}
template <class Archive>
void fields(Archive& archive, Of<Variable> auto& v) {
  archive(v.name, v.value);
}
template <class Archive>
void fields(Archive& archive, Of<Scope> auto& s) {
  archive(s.id, s.parent, s.owner, s.kind, s.element, s.variables);
}
template <class Archive>
void fields(Archive& archive, Of<MultiInstanceState> auto& s) {
  archive(s.scope, s.total, s.started, s.active, s.completed, s.terminated, s.items, s.outputs);
}
template <class Archive>
void fields(Archive& archive, Of<Wait> auto& w) {
  archive(w.id, w.token, w.scope, w.element, w.kind, w.name, w.key, w.has_key, w.due, w.cycle,
          w.remaining, w.since);
  if (archive.version() >= 3) archive(w.event, w.holds);
  if (archive.version() >= 4) archive(w.left);
}
template <class Archive>
void fields(Archive& archive, Of<ChecklistMark> auto& m) {
  archive(m.item, m.done, m.not_applicable, m.remark, m.by, m.at);
}
template <class Archive>
void fields(Archive& archive, Of<Comment> auto& c) {
  archive(c.id, c.by, c.text, c.at);
}
template <class Archive>
void fields(Archive& archive, Of<LocalRef> auto& ref) {
  archive(ref.instance, ref.local);
}
template <class Archive>
void fields(Archive& archive, Of<Redirection> auto& r) {
  archive(r.by, r.from, r.to, r.group, r.comment, r.at);
}
template <class Archive>
void fields(Archive& archive, Of<Subtask> auto& s) {
  archive(s.task, s.name);
}
template <class Archive>
void fields(Archive& archive, Of<Notice> auto& n) {
  archive(n.kind, n.task);
}
template <class Archive>
void fields(Archive& archive, Of<TaskLink> auto& l) {
  archive(l.relation, l.task);
}
template <class Archive>
void fields(Archive& archive, Of<Task> auto& t) {
  archive(t.id, t.token, t.element, t.name, t.assignee, t.owner, t.candidate_groups,
          t.candidate_users, t.due, t.follow_up, t.priority, t.created, t.revision, t.checklist,
          t.comments, t.draft);
  if (archive.version() >= 4) archive(t.accepted, t.redirections, t.subtasks, t.notices);
}
template <class Archive>
void fields(Archive& archive, Of<Job> auto& j) {
  archive(j.id, j.token, j.element, j.type, j.topic, j.inputs, j.retries, j.due, j.worker,
          j.locked_until, j.created);
}
template <class Archive>
void fields(Archive& archive, Of<Call> auto& c) {
  archive(c.token, c.child);
}
template <class Archive>
void fields(Archive& archive, Of<Incident> auto& i) {
  archive(i.id, i.token, i.element, i.code, i.message, i.job, i.leaving, i.at);
}
template <class Archive>
void fields(Archive& archive, Of<Compensable> auto& c) {
  archive(c.id, c.scope, c.within, c.run, c.element, c.variables, c.child);
}
template <class Archive>
void fields(Archive& archive, Of<Instance> auto& i) {
  archive(i.id, i.definition, i.version, i.state, i.business_key, i.root, i.parent, i.parent_token,
          i.depth, i.opportunity, i.started_by, i.start_element, i.started, i.ended, i.next_local,
          i.tokens, i.scopes, i.multi_instances, i.waits, i.tasks, i.jobs, i.calls, i.incidents);
  if (archive.version() >= 3) archive(i.compensables);
  if (archive.version() >= 4) archive(i.link);
}

}  // namespace onward::codec
