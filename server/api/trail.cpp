#include "server/api/trail.hpp"

namespace onward::api {
namespace {

constexpr std::size_t block = 500;

}  // namespace

Result<Done> read_history(Queries& queries, InstanceId id,
                          const std::function<void(const HistoryRow&)>& visit) {
  std::uint64_t after = 0;
  for (;;) {
    ONWARD_TRY(const auto rows, queries.history(id, after, block));
    for (const HistoryRow& row : rows) {
      visit(row);
      after = row.seq;
    }
    if (rows.size() < block) return Done{};
  }
}

void Trail::see(const Fact& fact) {
  if (const auto* token = std::get_if<TokenCreated>(&fact))
    elements_[token->token] = token->element;
  if (const auto* scope = std::get_if<ScopeOpened>(&fact)) elements_[scope->scope] = scope->element;
  if (const auto* wait = std::get_if<WaitOpened>(&fact))
    elements_[wait->wait.id] = wait->wait.element;
  if (const auto* task = std::get_if<TaskOpened>(&fact))
    elements_[task->task.id] = task->task.element;
  if (const auto* job = std::get_if<JobOpened>(&fact)) elements_[job->job.id] = job->job.element;
  if (const auto* incident = std::get_if<IncidentRaised>(&fact))
    elements_[incident->incident.id] = incident->incident.element;
}

std::string Trail::element(LocalId id) const {
  const auto at = elements_.find(id);
  return at == elements_.end() ? std::string{} : at->second;
}

std::string Trail::element_of(const Fact& fact) const {
  return std::visit(
      [this](const auto& f) -> std::string {
        if constexpr (requires { f.element; })
          return f.element;
        else if constexpr (requires { f.task.element; })
          return f.task.element;
        else if constexpr (requires { f.job.element; })
          return f.job.element;
        else if constexpr (requires { f.wait.element; })
          return f.wait.element;
        else if constexpr (requires { f.incident.element; })
          return f.incident.element;
        else if constexpr (requires { element(f.task); })
          return element(f.task);
        else if constexpr (requires { element(f.job); })
          return element(f.job);
        else if constexpr (requires { element(f.wait); })
          return element(f.wait);
        else if constexpr (requires { element(f.incident); })
          return element(f.incident);
        else if constexpr (requires { element(f.token); })
          return element(f.token);
        else if constexpr (requires { element(f.scope); })
          return element(f.scope);
        else
          return {};
      },
      fact);
}

}  // namespace onward::api
