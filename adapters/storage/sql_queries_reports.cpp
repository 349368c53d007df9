// What reports walk over (engine/service/report_queries.hpp).
#include <algorithm>

#include "adapters/storage/encoding.hpp"
#include "adapters/storage/rows_read.hpp"
#include "adapters/storage/sql_queries_impl.hpp"
#include "adapters/storage/statements_read.hpp"
#include "engine/service/projection.hpp"

namespace onward::storage {
namespace {

Result<std::vector<Opportunity>> read_opportunities(const RowSet& rows) {
  std::vector<Opportunity> found;
  found.reserve(rows.size());
  for (const Row& row : rows) {
    ONWARD_TRY(Opportunity opportunity, read_opportunity(row));
    found.push_back(std::move(opportunity));
  }
  return found;
}

/// `body`: null unless the amount is, which was not stored before schema version 12.
Result<Value> read_amount(const Cell& amount, const Cell& body) {
  if (std::holds_alternative<std::monostate>(body)) {
    const std::string text = text_of(amount);
    const auto number = Decimal::from_text(text);
    if (!text.empty() && !number)
      return Error{ErrorCode::internal, "stored bytes are damaged: an amount"};
    return number ? Value(*number) : Value{};
  }
  Opportunity stored;
  ONWARD_TRY_DONE(decode_body(text_of(body), stored));
  return amount_of(stored.fields);
}

std::string taken_text(Cell& cell) {
  auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : std::move(*text);
}

std::vector<TaskStop> read_stops(RowSet rows) {
  std::vector<TaskStop> stops;
  stops.reserve(rows.size());
  for (Row& row : rows)
    stops.push_back({OpportunityId{unsigned_of(row[0])}, taken_text(row[1]), taken_text(row[2]),
                     instant_of(row[3])});
  return stops;
}

}  // namespace

Result<std::vector<Touch>> SqlQueries::touches(Instant from, Instant to, std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::touches, from, to, limit));
  std::vector<Touch> touches;
  touches.reserve(rows.size());
  for (const Row& row : rows)
    touches.push_back({OpportunityId{unsigned_of(row[0])}, text_of(row[1])});
  return touches;
}

Result<std::vector<Opportunity>> SqlQueries::opportunities_of(std::span<const OpportunityId> ids) {
  Batch wanted(read::load_opportunities);
  for (const OpportunityId id : ids) wanted.add(shard_of(id), id.value);
  ONWARD_TRY(const RowSet rows, connection_->fetch(wanted));
  return read_opportunities(rows);
}

Result<std::vector<ClosedDeal>> SqlQueries::closed_deals(std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::closed_deals, limit));
  std::vector<ClosedDeal> deals;
  deals.reserve(rows.size());
  for (const Row& row : rows) {
    Opportunity stored;
    ONWARD_TRY_DONE(decode_body(text_of(row[2]), stored));
    const bool won = static_cast<OpportunityStatus>(number_of(row[1])) == OpportunityStatus::won;
    deals.push_back({OpportunityId{unsigned_of(row[0])}, won, std::move(stored.instances),
                     optional_instant_of(row[3])});
  }
  return deals;
}

Result<std::vector<TaskStop>> SqlQueries::stops_of(std::span<const InstanceId> instances) {
  Batch wanted(read::stops_of);
  for (const InstanceId id : instances) wanted.add(shard_of(id), id.value);
  ONWARD_TRY(RowSet rows, connection_->fetch(wanted));
  return read_stops(std::move(rows));
}

Result<std::vector<Record>> SqlQueries::interactions_since(Instant from, std::size_t limit) {
  const auto kind = static_cast<std::int32_t>(RecordKind::interaction);
  ONWARD_TRY(const RowSet rows, ask(read::interactions_since, kind, from, limit));
  std::vector<Record> found;
  for (const Row& row : rows) {
    ONWARD_TRY(Record record, read_record(row));
    found.push_back(std::move(record));
  }
  return found;
}

Result<std::vector<TaskStop>> SqlQueries::open_stops(std::size_t limit) {
  ONWARD_TRY(RowSet rows, ask(read::open_stops, limit));
  return read_stops(std::move(rows));
}

Result<std::vector<OpportunityChange>> SqlQueries::changes_since(std::span<const OpportunityId> ids,
                                                                 Instant from) {
  Batch wanted(read::changes_since);
  for (const OpportunityId id : ids) wanted.add(shard_of(id), id.value, from);
  ONWARD_TRY(const RowSet rows, connection_->fetch(wanted));
  std::vector<OpportunityChange> changes;
  changes.reserve(rows.size());
  for (const Row& row : rows) {
    ONWARD_TRY(OpportunityChange change, read_change(OpportunityId{unsigned_of(row[6])}, row));
    changes.push_back(std::move(change));
  }
  return changes;
}

Result<std::vector<TaskLoad>> SqlQueries::task_load(Instant now, Instant soon) {
  ONWARD_TRY(const RowSet rows, ask(read::task_load, now, soon));
  std::vector<TaskLoad> loads;
  for (const Row& row : rows)
    loads.push_back({text_of(row[0]), text_of(row[1]), unsigned_of(row[2]), unsigned_of(row[3]),
                     unsigned_of(row[4]), instant_of(row[5])});
  return loads;
}

Result<std::vector<OpenDeal>> SqlQueries::open_deals(std::size_t limit) {
  ONWARD_TRY(RowSet rows, ask(read::open_deals, limit));
  std::vector<OpenDeal> deals;
  deals.reserve(rows.size());
  for (Row& row : rows) {
    ONWARD_TRY(Value amount, read_amount(row[6], row[7]));
    deals.push_back({OpportunityId{unsigned_of(row[0])}, taken_text(row[1]), taken_text(row[2]),
                     taken_text(row[3]), taken_text(row[4]), taken_text(row[5]),
                     std::move(amount)});
  }
  return deals;
}

Result<std::vector<OpenOpportunity>> SqlQueries::open_opportunities(std::size_t limit) {
  ONWARD_TRY(const RowSet rows, ask(read::open_opportunities, limit));
  std::vector<OpenOpportunity> open;
  open.reserve(rows.size());
  for (const Row& row : rows) {
    OpenOpportunity one;
    ONWARD_TRY(one.record, read_opportunity(row));
    one.touched = one.record.created;
    // Beside the record's own columns: its last change, and the birth of its newest open task.
    for (std::size_t i = row.size() - 2; i < row.size(); ++i)
      if (const auto at = optional_instant_of(row[i])) one.touched = std::max(one.touched, *at);
    open.push_back(std::move(one));
  }
  return open;
}

}  // namespace onward::storage
