#include "engine/execution/ending.hpp"

#include "engine/execution/activities/ad_hoc.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/compensation.hpp"
#include "engine/execution/mappings.hpp"

namespace onward {
namespace {

void close_event_sub_process_waits(Step& step, LocalId scope) {
  for (const LocalId id : step.belonging(scope, find_wait))
    step.add(WaitClosed{id, WaitEnd::cancelled});
}

/// What a called process gives back: its data outputs when it has any (clause 10.4.2), else all its
/// variables.
Context returned_variables(const Step& step) {
  const Scope& root = *find_scope(step.instance(), root_scope);
  Context variables;
  const std::vector<std::string>& outputs = step.definition().data.outputs;
  for (const std::string& name : outputs) {
    const Value* value = find_variable(root, name);
    variables.set(name, value == nullptr ? Value{} : *value);
  }
  if (!outputs.empty()) return variables;
  for (const Variable& variable : root.variables) variables.set(variable.name, variable.value);
  return variables;
}

/// True when the scope was completed: its owner leaves, or the instance ends.
bool complete(Step& step, LocalId id) {
  const Scope& scope = *find_scope(step.instance(), id);
  switch (scope.kind) {
    case ScopeKind::process: end_instance(step, InstanceState::completed, {}); return true;
    case ScopeKind::compensation: go_on_compensating(step, id); return true;
    case ScopeKind::event_sub_process:
      if (!leave_event_sub_process(step, id)) return false;
      close_event_sub_process_waits(step, id);
      keep_event_sub_process(step, id);
      step.close_scope(id);
      return true;
    case ScopeKind::sub_process: {
      const LocalId owner = scope.owner;
      // An owner that is stuck while leaving stays so until somebody retries.
      if (find_token(step.instance(), owner)->state != TokenState::waiting) return false;
      if (is_ad_hoc(step, scope) && !is_ad_hoc_done(step, scope)) return false;
      close_event_sub_process_waits(step, id);
      leave_element(step, owner);
      return true;
    }
    case ScopeKind::multi_instance:
    case ScopeKind::activity: return false;
  }
  return false;
}

}  // namespace

void cancel_content(Step& step, LocalId scope) {
  for (const LocalId token : step.belonging(scope, find_token))
    if (step.alive(token)) step.cancel_token(token);
  for (const LocalId inner : step.belonging(scope, find_scope)) step.cancel_scope(inner);
  close_event_sub_process_waits(step, scope);
}

bool complete_scopes(Step& step) {
  // After a completion the agenda comes first: the caller asks again.
  while (const auto emptied = step.places().take_emptied())
    if (complete(step, *emptied)) return true;
  return false;
}

void end_instance(Step& step, InstanceState state, const std::string& reason,
                  const ChildEnded* error) {
  cancel_content(step, root_scope);
  step.add(InstanceEnded{state, reason, step.now()});
  const Instance& instance = step.instance();
  if (const TaskLink& link = instance.link; link.relation == TaskRelation::part)
    step.emit(CommandInstance{link.task.instance, EndSubtask{link.task.local, instance.id}});
  if (!instance.parent) return;
  ChildEnded ended;
  if (error != nullptr) ended = *error;
  ended.token = instance.parent_token;
  ended.child = instance.id;
  ended.state = state;
  if (state == InstanceState::completed) ended.variables = returned_variables(step);
  ended.compensable = !instance.compensables.empty();
  ended.message = ended.message.empty() ? reason : ended.message;
  step.emit(CommandInstance{instance.parent, std::move(ended)});
}

}  // namespace onward
