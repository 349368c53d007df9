#include "engine/execution/step.hpp"

#include "engine/base/limits.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/clocks.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/joins.hpp"
#include "engine/execution/quantities.hpp"
#include "engine/execution/timers.hpp"

namespace onward {

const model::Element& Step::element_of(const Token& token) const {
  return definition_->element(definition_->at(token.element));
}

const WorkingCalendar* Step::calendar(const std::string& id) const {
  return calendar_named(*definition_, environment_.calendars, id);
}

Token Step::token(LocalId id) const {
  const Token* token = find_token(instance(), id);
  ONWARD_CHECK(token != nullptr);
  return *token;
}

void Step::migrate(model::DefinitionPtr target, InstanceMigrated fact) {
  journal_.add(std::move(fact));
  migrated_to_ = std::move(target);
  definition_ = migrated_to_.get();
  places_.emplace(*definition_, instance());
}

LocalId Step::create_token(LocalId scope, const model::Element& element, model::FlowIndex flow) {
  const LocalId id = next_local();
  const std::string flow_id = flow == model::none ? std::string{} : definition_->flow(flow).id;
  add(TokenCreated{id, scope, element.id, flow_id, now()});
  if (instance().tokens.size() > limits::tokens_per_instance)
    raise_too_many(id);
  else
    agenda_.push_back({id, Entry::How::enter});
  return id;
}

LocalId Step::create_triggered(LocalId scope, const model::Element& element,
                               model::FlowIndex flow) {
  const LocalId id = next_local();
  const std::string flow_id = flow == model::none ? std::string{} : definition_->flow(flow).id;
  add(TokenCreated{id, scope, element.id, flow_id, now()});
  agenda_.push_back({id, Entry::How::triggered});
  return id;
}

void Step::enter_again(LocalId token) {
  // What a first, failed attempt left behind is taken away; boundary waits go on, so that a
  // deadline stays what it was.
  const bool keep_scope =
      find_scope(instance(), this->token(token).scope)->kind == ScopeKind::multi_instance;
  for (const LocalId scope : belonging(token, find_scope)) {
    cancel_content(*this, scope);
    if (!keep_scope) close_scope(scope);
  }
  add(TokenStateChanged{token, TokenState::entering});
  agenda_.push_back({token, Entry::How::again});
}

void Step::leave_again(LocalId token) {
  add(TokenStateChanged{token, TokenState::waiting});
  agenda_.push_back({token, Entry::How::leave});
}

void Step::cancel_token(LocalId token, TokenEnd end) {
  for (const LocalId id : belonging(token, find_wait)) add(WaitClosed{id, WaitEnd::cancelled});
  for (const LocalId id : belonging(token, find_task))
    close_task({id, TaskEnd::cancelled, {}, {}, std::nullopt, {}, now()});
  for (const LocalId id : belonging(token, find_job)) add(JobClosed{id, JobEnd::cancelled, {}, {}});
  if (!belonging(token, find_token).empty()) cancel_calls(token);
  for (const LocalId id : belonging(token, find_scope)) cancel_scope(id);
  consume(token, end);
}

void Step::close_task(TaskClosed fact) {
  const Task task = *find_task(instance(), fact.task);
  add(std::move(fact));
  for (const Subtask& subtask : task.subtasks)
    emit(CommandInstance{subtask.task.instance, CancelInstance{"the whole task was closed"}});
  for (const Notice& notice : task.notices)
    emit(CommandInstance{notice.task.instance, CancelInstance{"the task was closed"}});
}

void Step::cancel_calls(LocalId token) {
  const std::vector<Call> calls = instance().calls;
  for (const Call& call : calls) {
    if (call.token != token) continue;
    add(CallClosed{token, call.child});
    emit(CommandInstance{call.child, CancelInstance{"the call activity was cancelled"}});
  }
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
  for (const LocalId id : belonging(token, find_incident)) add(IncidentResolved{id});
}

void Step::take_one(const Entry& entry) {
  if (!alive(entry.token)) return;
  switch (entry.how) {
    case Entry::How::enter:
      if (!has_start_quantity(*this, entry.token)) break;
      [[fallthrough]];
    case Entry::How::again: enter_element(*this, entry.token); break;
    case Entry::How::triggered: leave_triggered(*this, entry.token); break;
    case Entry::How::leave: leave_element(*this, entry.token); break;
  }
}

const Scope* Step::scope_owned_by(LocalId token) const {
  const std::vector<LocalId> scopes = belonging(token, find_scope);
  return scopes.empty() ? nullptr : find_scope(instance(), scopes.front());
}

bool Step::has_room(std::size_t more) const {
  return instance().tokens.size() + more <= limits::tokens_per_instance;
}

void Step::raise_too_many(LocalId token, bool leaving) {
  raise_incident(token, "too-many-tokens", "an instance may hold 10,000 tokens at once", leaving);
}

void Step::run() {
  bool moved = true;
  while (moved) {
    run_agenda();
    if (is_ended(instance().state)) return;
    moved = complete_scopes(*this) || fire_inclusive_joins(*this);
  }
  report_deadlocks(*this);
  set_clocks(*this);
}

void Step::run_agenda() {
  for (;;) {
    fire_conditions(*this);
    if (agenda_.empty()) return;
    if (steps_ == steps_at_most_) return stop_loop();
    ++steps_;
    const Entry entry = agenda_.front();
    agenda_.pop_front();
    take_one(entry);
  }
}

void Step::stop_loop() {
  // What scopes and joins now let go on has as many steps again; after those it stops at once.
  steps_at_most_ = 2 * limits::steps_per_command;
  const std::deque<Entry> left = std::move(agenda_);
  agenda_.clear();
  for (const Entry& entry : left) {
    if (!alive(entry.token)) continue;
    raise_incident(
        entry.token, "loop-without-wait",
        "10,000 steps were made without anything to wait for; look for a loop in the model",
        entry.how == Entry::How::triggered || entry.how == Entry::How::leave);
  }
}

ChangeSet Step::finish(Instance after) {
  return {std::move(after), journal_.take(), std::move(effects_), steps_};
}

}  // namespace onward
