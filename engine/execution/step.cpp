#include "engine/execution/step.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/joins.hpp"

namespace onward {
namespace {

/// Ids of the items that satisfy `matches`: collected first, since the next fact moves the vector.
template <class Items, class Matches>
std::vector<LocalId> ids_of(const Items& items, Matches matches) {
  std::vector<LocalId> ids;
  for (const auto& item : items)
    if (matches(item)) ids.push_back(item.id);
  return ids;
}

}  // namespace

const model::Element& Step::element_of(const Token& token) const {
  return definition_.element(definition_.at(token.element));
}

Token Step::token(LocalId id) const {
  const Token* token = find_token(instance(), id);
  ONWARD_CHECK(token != nullptr);
  return *token;
}

LocalId Step::create_token(LocalId scope, const model::Element& element, model::FlowIndex flow) {
  const LocalId id = next_local();
  const std::string flow_id = flow == model::none ? std::string{} : definition_.flow(flow).id;
  add(TokenCreated{id, scope, element.id, flow_id, now()});
  if (instance().tokens.size() > limits::tokens_per_instance)
    raise_incident(id, "too-many-tokens", "an instance may hold 10,000 tokens at once");
  else
    agenda_.push_back({id, Entry::How::enter});
  return id;
}

LocalId Step::create_triggered(LocalId scope, const model::Element& element,
                               model::FlowIndex flow) {
  const LocalId id = next_local();
  const std::string flow_id = flow == model::none ? std::string{} : definition_.flow(flow).id;
  add(TokenCreated{id, scope, element.id, flow_id, now()});
  agenda_.push_back({id, Entry::How::triggered});
  return id;
}

void Step::enter_again(LocalId token) {
  // What a first, failed attempt left behind is taken away; boundary waits go on, so that a
  // deadline stays what it was.
  const bool keep_scope =
      find_scope(instance(), this->token(token).scope)->kind == ScopeKind::multi_instance;
  const auto owned = ids_of(instance().scopes, [&](const Scope& s) { return s.owner == token; });
  for (const LocalId scope : owned) {
    cancel_content(*this, scope);
    if (!keep_scope) close_scope(scope);
  }
  add(TokenStateChanged{token, TokenState::entering});
  agenda_.push_back({token, Entry::How::enter});
}

void Step::leave_again(LocalId token) {
  add(TokenStateChanged{token, TokenState::waiting});
  agenda_.push_back({token, Entry::How::leave});
}

void Step::cancel_token(LocalId token, TokenEnd end) {
  for (const LocalId id : ids_of(instance().waits, [&](const Wait& w) { return w.token == token; }))
    add(WaitClosed{id, WaitEnd::cancelled});
  for (const LocalId id : ids_of(instance().tasks, [&](const Task& t) { return t.token == token; }))
    add(TaskClosed{id, TaskEnd::cancelled, {}, {}, std::nullopt, {}, now()});
  for (const LocalId id : ids_of(instance().jobs, [&](const Job& j) { return j.token == token; }))
    add(JobClosed{id, JobEnd::cancelled, {}, {}});
  const std::vector<Call> calls = instance().calls;
  for (const Call& call : calls) {
    if (call.token != token) continue;
    add(CallClosed{token, call.child});
    emit(CommandInstance{call.child, CancelInstance{"the call activity was cancelled"}});
  }
  for (const LocalId id :
       ids_of(instance().scopes, [&](const Scope& s) { return s.owner == token; }))
    cancel_scope(id);
  consume(token, end);
}

void Step::cancel_scope(LocalId scope) {
  cancel_content(*this, scope);
  close_scope(scope);
}

void Step::consume(LocalId token, TokenEnd end) {
  resolve_incidents(token);
  add(TokenConsumed{token, end});
}

void Step::raise_incident(LocalId token, std::string code, std::string message, bool leaving,
                          LocalId job) {
  const Token at = this->token(token);
  add(IncidentRaised{
      {next_local(), token, at.element, std::move(code), std::move(message), job, leaving, now()}});
  add(TokenStateChanged{token, TokenState::stuck});
}

void Step::resolve_incidents(LocalId token) {
  for (const LocalId id :
       ids_of(instance().incidents, [&](const Incident& i) { return i.token == token; }))
    add(IncidentResolved{id});
}

void Step::take_one(const Entry& entry) {
  if (!alive(entry.token)) return;
  switch (entry.how) {
    case Entry::How::enter: enter_element(*this, entry.token); break;
    case Entry::How::triggered: leave_triggered(*this, entry.token); break;
    case Entry::How::leave: leave_element(*this, entry.token); break;
  }
}

void Step::run() {
  bool moved = true;
  while (moved) {
    while (!agenda_.empty()) {
      if (++steps_ > limits::steps_per_command) return stop_loop();
      const Entry entry = agenda_.front();
      agenda_.pop_front();
      take_one(entry);
    }
    if (is_ended(instance().state)) return;
    moved = complete_scopes(*this) || fire_inclusive_joins(*this);
  }
  report_deadlocks(*this);
}

void Step::stop_loop() {
  const std::deque<Entry> left = std::move(agenda_);
  agenda_.clear();
  for (const Entry& entry : left) {
    if (!alive(entry.token)) continue;
    raise_incident(
        entry.token, "loop-without-wait",
        "10,000 steps were made without anything to wait for; look for a loop in the model",
        entry.how != Entry::How::enter);
  }
}

ChangeSet Step::finish(Instance after) {
  return {std::move(after), journal_.take(), std::move(effects_), steps_};
}

}  // namespace onward
