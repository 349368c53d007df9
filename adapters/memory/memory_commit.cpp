// Committing to memory: first everything is compared with what is stored, then everything is
// written, so that a commit is all or nothing.
#include <algorithm>
#include <set>

#include "adapters/memory/memory_store.hpp"
#include "engine/instance/codec.hpp"

namespace onward::memory {
namespace {

class Comparison {
 public:
  Comparison(const MemoryData& data, const TurnWrite& write) : data_(data), write_(write) {}

  std::vector<ErrorDetail> run() {
    check_instances();
    check_business_keys();
    check_register();
    check_reservations();
    check_once();
    return std::move(found_);
  }

 private:
  void collide(std::string pointer) { found_.push_back({std::move(pointer), "moved-on", {}}); }

  void check_instances() {
    for (const InstanceWrite& row : write_.instances) {
      const auto at = data_.instances.find(row.after->id);
      const bool stored = at != data_.instances.end();
      const bool same =
          row.before == nullptr ? !stored : stored && at->second.version == row.before->version;
      if (!same) collide("instance:" + to_text(row.after->id));
    }
  }

  /// Keys that instances give back by ending in this very write are free.
  void check_business_keys() {
    const bool any = std::any_of(write_.instances.begin(), write_.instances.end(),
                                 [](const InstanceWrite& row) { return row.holds_business_key; });
    if (!any) return;  // the search goes through all instances
    std::set<InstanceId> ending;
    for (const InstanceWrite& row : write_.instances)
      if (is_ended(row.after->state)) ending.insert(row.after->id);
    std::map<std::pair<std::string, std::string>, InstanceId> held;
    for (const auto& [id, stored] : data_.instances)
      if (stored.holds_business_key && !is_ended(stored.state) && !ending.contains(id))
        held[{stored.definition, stored.business_key}] = id;
    for (const InstanceWrite& row : write_.instances) {
      if (row.before != nullptr || !row.holds_business_key || is_ended(row.after->state)) continue;
      const std::string& definition = row.after->definition.key;
      const auto [at, free] =
          held.try_emplace({definition, row.after->business_key}, row.after->id);
      if (!free)
        collide("business-key:" + definition + ":" + row.after->business_key + ":" +
                to_text(at->second));
    }
  }

  /// Whether another customer has the name.
  [[nodiscard]] bool is_named(const Record& customer) const {
    return std::any_of(data_.records.begin(), data_.records.end(), [&](const auto& each) {
      return each.first.first == RecordKind::customer && each.second.name == customer.name &&
             each.second.id != customer.id;
    });
  }

  void check_register() {
    for (const OpportunityWrite& row : write_.opportunities) {
      const auto at = data_.opportunities.find(row.after->id);
      const std::uint64_t version = at == data_.opportunities.end() ? 0 : at->second.version;
      if (version != row.before_version) collide("opportunity:" + to_text(row.after->id));
    }
    for (const RecordWrite& row : write_.records) {
      const auto at = data_.records.find({row.after.kind, row.after.id});
      const std::uint64_t version = at == data_.records.end() ? 0 : at->second.version;
      if (version != row.before_version) collide("record:" + id_to_text(row.after.id));
      if (row.after.kind == RecordKind::customer && is_named(row.after))
        collide("customer:" + id_to_text(row.after.id));
    }
    for (const RecordSeen& row : write_.records_seen) {
      const auto at = data_.records.find({row.kind, row.id});
      if (at == data_.records.end() || at->second.version != row.version)
        collide("record:" + id_to_text(row.id));
    }
    for (const StoredDefinition& row : write_.definitions)
      if (data_.definitions.contains({row.kind, row.key, row.version}))
        collide("definition:" + row.key);
    for (const StartTimerWrite& row : write_.start_timers) {
      const auto at = data_.start_timers.find({row.definition, row.element});
      const auto due = at == data_.start_timers.end() ? std::optional<Instant>{}
                                                      : std::optional<Instant>(at->second.due);
      if (due != row.expected) collide("start-timer:" + row.definition + ":" + row.element);
    }
  }

  void check_reservations() {
    const auto& freed = write_.reservations_freed;
    std::set<std::pair<std::uint64_t, std::string>> added;
    for (const Reservation& row : write_.reservations_added) {
      const auto at = data_.reservations.find({row.customer, row.sku});
      const bool taken = at != data_.reservations.end() &&
                         std::find(freed.begin(), freed.end(), at->second) == freed.end();
      if (taken || !added.insert({row.customer, row.sku}).second) collide("reservation:" + row.sku);
    }
  }

  /// What may happen once only: a key is used, a message is taken, an outbox row is delivered.
  void check_once() {
    for (const IdempotencyRow& row : write_.idempotency)
      if (data_.idempotency.contains({row.shard, row.caller, row.key}))
        collide("idempotency:" + row.key);
    for (const auto& [id, until] : write_.message_ids)
      if (data_.message_ids.contains(id)) collide("message-id:" + id);
    for (const std::uint64_t id : write_.messages_taken)
      if (!data_.messages.contains(id)) collide("message:" + id_to_text(id));
    for (const AttachmentRemoval& gone : write_.attachments_removed) {
      const auto at = data_.attachments.find(gone.id);
      if (at == data_.attachments.end() || at->second.removed)
        collide("attachment:" + id_to_text(gone.id));
    }
    for (const std::uint64_t id : write_.outbox_done)
      if (!data_.outbox.contains(id)) collide("outbox:" + id_to_text(id));
  }

  const MemoryData& data_;
  const TurnWrite& write_;
  std::vector<ErrorDetail> found_;
};

void write_instance(MemoryData& data, const InstanceWrite& row) {
  const Instance& after = *row.after;
  StoredInstance& stored = data.instances[after.id];
  if (row.before == nullptr) {
    stored.order = row.order;
    stored.holds_business_key = row.holds_business_key;
  }
  stored.bytes = encode(after);
  stored.version = after.version;
  stored.state = after.state;
  stored.definition = after.definition.key;
  stored.business_key = after.business_key;
  stored.opportunity = after.opportunity;
  stored.waits = after.waits;
  stored.jobs = after.jobs;
}

void write_register(MemoryData& data, const TurnWrite& write) {
  for (const OpportunityWrite& row : write.opportunities)
    data.opportunities[row.after->id] = *row.after;
  data.opportunity_changes.insert(data.opportunity_changes.end(), write.opportunity_changes.begin(),
                                  write.opportunity_changes.end());
  for (const RecordWrite& row : write.records)
    data.records[{row.after.kind, row.after.id}] = row.after;
  for (const AttachmentWrite& row : write.attachments) data.attachments[row.added.id] = row.added;
  for (const AttachmentRemoval& gone : write.attachments_removed) {
    data.attachments[gone.id].removed = gone.at;
    data.attachments[gone.id].removed_by = gone.by;
  }
  for (const Product& row : write.products) data.products[row.sku] = row;
  for (const User& row : write.users) data.users[row.id] = row;
  for (const std::uint64_t holder : write.reservations_freed)
    std::erase_if(data.reservations, [&](const auto& row) { return row.second == holder; });
  for (const Reservation& row : write.reservations_added)
    data.reservations[{row.customer, row.sku}] = row.holder;
}

void write_queues(MemoryData& data, const TurnWrite& write) {
  for (const OutboxRow& row : write.outbox_added) {
    data.outbox[row.id] = row;
    data.outbox_order.push_back(row.id);
  }
  for (const std::uint64_t id : write.outbox_done) {
    data.outbox.erase(id);
    std::erase(data.outbox_order, id);
  }
  for (const BufferedMessage& row : write.messages_added) data.messages[row.id] = row;
  for (const std::uint64_t id : write.messages_taken) data.messages.erase(id);
  for (const auto& [id, until] : write.message_ids) data.message_ids[id] = until;
  for (const IdempotencyRow& row : write.idempotency)
    data.idempotency[{row.shard, row.caller, row.key}] = row;
}

}  // namespace

std::vector<ErrorDetail> collisions(const MemoryData& data, const TurnWrite& write) {
  return Comparison(data, write).run();
}

void write_all(MemoryData& data, const TurnWrite& write) {
  for (const InstanceWrite& row : write.instances) write_instance(data, row);
  for (const HistoryRow& row : write.history)
    data.history[row.instance].push_back(
        {row.seq, row.command, row.at, row.actor, row.name, encode(row.facts)});
  write_register(data, write);
  write_queues(data, write);
  for (const StoredDefinition& row : write.definitions)
    data.definitions[{row.kind, row.key, row.version}] = row;
  for (const StartTimerWrite& row : write.start_timers) {
    if (row.after)
      data.start_timers[{row.definition, row.element}] = *row.after;
    else
      data.start_timers.erase({row.definition, row.element});
  }
}

}  // namespace onward::memory
