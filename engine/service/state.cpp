#include "engine/service/state.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace onward {
namespace {

template <class Row>
void append(std::vector<Row>& to, std::vector<Row>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// One row per key: a later row of the same key takes the place of the earlier.
template <class Row, class Same>
void replace_or_append(std::vector<Row>& to, std::vector<Row>&& from, Same same) {
  for (Row& row : from) {
    const auto at =
        std::find_if(to.begin(), to.end(), [&](const Row& other) { return same(row, other); });
    if (at == to.end())
      to.push_back(std::move(row));
    else
      *at = std::move(row);
  }
}

void merge_records(std::vector<RecordWrite>& to, std::vector<RecordWrite>&& from) {
  for (RecordWrite& row : from) {
    const auto at = std::find_if(to.begin(), to.end(), [&](const RecordWrite& other) {
      return other.after.kind == row.after.kind && other.after.id == row.after.id;
    });
    if (at == to.end())
      to.push_back(std::move(row));
    else
      at->after = std::move(row.after);  // what is stored is still what the earlier row found
  }
}

/// What an earlier unit reserved and a later one frees was never stored. The store frees before it
/// adds.
void merge_reservations(TurnWrite& to, TurnWrite& from) {
  for (const std::uint64_t holder : from.reservations_freed)
    std::erase_if(to.reservations_added, [&](const Reservation& r) { return r.holder == holder; });
  append(to.reservations_freed, std::move(from.reservations_freed));
  append(to.reservations_added, std::move(from.reservations_added));
}

}  // namespace

bool TurnWrite::empty() const {
  return instances.empty() && history.empty() && outbox_added.empty() && outbox_done.empty() &&
         idempotency.empty() && opportunities.empty() && opportunity_changes.empty() &&
         records.empty() && products.empty() && users.empty() && reservations_added.empty() &&
         reservations_freed.empty() && messages_added.empty() && messages_taken.empty() &&
         message_ids.empty() && definitions.empty() && start_timers.empty() &&
         attachments.empty() && attachments_removed.empty() && webhooks.empty() &&
         webhook_retries.empty() && links.empty();
}

void Layer::merge(Layer&& inner) {
  for (auto& [id, staged] : inner.instances) {
    auto [at, fresh] = instances.try_emplace(id, staged);
    if (!fresh) at->second.after = std::move(staged.after);
  }
  for (auto& [id, staged] : inner.opportunities) {
    auto [at, fresh] = opportunities.try_emplace(id, staged);
    if (!fresh) at->second.after = std::move(staged.after);
  }
  append(rest.history, std::move(inner.rest.history));
  append(rest.outbox_added, std::move(inner.rest.outbox_added));
  append(rest.outbox_done, std::move(inner.rest.outbox_done));
  append(rest.idempotency, std::move(inner.rest.idempotency));
  append(rest.opportunity_changes, std::move(inner.rest.opportunity_changes));
  merge_records(rest.records, std::move(inner.rest.records));
  append(rest.records_seen, std::move(inner.rest.records_seen));
  append(rest.attachments, std::move(inner.rest.attachments));
  append(rest.attachments_removed, std::move(inner.rest.attachments_removed));
  replace_or_append(rest.products, std::move(inner.rest.products),
                    [](const Product& a, const Product& b) { return a.sku == b.sku; });
  replace_or_append(rest.users, std::move(inner.rest.users),
                    [](const User& a, const User& b) { return a.id == b.id; });
  merge_reservations(rest, inner.rest);
  append(rest.messages_added, std::move(inner.rest.messages_added));
  append(rest.messages_taken, std::move(inner.rest.messages_taken));
  append(rest.message_ids, std::move(inner.rest.message_ids));
  append(rest.definitions, std::move(inner.rest.definitions));
  append(rest.start_timers, std::move(inner.rest.start_timers));
  append(rest.webhooks, std::move(inner.rest.webhooks));
  append(rest.webhook_retries, std::move(inner.rest.webhook_retries));
  append(rest.links, std::move(inner.rest.links));
}

bool Layer::empty() const { return instances.empty() && opportunities.empty() && rest.empty(); }

TurnWrite Layer::take_write() {
  TurnWrite write = std::move(rest);
  for (const auto& [id, staged] : instances)
    write.instances.push_back(
        {staged.before.get(), staged.after.get(), staged.order, staged.holds_business_key});
  for (const auto& [id, staged] : opportunities)
    write.opportunities.push_back({staged.before_version, staged.after.get()});
  return write;
}

}  // namespace onward
