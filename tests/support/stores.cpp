#include "tests/support/stores.hpp"

#include <memory>

#include "engine/execution/activities/ad_hoc_offer.hpp"
#include "engine/execution/invariants.hpp"
#include "engine/instance/apply.hpp"
#include "engine/instance/codec.hpp"

namespace onward::test {
namespace {

template <class Item>
void follow(std::map<LocalId, Item>& index, const Difference<Item>& difference) {
  for (const Item* item : difference.removed) index.erase(item->id);
  for (const Item* item : difference.added) index[item->id] = *item;
  for (const Item* item : difference.changed) index[item->id] = *item;
}

/// Whether they would make the same row. Of a timer the index keeps when it is due and where; one
/// that fires and is moved back in one turn has counted a repetition, and its row stays.
template <class Item>
bool same_row(const Item& a, const Item& b) {
  return a == b;
}
template <>
bool same_row(const Wait& a, const Wait& b) {
  if (a.kind != WaitKind::timer) return a == b;
  return a.kind == b.kind && a.due == b.due && a.element == b.element;
}

/// The index holds the same items as the state, of those that are `wanted`.
template <class Item, class Wanted>
bool holds(const std::map<LocalId, Item>& index, const RisingList<Item>& items, Wanted wanted) {
  std::size_t count = 0;
  for (const Item& item : items) {
    if (!wanted(item)) continue;
    ++count;
    const auto at = index.find(item.id);
    if (at == index.end() || !same_row(at->second, item)) return false;
  }
  return count == index.size();
}

}  // namespace

Result<Done> FaultyStore::commit(const TurnWrite& write) {
  switch (fate_()) {
    case CommitFate::succeed: return ForwardingStore::commit(write);
    case CommitFate::conflict: return Error{ErrorCode::conflict, "a planned conflict"};
    case CommitFate::unavailable: return Error{ErrorCode::unavailable, "a planned outage"};
    case CommitFate::unknown:
      ONWARD_TRY_DONE(ForwardingStore::commit(write));
      return Error{ErrorCode::outcome_unknown, "a planned loss of the answer"};
  }
  return Done{};
}

std::function<CommitFate()> every_second_succeeds() {
  return [failed = false]() mutable {
    failed = !failed;
    return failed ? CommitFate::conflict : CommitFate::succeed;
  };
}

Result<Done> CheckedStore::commit(const TurnWrite& write) {
  ONWARD_TRY_DONE(ForwardingStore::commit(write));
  for (const InstanceWrite& row : write.instances) check(row, write);
  for (const HistoryRow& row : write.history) add_to_digest(encode(row.facts));
  for (const OutboxRow& row : write.outbox_added) add_to_digest(row.body);
  return Done{};
}

void CheckedStore::check(const InstanceWrite& row, const TurnWrite& write) {
  const Instance& after = *row.after;
  Instance folded = row.before == nullptr ? Instance{} : *row.before;
  std::uint64_t seq = folded.version;
  for (const HistoryRow& command : write.history) {
    if (command.instance != after.id) continue;
    expect(command.seq == ++seq, after, "the history has a gap");
    folded = fold(std::move(folded), command.facts);
    const auto facts = decode_facts(encode(command.facts));
    expect(facts.ok() && facts.value() == command.facts, after, "facts change when stored");
  }
  expect(after.version == seq, after, "the version is not the number of commands");
  folded.version = after.version;
  expect(folded == after, after, "the facts do not add up to the state");
  const auto decoded = decode_instance(encode(after));
  expect(decoded.ok() && decoded.value() == after, after, "the state changes when stored");
  check_index(row);
  const auto definition = catalogue_.process(after.definition.key, after.definition.version);
  expect(definition.ok(), after, "the definition is gone");
  if (!definition.ok()) return;
  check_ad_hoc(**definition, after);
  for (const std::string& sentence : broken_invariants(**definition, after))
    expect(false, after, sentence);
}

/// The index finds open ad-hoc sub-processes without the definition, which says what they are.
void CheckedStore::check_ad_hoc(const model::Definition& definition, const Instance& after) {
  std::map<LocalId, OpenAdHoc> open;
  for (const OpenAdHoc& each : open_ad_hoc(after)) {
    const model::Element* element = definition.find(each.element);
    expect(element != nullptr && element->kind == model::ElementKind::ad_hoc_sub_process, after,
           "what is no ad-hoc sub-process is open like one: " + each.element);
    open[each.id] = each;
  }
  for (const Token& token : after.tokens) {
    if (after.state != InstanceState::active) break;
    if (offered_in_ad_hoc(definition, after, token).empty()) continue;
    const Scope* scope = find_scope_owned_by(after, token.id);
    expect(scope != nullptr && open.contains(scope->id), after,
           "an ad-hoc sub-process offers something and is not open: " + token.element);
  }
  expect(is_ended(after.state) || index_[after.id].ad_hoc == open, after,
         "the index of ad-hoc sub-processes does not hold what is open");
}

void CheckedStore::check_index(const InstanceWrite& row) {
  const Instance& after = *row.after;
  Index& index = index_[after.id];
  const IndexChanges changes = project(row.before, after);
  follow(index.tasks, changes.tasks);
  follow(index.timers, changes.timers);
  follow(index.subscriptions, changes.subscriptions);
  follow(index.jobs, changes.jobs);
  follow(index.incidents, changes.incidents);
  for (const LocalId gone : changes.ad_hoc_gone) index.ad_hoc.erase(gone);
  for (const OpenAdHoc& open : changes.ad_hoc) index.ad_hoc[open.id] = open;
  const auto is_timer = [](const Wait& wait) { return wait.kind == WaitKind::timer; };
  const auto is_heard = [](const Wait& wait) {
    return wait.kind == WaitKind::message || wait.kind == WaitKind::signal;
  };
  const auto all = [](const auto&) { return true; };
  const bool same = holds(index.tasks, after.tasks, all) && holds(index.jobs, after.jobs, all) &&
                    holds(index.incidents, after.incidents, all) &&
                    holds(index.timers, after.waits, is_timer) &&
                    holds(index.subscriptions, after.waits, is_heard);
  expect(same, after, "the index tables do not hold what the state holds");
  if (is_ended(after.state)) index_.erase(after.id);
}

void CheckedStore::expect(bool holds, const Instance& instance, const std::string& sentence) {
  if (!holds)
    broken_.push_back(instance.definition.key + " " + to_text(instance.id) + " version " +
                      std::to_string(instance.version) + ": " + sentence);
}

void CheckedStore::add_to_digest(std::string_view bytes) {
  for (const char byte : bytes) {
    digest_ ^= static_cast<unsigned char>(byte);
    digest_ *= 0x100000001b3ULL;
  }
}

}  // namespace onward::test
