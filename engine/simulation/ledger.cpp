#include "engine/simulation/ledger.hpp"

#include <algorithm>

namespace onward::simulation {

Account& Ledger::of(const model::DefinitionPtr& definition, const std::string& element) {
  Account& account = accounts_[{definition->ref.key, element}];
  if (account.element == nullptr) {
    account.definition = definition;
    account.element = &definition->element(definition->at(element));
  }
  return account;
}

std::vector<ActivityRow> Ledger::rows() const {
  std::vector<const Account*> accounts;
  for (const auto& [key, account] : accounts_) accounts.push_back(&account);
  // Work before events, then where most time is lost; else as in the document.
  std::stable_sort(accounts.begin(), accounts.end(), [](const Account* a, const Account* b) {
    if (a->is_work != b->is_work) return a->is_work;
    if (a->waited_ms != b->waited_ms) return a->waited_ms > b->waited_ms;
    return a->definition == b->definition && a->element < b->element;
  });
  std::vector<ActivityRow> rows;
  for (const Account* account : accounts) {
    ActivityRow row;
    row.definition = account->definition->ref.key;
    row.element = account->element->id;
    row.name = account->element->name;
    row.type = model::bpmn_name(account->element->kind);
    row.done = account->done;
    row.cancelled = account->cancelled;
    row.total_wait_ms = account->waited_ms;
    if (account->done > 0) {
      const auto count = static_cast<std::int64_t>(account->done);
      row.mean_wait_ms = account->waited_ms / count;
      row.mean_work_ms = account->worked_ms / count;
    }
    row.longest_queue = account->longest_queue;
    row.duration_from = to_string(account->origin);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace onward::simulation
