#include "engine/execution/ending.hpp"

#include "engine/execution/behavior.hpp"

namespace onward {
namespace {

bool holds_nothing(const Instance& instance, LocalId scope) {
  for (const Token& token : instance.tokens)
    if (token.scope == scope) return false;
  for (const Scope& inner : instance.scopes)
    if (inner.parent == scope && inner.kind == ScopeKind::event_sub_process) return false;
  return true;
}

void close_event_sub_process_waits(Step& step, LocalId scope) {
  const std::vector<Wait> waits = step.instance().waits;
  for (const Wait& wait : waits)
    if (!wait.token && wait.scope == scope) step.add(WaitClosed{wait.id, WaitEnd::cancelled});
}

Context root_variables(const Instance& instance) {
  Context variables;
  for (const Variable& variable : find_scope(instance, root_scope)->variables)
    variables.set(variable.name, variable.value);
  return variables;
}

/// True when the scope was completed: its owner leaves, or the instance ends.
bool complete(Step& step, LocalId id) {
  const Scope& scope = *find_scope(step.instance(), id);
  switch (scope.kind) {
    case ScopeKind::process: end_instance(step, InstanceState::completed, {}); return true;
    case ScopeKind::event_sub_process:
      close_event_sub_process_waits(step, id);
      step.close_scope(id);
      return true;
    case ScopeKind::sub_process: {
      const LocalId owner = scope.owner;
      // An owner that is stuck while leaving stays so until somebody retries.
      if (find_token(step.instance(), owner)->state != TokenState::waiting) return false;
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
  std::vector<LocalId> tokens, inner;
  for (const Token& token : step.instance().tokens)
    if (token.scope == scope) tokens.push_back(token.id);
  for (const LocalId token : tokens)
    if (step.alive(token)) step.cancel_token(token);
  for (const Scope& candidate : step.instance().scopes)
    if (candidate.parent == scope && candidate.kind == ScopeKind::event_sub_process)
      inner.push_back(candidate.id);
  for (const LocalId id : inner) step.cancel_scope(id);
  close_event_sub_process_waits(step, scope);
}

bool complete_scopes(Step& step) {
  // Innermost first: a scope has a higher id than the one it lies in.
  const std::vector<Scope>& scopes = step.instance().scopes;
  for (std::size_t i = scopes.size(); i-- > 0;)
    // After a completion the list is another one: the caller asks again.
    if (holds_nothing(step.instance(), scopes[i].id) && complete(step, scopes[i].id)) return true;
  return false;
}

void end_instance(Step& step, InstanceState state, const std::string& reason,
                  const ChildEnded* error) {
  cancel_content(step, root_scope);
  step.add(InstanceEnded{state, reason, step.now()});
  const Instance& instance = step.instance();
  if (!instance.parent) return;
  ChildEnded ended;
  if (error != nullptr) ended = *error;
  ended.token = instance.parent_token;
  ended.child = instance.id;
  ended.state = state;
  if (state == InstanceState::completed) ended.variables = root_variables(instance);
  ended.message = ended.message.empty() ? reason : ended.message;
  step.emit(CommandInstance{instance.parent, std::move(ended)});
}

}  // namespace onward
