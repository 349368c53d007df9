#include "engine/simulation/history.hpp"

#include <utility>

#include "engine/base/limits.hpp"

namespace onward::simulation {
namespace {

constexpr std::size_t commands_of_one = 2'000;

/// What is open in the instance, by its local id.
using Open = std::map<LocalId, std::pair<std::string, Instant>>;

void close(History& history, Open& open, LocalId id, bool done, Instant at) {
  const auto found = open.find(id);
  if (found == open.end()) return;
  const auto& [element, since] = found->second;
  if (done) history.durations[element].push_back((at - since).ms);
  open.erase(found);
}

void close_wait(History& history, Open& open, const WaitClosed& closed, Instant at) {
  const auto found = open.find(closed.wait);
  if (found == open.end()) return;
  const bool came = closed.end == WaitEnd::fired;
  History::Awaited& awaited = history.awaited[found->second.first];
  ++(came ? awaited.came : awaited.given_up);
  close(history, open, closed.wait, came, at);
}

void learn_fact(History& history, Open& open, const Fact& fact, Instant at) {
  if (const auto* token = std::get_if<TokenCreated>(&fact)) {
    ++history.passes[token->element];
    if (!token->flow.empty()) ++history.flows[token->flow];
  } else if (const auto* task = std::get_if<TaskOpened>(&fact)) {
    open[task->task.id] = {task->task.element, at};
  } else if (const auto* closed = std::get_if<TaskClosed>(&fact)) {
    close(history, open, closed->task, closed->end == TaskEnd::completed, at);
  } else if (const auto* job = std::get_if<JobOpened>(&fact)) {
    if (job->job.type != JobType::action) open[job->job.id] = {job->job.element, at};
  } else if (const auto* finished = std::get_if<JobClosed>(&fact)) {
    close(history, open, finished->job, finished->end == JobEnd::completed, at);
  } else if (const auto* wait = std::get_if<WaitOpened>(&fact)) {
    if (wait->wait.kind == WaitKind::message || wait->wait.kind == WaitKind::signal)
      open[wait->wait.id] = {wait->wait.element, at};
  } else if (const auto* over = std::get_if<WaitClosed>(&fact)) {
    close_wait(history, open, *over, at);
  }
}

}  // namespace

void learn(History& history, const std::vector<HistoryRow>& commands) {
  Open open;
  for (const HistoryRow& row : commands)
    for (const Fact& fact : row.facts) learn_fact(history, open, fact, row.at);
  ++history.instances;
}

Result<History> read_history(Queries& queries, const std::string& definition) {
  History history;
  InstanceQuery query;
  query.definition = definition;
  query.page.sort = "-startedAt";
  query.page.limit = limits::page_size;
  while (history.instances < limits::history_instances) {
    ONWARD_TRY(const Rows<InstanceRow> page, queries.instances(query));
    for (const InstanceRow& row : page.items) {
      if (history.instances == limits::history_instances) break;
      ONWARD_TRY(const auto commands, queries.history(row.id, 0, commands_of_one));
      learn(history, commands);
    }
    if (page.next.empty()) break;
    query.page.after = page.next;
  }
  return history;
}

}  // namespace onward::simulation
