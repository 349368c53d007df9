#include "engine/execution/belongings.hpp"

namespace onward {

Belongings::Belongings(const Instance& instance) {
  for (const Token& token : instance.tokens) ids_[token.scope].push_back(token.id);
  for (const Scope& scope : instance.scopes)
    if (scope.parent) add(scope.id, scope.owner, scope.parent);
  for (const Wait& wait : instance.waits) add(wait);
  for (const Task& task : instance.tasks) ids_[task.token].push_back(task.id);
  for (const Job& job : instance.jobs) ids_[job.token].push_back(job.id);
  for (const Incident& incident : instance.incidents) ids_[incident.token].push_back(incident.id);
  for (const Call& call : instance.calls) ids_[call.token].push_back(call.token);
}

void Belongings::note(const Fact& fact) {
  if (const auto* token = std::get_if<TokenCreated>(&fact))
    ids_[token->scope].push_back(token->token);
  else if (const auto* scope = std::get_if<ScopeOpened>(&fact))
    add(scope->scope, scope->owner, scope->parent);
  else if (const auto* wait = std::get_if<WaitOpened>(&fact))
    add(wait->wait);
  else if (const auto* task = std::get_if<TaskOpened>(&fact))
    ids_[task->task.token].push_back(task->task.id);
  else if (const auto* job = std::get_if<JobOpened>(&fact))
    ids_[job->job.token].push_back(job->job.id);
  else if (const auto* incident = std::get_if<IncidentRaised>(&fact))
    ids_[incident->incident.token].push_back(incident->incident.id);
  else if (const auto* call = std::get_if<CallOpened>(&fact))
    ids_[call->token].push_back(call->token);
}

std::vector<LocalId> Belongings::of(LocalId owner) const {
  const auto at = ids_.find(owner);
  return at == ids_.end() ? std::vector<LocalId>{} : at->second;
}

}  // namespace onward
