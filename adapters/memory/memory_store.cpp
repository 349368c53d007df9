#include "adapters/memory/memory_store.hpp"

#include <algorithm>
#include <iterator>

#include "engine/base/limits.hpp"
#include "engine/instance/codec.hpp"

namespace onward::memory {
namespace {

template <class Row>
void keep_first(std::vector<Row>& rows, std::size_t limit) {
  if (rows.size() > limit) rows.resize(limit);
}

/// Jobs that may be worked on at `now`, with the creation order of their instance: of running
/// instances, due, not locked, attempts left.
template <class Wanted>
std::vector<DueJob> free_jobs(const MemoryData& data, Instant now, std::size_t limit,
                              Wanted wanted) {
  std::vector<std::tuple<Instant, std::uint64_t, std::uint32_t, DueJob>> found;
  for (const auto& [id, stored] : data.instances) {
    if (stored.state != InstanceState::active) continue;
    for (const Job& job : stored.jobs) {
      const bool locked = job.locked_until && *job.locked_until > now;
      if (locked || job.due > now || job.retries == 0 || !wanted(job)) continue;
      found.emplace_back(job.created, stored.order, job.id.value, DueJob{id, job.id, job.topic});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(a)) <
           std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(b));
  });
  std::vector<DueJob> jobs;
  for (auto& row : found) jobs.push_back(std::move(std::get<3>(row)));
  keep_first(jobs, limit);
  return jobs;
}

template <class Map, class Key>
auto look_up(const Map& map, const Key& key) -> std::optional<typename Map::mapped_type> {
  const auto at = map.find(key);
  if (at == map.end()) return std::nullopt;
  return at->second;
}

}  // namespace

Result<std::vector<Instance>> MemoryStore::load(std::span<const InstanceId> ids) {
  std::vector<Instance> found;
  for (const InstanceId id : ids) {
    const auto at = data_->instances.find(id);
    if (at == data_->instances.end()) continue;
    ONWARD_TRY(Instance instance, decode_instance(at->second.bytes));
    found.push_back(std::move(instance));
  }
  return found;
}

Result<std::vector<Opportunity>> MemoryStore::load_opportunities(
    std::span<const OpportunityId> ids) {
  std::vector<Opportunity> found;
  for (const OpportunityId id : ids)
    if (auto row = look_up(data_->opportunities, id)) found.push_back(std::move(*row));
  return found;
}

Result<std::vector<std::pair<InstanceId, std::uint64_t>>> MemoryStore::versions(
    std::span<const InstanceId> ids) {
  std::vector<std::pair<InstanceId, std::uint64_t>> found;
  for (const InstanceId id : ids)
    if (const auto at = data_->instances.find(id); at != data_->instances.end())
      found.emplace_back(id, at->second.version);
  return found;
}

Result<Done> MemoryStore::commit(const TurnWrite& write) {
  std::vector<ErrorDetail> collided = collisions(*data_, write);
  if (!collided.empty())
    return Error{ErrorCode::conflict, "what was changed has moved on", {}, std::move(collided)};
  write_all(*data_, write);
  return Done{};
}

Result<std::optional<IdempotencyRow>> MemoryStore::idempotency(std::uint16_t shard,
                                                               std::string_view caller,
                                                               std::string_view key) {
  return look_up(data_->idempotency, std::tuple(shard, std::string(caller), std::string(key)));
}

Result<std::vector<Subscription>> MemoryStore::subscriptions(const SubscriptionQuery& query) {
  const auto narrowed = [&](const StoredInstance& stored, InstanceId id, const Wait& wait) {
    if (query.instance) return id == *query.instance;
    if (query.key) return wait.has_key && wait.key == *query.key;
    if (query.business_key) return stored.business_key == *query.business_key;
    return true;  // the variables stand in the body: the caller looks
  };
  std::vector<Subscription> found;
  for (const auto& [id, stored] : data_->instances)
    for (const Wait& wait : stored.waits)
      if (wait.kind == query.kind && wait.name == query.name && narrowed(stored, id, wait) &&
          std::pair(id, wait.id) > std::pair(query.after.instance, query.after.local))
        found.push_back({id, wait.id, wait.name, wait.key, wait.has_key, stored.definition,
                         stored.business_key, wait.element, stored.opportunity, stored.order});
  std::sort(found.begin(), found.end(), [](const Subscription& a, const Subscription& b) {
    return std::tie(a.instance, a.wait) < std::tie(b.instance, b.wait);
  });
  keep_first(found, query.limit);
  return found;
}

Result<std::vector<BufferedMessage>> MemoryStore::buffered_messages(
    std::string_view name, const std::optional<std::string>& key, Instant now) {
  std::vector<BufferedMessage> found;
  for (const auto& [id, message] : data_->messages)
    if (message.name == name && message.until > now && (!message.has_key || message.key == key))
      found.push_back(message);
  std::sort(found.begin(), found.end(), [](const BufferedMessage& a, const BufferedMessage& b) {
    return std::pair(sequence_of(a.id), a.id) < std::pair(sequence_of(b.id), b.id);
  });
  return found;
}

Result<bool> MemoryStore::message_id_taken(std::string_view name_and_id) {
  return data_->message_ids.contains(std::string(name_and_id));
}

Result<std::optional<InstanceId>> MemoryStore::business_key(std::string_view definition,
                                                            std::string_view key) {
  for (const auto& [id, stored] : data_->instances)
    if (stored.holds_business_key && !is_ended(stored.state) && stored.definition == definition &&
        stored.business_key == key)
      return std::optional(id);
  return std::optional<InstanceId>{};
}

Result<std::vector<DueTimer>> MemoryStore::due_timers(Instant until, std::size_t limit) {
  std::vector<std::pair<std::uint64_t, DueTimer>> due;
  for (const auto& [id, stored] : data_->instances) {
    if (stored.state != InstanceState::active) continue;
    for (const Wait& wait : stored.waits)
      if (wait.kind == WaitKind::timer && wait.due <= until)
        due.emplace_back(stored.order, DueTimer{id, wait.id, wait.due});
  }
  std::sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
    return std::tie(a.second.due, a.first, a.second.wait) <
           std::tie(b.second.due, b.first, b.second.wait);
  });
  std::vector<DueTimer> found;
  for (const auto& row : due) found.push_back(row.second);
  keep_first(found, limit);
  return found;
}

Result<std::vector<StartTimer>> MemoryStore::due_start_timers(Instant until, std::size_t limit) {
  std::vector<StartTimer> found;
  for (const auto& [key, timer] : data_->start_timers)
    if (timer.due <= until) found.push_back(timer);
  std::stable_sort(found.begin(), found.end(),
                   [](const StartTimer& a, const StartTimer& b) { return a.due < b.due; });
  keep_first(found, limit);
  return found;
}

Result<std::vector<StartTimer>> MemoryStore::start_timers(std::string_view definition) {
  std::vector<StartTimer> found;
  for (const auto& [key, timer] : data_->start_timers)
    if (timer.definition == definition) found.push_back(timer);
  return found;
}

Result<std::vector<DueJob>> MemoryStore::due_jobs(JobType type, Instant until, std::size_t limit) {
  return free_jobs(*data_, until, limit, [&](const Job& job) { return job.type == type; });
}

Result<std::vector<DueJob>> MemoryStore::lockable_jobs(std::span<const std::string> topics,
                                                       Instant now, std::size_t limit) {
  return free_jobs(*data_, now, limit, [&](const Job& job) {
    return job.type == JobType::worker &&
           std::find(topics.begin(), topics.end(), job.topic) != topics.end();
  });
}

Result<std::vector<OutboxRow>> MemoryStore::outbox(std::size_t limit) {
  std::vector<OutboxRow> rows;
  for (const std::uint64_t id : data_->outbox_order) {
    if (rows.size() == limit) break;
    rows.push_back(data_->outbox.at(id));
  }
  return rows;
}

Result<std::vector<InstanceId>> MemoryStore::instances_of(OpportunityId opportunity) {
  std::vector<InstanceId> found;
  for (const auto& [id, stored] : data_->instances)
    if (stored.opportunity == opportunity && !is_ended(stored.state)) found.push_back(id);
  return found;
}

Result<std::vector<Product>> MemoryStore::products(std::span<const std::string> skus) {
  std::vector<Product> found;
  for (const std::string& sku : skus)
    if (auto row = look_up(data_->products, sku)) found.push_back(std::move(*row));
  return found;
}

Result<std::optional<Record>> MemoryStore::record(RecordKind kind, std::uint64_t id) {
  return look_up(data_->records, std::pair(kind, id));
}

Result<std::vector<Attachment>> MemoryStore::attachments(const AttachmentQuery& query) {
  std::vector<Attachment> found;
  for (const auto& [id, each] : data_->attachments)
    if ((query.opportunity && each.opportunity == *query.opportunity) ||
        (query.task && each.task == *query.task) ||
        (query.definition && each.definition == *query.definition))
      found.push_back(each);
  std::sort(found.begin(), found.end(), [](const Attachment& a, const Attachment& b) {
    return sequence_of(a.id) < sequence_of(b.id);
  });
  if (found.size() > limits::page_size) found.resize(limits::page_size);
  return found;
}

Result<std::optional<Record>> MemoryStore::customer_by_name(std::string_view name) {
  for (const auto& [key, record] : data_->records)
    if (record.kind == RecordKind::customer && record.name == name) return std::optional(record);
  return std::optional<Record>{};
}

Result<std::vector<std::string>> MemoryStore::reserved(std::uint64_t customer,
                                                       std::span<const std::string> skus) {
  std::vector<std::string> found;
  for (const std::string& sku : skus)
    if (data_->reservations.contains({customer, sku})) found.push_back(sku);
  return found;
}

Result<std::optional<User>> MemoryStore::user(std::string_view id) {
  return look_up(data_->users, std::string(id));
}

Result<std::uint64_t> MemoryStore::take_numbers(std::string_view counter, std::uint32_t count) {
  std::uint64_t& next = data_->counters.try_emplace(std::string(counter), 1).first->second;
  const std::uint64_t first = next;
  next += count;
  return first;
}

Result<std::optional<Instant>> MemoryStore::manual_clock() { return data_->manual_clock; }

Result<Done> MemoryStore::set_manual_clock(Instant now) {
  data_->manual_clock = now;
  return Done{};
}

Result<std::size_t> MemoryStore::forget_expired(Instant now, std::size_t limit) {
  const Instant oldest_key = now - Duration{limits::idempotency_hours * 3'600'000};
  std::size_t gone = 0;
  const auto forget = [&](auto& rows, auto is_over) {
    std::size_t left = limit;
    for (auto row = rows.begin(); row != rows.end() && left > 0;) {
      const bool over = is_over(row->second);
      row = over ? rows.erase(row) : std::next(row);
      left -= over ? 1 : 0;
      gone += over ? 1 : 0;
    }
  };
  forget(data_->idempotency, [&](const IdempotencyRow& row) { return row.at < oldest_key; });
  forget(data_->messages, [&](const BufferedMessage& row) { return row.until <= now; });
  forget(data_->message_ids, [&](Instant until) { return until <= now; });
  return gone;
}

Result<std::vector<StoredDefinition>> MemoryStore::definitions() {
  std::vector<StoredDefinition> found;
  for (const auto& [key, definition] : data_->definitions) {
    found.push_back(definition);
    found.back().document.clear();
  }
  return found;
}

Result<std::optional<StoredDefinition>> MemoryStore::definition(StoredDefinition::Kind kind,
                                                                std::string_view key,
                                                                std::uint32_t version) {
  if (version != 0) return look_up(data_->definitions, std::tuple(kind, std::string(key), version));
  std::optional<StoredDefinition> latest;  // version 0
  for (const auto& [id, definition] : data_->definitions)
    if (definition.kind == kind && definition.key == key) latest = definition;
  return latest;
}

Result<std::vector<HistoryRow>> MemoryStore::history(InstanceId id, std::uint64_t after_seq,
                                                     std::size_t limit) {
  ONWARD_TRY(std::vector<HistoryRow> rows, history(id));
  std::erase_if(rows, [&](const HistoryRow& row) { return row.seq <= after_seq; });
  keep_first(rows, limit);
  return rows;
}

Result<std::vector<HistoryRow>> MemoryStore::history(InstanceId id) const {
  std::vector<HistoryRow> rows;
  const auto at = data_->history.find(id);
  if (at == data_->history.end()) return rows;
  for (const StoredHistory& row : at->second) {
    ONWARD_TRY(std::vector<Fact> facts, decode_facts(row.facts));
    rows.push_back({id, row.seq, row.command, row.at, row.actor, row.name, std::move(facts)});
  }
  return rows;
}

}  // namespace onward::memory
