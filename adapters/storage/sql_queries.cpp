#include "adapters/storage/sql_queries.hpp"

#include "adapters/storage/attachments.hpp"
#include "adapters/storage/encoding.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_read.hpp"
#include "engine/base/limits.hpp"

namespace onward {

Result<std::unique_ptr<Queries>> open_queries(const DatabaseConfig& config) {
  ONWARD_TRY(auto connection, storage::connect(config, storage::Purpose::queries));
  return std::unique_ptr<Queries>(std::make_unique<storage::SqlQueries>(std::move(connection)));
}

}  // namespace onward

namespace onward::storage {
namespace {

/// The first row read by `read`, or nothing.
template <class Thing>
Result<std::optional<Thing>> first(const RowSet& rows, Result<Thing> (*read)(const Row&)) {
  if (rows.empty()) return std::optional<Thing>{};
  ONWARD_TRY(Thing thing, read(rows.front()));
  return std::optional<Thing>(std::move(thing));
}

template <class Thing>
Result<std::vector<Thing>> all(const RowSet& rows, Result<Thing> (*read)(const Row&)) {
  std::vector<Thing> things;
  things.reserve(rows.size());
  for (const Row& row : rows) {
    ONWARD_TRY(Thing thing, read(row));
    things.push_back(std::move(thing));
  }
  return things;
}

}  // namespace

Result<std::optional<Instance>> SqlQueries::instance(InstanceId id) {
  ONWARD_TRY(const RowSet rows, ask(read::instance, shard_of(id), id.value));
  if (rows.empty()) return std::optional<Instance>{};
  ONWARD_TRY(Instance found, read_instance(rows.front()[0]));
  return std::optional<Instance>(std::move(found));
}

Result<std::vector<HistoryRow>> SqlQueries::history(InstanceId id, std::uint64_t after_seq,
                                                    std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::history, shard_of(id), id.value, after_seq, limit));
  std::vector<HistoryRow> result;
  result.reserve(rows.size());
  for (const Row& row : rows) {
    ONWARD_TRY(HistoryRow line, read_history(id, row));
    result.push_back(std::move(line));
  }
  return result;
}

Result<std::optional<Opportunity>> SqlQueries::opportunity(OpportunityId id) {
  Batch wanted(read::load_opportunities);
  wanted.add(shard_of(id), id.value);
  ONWARD_TRY(const RowSet rows, connection_->fetch(wanted));
  return first<Opportunity>(rows, read_opportunity);
}

Result<std::vector<OpportunityChange>> SqlQueries::opportunity_changes(OpportunityId id,
                                                                       std::uint64_t after_version,
                                                                       std::size_t limit) {
  ONWARD_TRY(const RowSet rows,
             ask(read::opportunity_changes, shard_of(id), id.value, after_version, limit));
  std::vector<OpportunityChange> result;
  for (const Row& row : rows) {
    ONWARD_TRY(OpportunityChange change, read_change(id, row));
    result.push_back(std::move(change));
  }
  return result;
}

Result<std::optional<Record>> SqlQueries::record(RecordKind kind, std::uint64_t id) {
  ONWARD_TRY(const RowSet rows,
             ask(read::record, shard_of(id), static_cast<std::int32_t>(kind), id));
  return first<Record>(rows, read_record);
}

Result<std::optional<Product>> SqlQueries::product(std::string_view sku) {
  Batch wanted(read::product), related(read::product_relations);
  wanted.add(sku);
  related.add(sku);
  ONWARD_TRY(const RowSet rows, connection_->fetch(wanted));
  ONWARD_TRY(const RowSet relations, connection_->fetch(related));
  ONWARD_TRY(auto products, read_products(rows, relations));
  if (products.empty()) return std::optional<Product>{};
  return std::optional<Product>(std::move(products.front()));
}

Result<std::vector<Attachment>> SqlQueries::attachments(const AttachmentQuery& query) {
  return read_attachments(*connection_, query);
}

Result<std::optional<std::string>> SqlQueries::attachment_content(std::uint64_t id) {
  return read_attachment_content(*connection_, id);
}

Result<std::vector<User>> SqlQueries::users() {
  ONWARD_TRY(const RowSet rows, ask(read::users));
  return all<User>(rows, read_user);
}

Result<std::optional<User>> SqlQueries::user(std::string_view id) {
  ONWARD_TRY(const RowSet rows, ask(read::user, id));
  return first<User>(rows, read_user);
}

Result<std::vector<User>> SqlQueries::users_with_deputy(std::string_view deputy) {
  ONWARD_TRY(const RowSet rows, ask(read::users_with_deputy, deputy));
  return all<User>(rows, read_user);
}

Result<std::vector<StoredDefinition>> SqlQueries::definitions() {
  ONWARD_TRY(const RowSet rows, ask(read::definitions));
  return all<StoredDefinition>(rows, read_definition);
}

Result<std::optional<StoredDefinition>> SqlQueries::definition(StoredDefinition::Kind kind,
                                                               std::string_view key,
                                                               std::uint32_t version) {
  const auto number = static_cast<std::int32_t>(kind);
  ONWARD_TRY(const RowSet rows, version == 0 ? ask(read::latest_definition, number, key)
                                             : ask(read::definition, number, key, version));
  return first<StoredDefinition>(rows, read_definition);
}

Result<std::optional<TokenRow>> SqlQueries::token_by_hash(std::string_view hash) {
  ONWARD_TRY(const RowSet rows, ask(read::token_by_hash, hash));
  return first<TokenRow>(rows, read_token);
}

Result<std::vector<TokenRow>> SqlQueries::tokens() {
  ONWARD_TRY(const RowSet rows, ask(read::tokens));
  return all<TokenRow>(rows, read_token);
}

Result<Done> SqlQueries::add_token(const TokenRow& token) {
  ONWARD_TRY_DONE(ask(read::put_token, token.id, token.user, token.hash, encode_texts(token.roles),
                      token.expires, token.created));
  return Done{};
}

Result<bool> SqlQueries::revoke_token(std::string_view id) {
  ONWARD_TRY(const RowSet rows, ask(read::revoke_token, id));
  return !rows.empty();
}

Result<std::uint64_t> SqlQueries::open_instances() {
  ONWARD_TRY(const RowSet rows, ask(read::open_instances, limits::counted_rows));
  return rows.empty() ? 0 : unsigned_of(rows.front()[0]);
}

Result<Done> SqlQueries::ping() {
  ONWARD_TRY_DONE(ask(read::ping));
  return Done{};
}

}  // namespace onward::storage
