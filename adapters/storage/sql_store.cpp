#include "adapters/storage/sql_store.hpp"

#include <algorithm>
#include <chrono>

#include "adapters/storage/sql_store_impl.hpp"
#include "adapters/storage/statements_read.hpp"
#include "adapters/storage/statements_turn.hpp"
#include "adapters/storage/turn_batches.hpp"
#include "engine/base/limits.hpp"
#include "engine/service/projection.hpp"

namespace onward {

Result<std::unique_ptr<Store>> open_store(const DatabaseConfig& config) {
  ONWARD_TRY(auto connection, storage::connect(config, storage::Purpose::commits));
  return std::unique_ptr<Store>(std::make_unique<storage::SqlStore>(std::move(connection)));
}

}  // namespace onward

namespace onward::storage {

std::int64_t machine_time_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

SqlStore::SqlStore(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), marks_([] {
        std::random_device device;
        return (std::uint64_t{device()} << 32U) | device();
      }()) {}

Result<Done> SqlStore::commit(const TurnWrite& write) {
  if (write.empty()) return Done{};
  // How an unknown outcome is read back: by the commands in the history, else by a mark.
  std::uint64_t mark = 0;
  while (write.history.empty() && mark == 0) mark = marks_() >> 1U;
  std::vector<Batch> batches = turn_batches(write, mark, machine_time_ms());
  leave_out_known_names(batches);
  Outcome outcome = connection_->commit(batches);
  switch (outcome.kind) {
    case Outcome::Kind::stored: remember_names(batches); return Done{};
    case Outcome::Kind::conflict: return conflict(write, outcome);
    case Outcome::Kind::failed: return std::move(outcome.error);
    case Outcome::Kind::lost: {
      const auto reconnected = connection_->reconnect();
      (void)reconnected;  // the next call tries again
      return Error{ErrorCode::unavailable, outcome.error.message};
    }
    case Outcome::Kind::unknown: return resolve(write, mark);
  }
  return Done{};
}

// A statement less in nearly every turn: tasks have the names of steps, again and again.
void SqlStore::leave_out_known_names(std::vector<Batch>& batches) const {
  std::erase_if(batches, [&](const Batch& batch) {
    return &batch.statement() == &turn::insert_task_name &&
           std::all_of(batch.cells().begin(), batch.cells().end(),
                       [&](const Cell& name) { return known_names_.contains(text_of(name)); });
  });
}

void SqlStore::remember_names(const std::vector<Batch>& batches) {
  constexpr std::size_t most = 10'000;
  for (const Batch& batch : batches) {
    if (&batch.statement() != &turn::insert_task_name) continue;
    if (known_names_.size() + batch.rows() > most) known_names_.clear();
    for (const Cell& name : batch.cells()) known_names_.insert(text_of(name));
  }
}

Result<Done> SqlStore::resolve(const TurnWrite& write, std::uint64_t mark) {
  const Error unknown{ErrorCode::outcome_unknown,
                      "the connection broke during commit and the outcome cannot be read yet"};
  for (std::size_t tries = 0; tries < limits::conflict_retries; ++tries) {
    if (!connection_->reconnect().ok()) continue;
    const auto stored = is_stored(write, mark);
    if (!stored.ok()) continue;
    if (*stored) return Done{};
    return Error{ErrorCode::unavailable, "the connection broke during commit; nothing was stored"};
  }
  return unknown;
}

Result<bool> SqlStore::is_stored(const TurnWrite& write, std::uint64_t mark) {
  if (mark != 0) {
    ONWARD_TRY(const RowSet rows, ask(read::turn_mark, shard_of(mark), mark));
    return !rows.empty();
  }
  // All or nothing, so one command of the turn would do; all of them are looked at all the same.
  Batch commands(read::commands);
  for (const HistoryRow& row : write.history)
    commands.add(shard_of(row.instance), row.instance.value, row.seq, row.command);
  ONWARD_TRY(const RowSet rows, connection_->fetch(commands));
  if (!rows.empty() && rows.size() != write.history.size())
    return Error{ErrorCode::internal, "a turn is stored in part"};
  return !rows.empty();
}

Error SqlStore::conflict(const TurnWrite& write, const Outcome& outcome) {
  Error error{ErrorCode::conflict,
              "what the turn was decided on has changed (" + std::string(outcome.statement) + ")"};
  name_instances(write, error);
  name_business_keys(write, error);
  name_register(write, outcome.statement, error);
  return error;
}

void SqlStore::name_instances(const TurnWrite& write, Error& error) {
  Batch ids(read::instance_versions);
  for (const InstanceWrite& each : write.instances)
    ids.add(shard_of(each.after->id), each.after->id.value);
  const auto rows = connection_->fetch(ids);
  if (!rows.ok()) return;
  for (const InstanceWrite& each : write.instances) {
    const auto at = std::find_if(rows->begin(), rows->end(), [&](const Row& row) {
      return unsigned_of(row[0]) == each.after->id.value;
    });
    const std::uint64_t stored = at == rows->end() ? 0 : unsigned_of((*at)[1]);
    const std::uint64_t expected = each.before == nullptr ? 0 : each.before->version;
    if (stored != expected)
      error.details.push_back({"instance:" + to_text(each.after->id), "moved",
                               "version " + std::to_string(expected) + " expected, " +
                                   std::to_string(stored) + " stored"});
  }
}

void SqlStore::name_business_keys(const TurnWrite& write, Error& error) {
  for (const InstanceWrite& each : write.instances) {
    const Instance& i = *each.after;
    if (each.before != nullptr || !each.holds_business_key || i.business_key.empty()) continue;
    const auto holder = business_key(i.definition.key, i.business_key);
    if (holder.ok() && *holder)
      error.details.push_back(
          {"business-key:" + i.definition.key + ":" + i.business_key + ":" + to_text(**holder),
           "taken", "another open instance holds the business key"});
  }
}

void SqlStore::name_register(const TurnWrite& write, std::string_view statement, Error& error) {
  Batch ids(read::opportunity_versions);
  for (const OpportunityWrite& each : write.opportunities)
    ids.add(shard_of(each.after->id), each.after->id.value);
  if (const auto rows = connection_->fetch(ids); rows.ok())
    for (const OpportunityWrite& each : write.opportunities) {
      std::uint64_t stored = 0;
      for (const Row& row : *rows)
        if (unsigned_of(row[0]) == each.after->id.value) stored = unsigned_of(row[1]);
      if (stored != each.before_version)
        error.details.push_back({"opportunity:" + to_text(each.after->id), "moved", ""});
    }
  const auto name = [&](const Statement& which, std::string pointer) {
    if (statement == which.name) error.details.push_back({std::move(pointer), "moved", ""});
  };
  for (const RecordWrite& each : write.records)
    name(each.before_version == 0 ? turn::insert_record : turn::update_record,
         "record:" + id_to_text(each.after.id));
  for (const RecordWrite& each : write.records)
    if (each.after.kind == RecordKind::customer)
      name(turn::insert_customer_name, "customer:" + id_to_text(each.after.id));
  for (const Reservation& each : write.reservations_added)
    name(turn::insert_reservation, "reservation:" + id_to_text(each.customer) + ":" + each.sku);
  for (const IdempotencyRow& each : write.idempotency)
    name(turn::insert_idempotency, "idempotency:" + each.key);
  for (const std::uint64_t id : write.outbox_done)
    name(turn::delete_outbox, "outbox:" + id_to_text(id));
  for (const StoredDefinition& each : write.definitions)
    name(turn::insert_definition, "definition:" + each.key + ":" + std::to_string(each.version));
}

}  // namespace onward::storage
