// What a store reads for tracks and pumps: instances, waits, timers, jobs, messages, the outbox.
#include <algorithm>
#include <iterator>

#include "adapters/storage/list_instances.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/sql_store_impl.hpp"
#include "adapters/storage/statements_read.hpp"
#include "engine/base/limits.hpp"
#include "engine/service/projection.hpp"

namespace onward::storage {
namespace {

template <class Id>
Batch ids_batch(const Statement& statement, std::span<const Id> ids) {
  Batch batch(statement);
  for (const Id id : ids) batch.add(shard_of(id), id.value);
  return batch;
}

}  // namespace

Result<std::vector<Instance>> SqlStore::load(std::span<const InstanceId> ids) {
  ONWARD_TRY(const RowSet rows, connection_->fetch(ids_batch(read::load_instances, ids)));
  std::vector<Instance> instances;
  instances.reserve(rows.size());
  for (const Row& row : rows) {
    ONWARD_TRY(Instance instance, read_instance(row[0]));
    instances.push_back(std::move(instance));
  }
  return instances;
}

Result<std::vector<Opportunity>> SqlStore::load_opportunities(std::span<const OpportunityId> ids) {
  ONWARD_TRY(const RowSet rows, connection_->fetch(ids_batch(read::load_opportunities, ids)));
  std::vector<Opportunity> opportunities;
  for (const Row& row : rows) {
    ONWARD_TRY(Opportunity opportunity, read_opportunity(row));
    opportunities.push_back(std::move(opportunity));
  }
  return opportunities;
}

Result<std::vector<std::pair<InstanceId, std::uint64_t>>> SqlStore::versions(
    std::span<const InstanceId> ids) {
  ONWARD_TRY(const RowSet rows, connection_->fetch(ids_batch(read::instance_versions, ids)));
  std::vector<std::pair<InstanceId, std::uint64_t>> result;
  for (const Row& row : rows)
    result.emplace_back(InstanceId{unsigned_of(row[0])}, unsigned_of(row[1]));
  return result;
}

Result<std::optional<IdempotencyRow>> SqlStore::idempotency(std::uint16_t shard,
                                                            std::string_view caller,
                                                            std::string_view key) {
  ONWARD_TRY(const RowSet rows, ask(read::idempotency, shard, caller, key));
  if (rows.empty()) return std::optional<IdempotencyRow>{};
  const Row& row = rows.front();
  IdempotencyRow found{shard,
                       std::string(caller),
                       std::string(key),
                       text_of(row[0]),
                       static_cast<int>(number_of(row[1])),
                       text_of(row[2]),
                       instant_of(row[3])};
  return std::optional<IdempotencyRow>(std::move(found));
}

Result<std::vector<Subscription>> SqlStore::subscriptions(const SubscriptionQuery& query) {
  const auto kind = static_cast<std::int32_t>(query.kind);
  const LocalRef& after = query.after;
  const auto page = [&](const Statement& statement, auto... narrowing) {
    return ask(statement, kind, query.name, narrowing..., shard_of(after.instance),
               after.instance.value, after.local.value, query.limit);
  };
  const auto narrowed = [&] {
    if (query.instance)
      return page(read::subscriptions_of_instance, shard_of(*query.instance),
                  query.instance->value);
    if (query.key) return page(read::subscriptions_by_key, *query.key);
    if (query.business_key) return page(read::subscriptions_by_business_key, *query.business_key);
    if (query.variable)
      return page(read::subscriptions_by_variable, query.variable->first, query.variable->second);
    return page(read::subscriptions);
  };
  ONWARD_TRY(const RowSet rows, narrowed());
  std::vector<Subscription> result;
  result.reserve(rows.size());
  for (const Row& row : rows) {
    Subscription s;
    s.instance = InstanceId{unsigned_of(row[0])};
    s.wait = LocalId{small_of(row[1])};
    s.name = text_of(row[2]);
    s.key = text_of(row[3]);
    s.has_key = flag_of(row[4]);
    s.element = text_of(row[5]);
    s.definition = text_of(row[6]);
    s.business_key = text_of(row[7]);
    s.opportunity = OpportunityId{unsigned_of(row[8])};
    s.order = unsigned_of(row[9]);
    result.push_back(std::move(s));
  }
  return result;
}

Result<std::vector<BufferedMessage>> SqlStore::buffered_messages(
    std::string_view name, const std::optional<std::string>& key, Instant now) {
  ONWARD_TRY(RowSet rows, ask(read::buffered_messages, name, "", 0, now));
  if (key) {
    ONWARD_TRY(RowSet with_key, ask(read::buffered_messages, name, *key, 1, now));
    std::move(with_key.begin(), with_key.end(), std::back_inserter(rows));
  }
  std::vector<BufferedMessage> result;
  for (const Row& row : rows) {
    ONWARD_TRY(BufferedMessage message, read_message(row));
    result.push_back(std::move(message));
  }
  // Oldest first: ids of different shards compare by the shard, their sequence by time.
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return sequence_of(a.id) < sequence_of(b.id);
  });
  return result;
}

Result<bool> SqlStore::message_id_taken(std::string_view name_and_id) {
  ONWARD_TRY(const RowSet rows, ask(read::message_id, shard_of_text(name_and_id), name_and_id));
  return !rows.empty();
}

Result<std::optional<InstanceId>> SqlStore::business_key(std::string_view definition,
                                                         std::string_view key) {
  ONWARD_TRY(const RowSet rows, ask(read::business_key, shard_of_text(key), definition, key));
  if (rows.empty()) return std::optional<InstanceId>{};
  return std::optional<InstanceId>(InstanceId{unsigned_of(rows.front()[0])});
}

Result<std::vector<DueTimer>> SqlStore::due_timers(Instant until, std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::due_timers, until, limit));
  std::vector<DueTimer> result;
  for (const Row& row : rows)
    result.push_back(
        {InstanceId{unsigned_of(row[0])}, LocalId{small_of(row[1])}, instant_of(row[2])});
  return result;
}

Result<std::vector<StartTimer>> SqlStore::due_start_timers(Instant until, std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::due_start_timers, until, limit));
  std::vector<StartTimer> result;
  for (const Row& row : rows) result.push_back(read_start_timer(row));
  return result;
}

Result<std::vector<StartTimer>> SqlStore::start_timers(std::string_view definition) {
  ONWARD_TRY(const RowSet rows, ask(read::start_timers, definition));
  std::vector<StartTimer> result;
  for (const Row& row : rows) result.push_back(read_start_timer(row));
  return result;
}

Result<std::vector<DueJob>> SqlStore::due_jobs(JobType type, Instant until, std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::due_jobs, static_cast<std::int32_t>(type), until, limit));
  std::vector<DueJob> result;
  for (const Row& row : rows)
    result.push_back({InstanceId{unsigned_of(row[0])}, LocalId{small_of(row[1])}, text_of(row[2])});
  return result;
}

Result<std::vector<DueJob>> SqlStore::lockable_jobs(std::span<const std::string> topics,
                                                    Instant now, std::size_t limit) {
  // One index range for each topic, merged by creation.
  std::vector<std::pair<std::uint64_t, DueJob>> found;
  for (const std::string& topic : topics) {
    ONWARD_TRY(
        const RowSet rows,
        ask(read::lockable_jobs, static_cast<std::int32_t>(JobType::worker), topic, now, limit));
    for (const Row& row : rows)
      found.emplace_back(unsigned_of(row[3]),
                         DueJob{InstanceId{unsigned_of(row[0])}, LocalId{small_of(row[1])}, topic});
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second.job) < std::pair(b.first, b.second.job);
  });
  std::vector<DueJob> result;
  for (auto& each : found)
    if (result.size() < limit) result.push_back(std::move(each.second));
  return result;
}

Result<std::vector<OutboxRow>> SqlStore::outbox(std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::outbox, limit));
  std::vector<OutboxRow> result;
  for (const Row& row : rows)
    result.push_back({unsigned_of(row[0]), text_of(row[1]), text_of(row[2]), instant_of(row[3])});
  return result;
}

Result<std::vector<InstanceId>> SqlStore::instances_of(OpportunityId opportunity) {
  ONWARD_TRY(const RowSet rows, ask(read::open_instances_of, opportunity.value));
  std::vector<InstanceId> result;
  for (const Row& row : rows) result.push_back(InstanceId{unsigned_of(row[0])});
  return result;
}

Result<std::vector<InstanceId>> SqlStore::matching(const InstanceQuery& query, std::size_t limit) {
  InstanceQuery page = query;
  page.page = {limits::page_size, {}, {}};
  std::vector<InstanceId> found;
  do {
    ONWARD_TRY(const Rows<InstanceRow> rows, list_instances(*connection_, page));
    for (const InstanceRow& row : rows.items)
      if (found.size() < limit) found.push_back(row.id);
    page.page.after = rows.next;
  } while (!page.page.after.empty() && found.size() < limit);
  return found;
}

Result<std::vector<HistoryRow>> SqlStore::history(InstanceId id, std::uint64_t after_seq,
                                                  std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::history, shard_of(id), id.value, after_seq, limit));
  std::vector<HistoryRow> result;
  for (const Row& row : rows) {
    ONWARD_TRY(HistoryRow line, read_history(id, row));
    result.push_back(std::move(line));
  }
  return result;
}

}  // namespace onward::storage
