// What a store reads of the sales register, users, definitions and counters.
#include "adapters/storage/attachments.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/sql_store_impl.hpp"
#include "adapters/storage/statements_read.hpp"
#include "adapters/storage/statements_webhooks.hpp"
#include "engine/base/limits.hpp"

namespace onward::storage {

Result<std::vector<Product>> SqlStore::products(std::span<const std::string> skus) {
  Batch wanted(read::product), related(read::product_relations);
  for (const std::string& sku : skus) {
    wanted.add(sku);
    related.add(sku);
  }
  ONWARD_TRY(const RowSet rows, connection_->fetch(wanted));
  ONWARD_TRY(const RowSet relations, connection_->fetch(related));
  return read_products(rows, relations);
}

Result<std::optional<Record>> SqlStore::record(RecordKind kind, std::uint64_t id) {
  ONWARD_TRY(const RowSet rows,
             ask(read::record, shard_of(id), static_cast<std::int32_t>(kind), id));
  if (rows.empty()) return std::optional<Record>{};
  ONWARD_TRY(Record found, read_record(rows.front()));
  return std::optional<Record>(std::move(found));
}

Result<std::vector<Attachment>> SqlStore::attachments(const AttachmentQuery& query) {
  return read_attachments(*connection_, query);
}

Result<std::optional<Record>> SqlStore::customer_by_name(std::string_view name) {
  ONWARD_TRY(const RowSet rows,
             ask(read::record_by_name, static_cast<std::int32_t>(RecordKind::customer), name));
  if (rows.empty()) return std::optional<Record>{};
  ONWARD_TRY(Record found, read_record(rows.front()));
  return std::optional<Record>(std::move(found));
}

Result<std::vector<std::string>> SqlStore::reserved(std::uint64_t customer,
                                                    std::span<const std::string> skus) {
  Batch wanted(read::reserved);
  for (const std::string& sku : skus) wanted.add(shard_of(customer), customer, sku);
  ONWARD_TRY(const RowSet rows, connection_->fetch(wanted));
  std::vector<std::string> result;
  for (const Row& row : rows) result.push_back(text_of(row[0]));
  return result;
}

Result<std::optional<User>> SqlStore::user(std::string_view id) {
  ONWARD_TRY(const RowSet rows, ask(read::user, id));
  if (rows.empty()) return std::optional<User>{};
  ONWARD_TRY(User found, read_user(rows.front()));
  return std::optional<User>(std::move(found));
}

Result<std::vector<Webhook>> SqlStore::webhooks() {
  ONWARD_TRY(const RowSet rows, ask(read::webhooks));
  std::vector<Webhook> result;
  for (const Row& row : rows) {
    ONWARD_TRY(Webhook found, read_webhook(row));
    result.push_back(std::move(found));
  }
  return result;
}

Result<std::optional<ExternalLink>> SqlStore::external_link(std::string_view system,
                                                            std::string_view kind,
                                                            std::string_view theirs) {
  ONWARD_TRY(const RowSet rows, ask(read::link_of_theirs, system, kind, theirs));
  if (rows.empty()) return std::optional<ExternalLink>{};
  return std::optional<ExternalLink>(read_link(rows.front()));
}

Result<bool> SqlStore::has_webhook_delivery(std::uint64_t webhook, std::uint64_t id) {
  ONWARD_TRY(const RowSet rows, ask(read::delivery, webhook, id));
  return !rows.empty();
}

Result<std::uint64_t> SqlStore::take_numbers(std::string_view counter, std::uint32_t count) {
  ONWARD_TRY(const RowSet rows, ask(read::take_numbers, counter, count));
  if (rows.empty()) return Error{ErrorCode::internal, "a counter gave no number"};
  return unsigned_of(rows.front()[0]) - count;
}

Result<std::size_t> SqlStore::forget_expired(Instant now, std::size_t limit) {
  constexpr std::int64_t hour_ms = 3'600'000;
  const Instant day_ago{now.ms - limits::idempotency_hours * hour_ms};
  ONWARD_TRY(const RowSet keys, ask(read::forget_idempotency, day_ago, limit));
  ONWARD_TRY(const RowSet messages, ask(read::forget_messages, now, limit));
  ONWARD_TRY(const RowSet ids, ask(read::forget_message_ids, now, limit));
  // Marks are of the machine's time: they outlive a broken connection, not an hour.
  ONWARD_TRY_DONE(ask(read::forget_turn_marks, machine_time_ms() - hour_ms, limit));
  return keys.size() + messages.size() + ids.size();
}

Result<std::optional<Instant>> SqlStore::manual_clock() {
  ONWARD_TRY(const RowSet rows, ask(read::manual_clock));
  if (rows.empty()) return std::optional<Instant>{};
  return std::optional<Instant>(instant_of(rows.front()[0]));
}

Result<Done> SqlStore::set_manual_clock(Instant now) {
  ONWARD_TRY_DONE(ask(read::set_manual_clock, now));
  return Done{};
}

Result<std::vector<StoredDefinition>> SqlStore::definitions() {
  ONWARD_TRY(const RowSet rows, ask(read::definitions));
  std::vector<StoredDefinition> result;
  for (const Row& row : rows) {
    ONWARD_TRY(StoredDefinition found, read_definition(row));
    result.push_back(std::move(found));
  }
  return result;
}

Result<std::optional<StoredDefinition>> SqlStore::definition(StoredDefinition::Kind kind,
                                                             std::string_view key,
                                                             std::uint32_t version) {
  ONWARD_TRY(const RowSet rows,
             ask(read::definition, static_cast<std::int32_t>(kind), key, version));
  if (rows.empty()) return std::optional<StoredDefinition>{};
  ONWARD_TRY(StoredDefinition found, read_definition(rows.front()));
  return std::optional<StoredDefinition>(std::move(found));
}

}  // namespace onward::storage
