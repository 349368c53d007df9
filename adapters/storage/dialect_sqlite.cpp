// SQLite: one writer, prepared statements row by row inside BEGIN IMMEDIATE. A deferred BEGIN would
// fail at once when another session wrote in between (performance.md 9.3), so ours is sent by hand.
// Every statement is stepped to its end or reset: an open one would pin an old snapshot and block
// checkpoints (9.2).
#include <sqlite3.h>

#include <map>
#include <string>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/failpoint.hpp"
#include "adapters/storage/node_number.hpp"
#include "adapters/storage/session.hpp"

namespace onward::storage {
namespace {

constexpr int busy_timeout_ms = 10'000;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Resets at the end of a run, whatever happened.
class Run {
 public:
  explicit Run(sqlite3_stmt* statement) : statement_(statement) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(DatabaseConfig config) : config_(std::move(config)) {}

  Result<Done> open();
  Result<RowSet> query(const Statement& statement, std::span<const Cell> parameters) override;
  Result<RowSet> fetch(const Batch& batch) override;
  Outcome commit(std::span<const Batch> batches) override;
  Result<Done> script(std::string_view text) override;
  Result<Done> reconnect() override {
    statements_.clear();  // before the connection that they belong to (9.11)
    session_.reset();
    return open();
  }
  [[nodiscard]] bool is_postgres() const override { return false; }

 private:
  /// A session that could not be opened again is tried at the next call.
  Result<Done> ready() { return session_ == nullptr ? open() : Result<Done>(Done{}); }
  [[nodiscard]] sqlite3* handle() const { return static_cast<sqlite3*>(session_->native()); }
  Result<sqlite3_stmt*> prepared(const Statement& statement, Prepared& once);
  Result<Done> bind(sqlite3_stmt* prepared, std::string_view types, const Cell* cells);
  Result<Done> step_all(sqlite3_stmt* prepared, RowSet& rows);
  Outcome run_batches(std::span<const Batch> batches);
  [[nodiscard]] Error error(int code) const;

  DatabaseConfig config_;
  std::unique_ptr<Session> session_;
  std::map<std::string_view, Prepared> statements_;
};

/// What an error of SQLite means to the caller.
ErrorCode classify(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: return ErrorCode::conflict;
    case SQLITE_TOOBIG: return ErrorCode::too_large;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT: return ErrorCode::unavailable;
    default: return ErrorCode::internal;
  }
}

Error SqliteConnection::error(int code) const {
  return Error{classify(code), std::string("SQLite: ") + sqlite3_errmsg(handle())};
}

std::string_view text_argument(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// node_number() as a function of SQL: for rows that a migration brings along.
void sql_node_number(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto version = static_cast<std::uint32_t>(sqlite3_value_int64(arguments[1]));
  sqlite3_result_int64(
      context, node_number(text_argument(arguments[0]), version, text_argument(arguments[2])));
}

Result<Done> SqliteConnection::open() {
  ONWARD_TRY(session_, open_sqlite_session(config_.target));
  sqlite3_create_function(handle(), "node_number", 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                          sql_node_number, nullptr, nullptr);
  sqlite3_extended_result_codes(handle(), 1);
  sqlite3_busy_timeout(handle(), busy_timeout_ms);
  // A checkpoint runs inside a commit (9.13): few large ones, and a log that is cut back. Debian's
  // build overwrites deleted content with zeros unless told not to.
  const bool memory = config_.kind == DatabaseConfig::Kind::sqlite_memory;
  return script(memory ? "pragma journal_mode = memory; pragma synchronous = off;"
                         "pragma temp_store = memory; pragma secure_delete = off;"
                       : "pragma journal_mode = wal; pragma synchronous = full;"
                         "pragma wal_autocheckpoint = 16000; pragma journal_size_limit = 67108864;"
                         "pragma cache_size = -65536; pragma temp_store = memory;"
                         "pragma secure_delete = off;");
}

Result<Done> SqliteConnection::script(std::string_view text) {
  const int code = sqlite3_exec(handle(), std::string(text).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return Done{};
}

/// "(?1, ?2)" for two columns.
std::string values_of(std::size_t width) {
  std::string text = "values (";
  for (std::size_t i = 1; i <= width; ++i) text += (i == 1 ? "$" : ", $") + std::to_string(i);
  return text + ")";
}

Result<sqlite3_stmt*> SqliteConnection::prepared(const Statement& statement, Prepared& once) {
  if (!statement.name.empty())
    if (const auto at = statements_.find(statement.name); at != statements_.end())
      return at->second.get();
  std::string text = with_rows(statement.text, values_of(statement.types.size()));
  for (char& c : text)
    if (c == '$') c = '?';  // numbered parameters
  sqlite3_stmt* made = nullptr;
  const int code =
      sqlite3_prepare_v3(handle(), text.c_str(), static_cast<int>(text.size()),
                         statement.name.empty() ? 0 : SQLITE_PREPARE_PERSISTENT, &made, nullptr);
  if (code != SQLITE_OK) return error(code);
  if (statement.name.empty()) {
    once.reset(made);
    return made;
  }
  statements_.emplace(statement.name, Prepared(made));
  return made;
}

Result<Done> SqliteConnection::bind(sqlite3_stmt* prepared, std::string_view types,
                                    const Cell* cells) {
  for (std::size_t i = 0; i < types.size(); ++i) {
    const int index = static_cast<int>(i) + 1;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&cells[i])) {
      code = sqlite3_bind_int64(prepared, index, *number);
    } else if (const auto* bytes = std::get_if<std::string>(&cells[i])) {
      if (types[i] == 'b')
        code = sqlite3_bind_blob64(prepared, index, bytes->data(), bytes->size(), SQLITE_STATIC);
      else if (!needs_escape(*bytes))
        code = sqlite3_bind_text64(prepared, index, bytes->data(), bytes->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
      else {
        const std::string escaped = escape_text(*bytes);
        code = sqlite3_bind_text64(prepared, index, escaped.data(), escaped.size(),
                                   SQLITE_TRANSIENT, SQLITE_UTF8);
      }
    } else {
      code = sqlite3_bind_null(prepared, index);
    }
    if (code != SQLITE_OK) return error(code);
  }
  return Done{};
}

Cell read_column(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return unescape_text(
          std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return bytes == nullptr ? Cell(std::string()) : Cell(std::string(bytes, size));
    }
    default: return Cell();
  }
}

Result<Done> SqliteConnection::step_all(sqlite3_stmt* prepared, RowSet& rows) {
  const int columns = sqlite3_column_count(prepared);
  for (;;) {
    const int code = sqlite3_step(prepared);
    if (code == SQLITE_DONE) return Done{};
    if (code != SQLITE_ROW) return error(code);
    Row row;
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) row.push_back(read_column(prepared, i));
    rows.push_back(std::move(row));
  }
}

Result<RowSet> SqliteConnection::query(const Statement& statement,
                                       std::span<const Cell> parameters) {
  ONWARD_TRY_DONE(ready());
  Prepared once;
  ONWARD_TRY(sqlite3_stmt* const found, prepared(statement, once));
  const Run run(found);
  ONWARD_TRY_DONE(bind(found, statement.types, parameters.data()));
  RowSet rows;
  ONWARD_TRY_DONE(step_all(found, rows));
  return rows;
}

Result<RowSet> SqliteConnection::fetch(const Batch& batch) {
  RowSet rows;
  if (batch.empty()) return rows;
  ONWARD_TRY_DONE(ready());
  Prepared once;
  ONWARD_TRY(sqlite3_stmt* const found, prepared(batch.statement(), once));
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const Run run(found);
    ONWARD_TRY_DONE(bind(found, batch.statement().types, &batch.at(row, 0)));
    ONWARD_TRY_DONE(step_all(found, rows));
  }
  return rows;
}

Outcome failed(Error error, std::string_view statement) {
  const bool conflict = error.code == ErrorCode::conflict;
  return {conflict ? Outcome::Kind::conflict : Outcome::Kind::failed, std::move(error), statement};
}

Outcome broken() {
  return {Outcome::Kind::failed, Error{ErrorCode::unavailable, "a failpoint broke the commit"}, {}};
}

Outcome SqliteConnection::run_batches(std::span<const Batch> batches) {
  RowSet unused;
  for (const Batch& batch : batches) {
    if (batch.empty()) continue;
    const Statement& statement = batch.statement();
    Prepared once;
    auto found = prepared(statement, once);
    if (!found.ok()) return failed(found.error(), statement.name);
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      const Run run(*found);
      auto done = bind(*found, statement.types, &batch.at(row, 0));
      if (done.ok()) done = step_all(*found, unused);
      if (!done.ok()) return failed(done.error(), statement.name);
      if (statement.guarded && sqlite3_changes(handle()) != 1)
        return failed(Error{ErrorCode::conflict, "a stored row moved on"}, statement.name);
    }
    if (failpoint("commit.after-", statement.name) != FailpointAction::none) return broken();
  }
  return {};
}

Outcome SqliteConnection::commit(std::span<const Batch> batches) {
  if (auto opened = ready(); !opened.ok()) return failed(opened.error(), "open");
  if (failpoint("commit.before-begin") != FailpointAction::none) return broken();
  if (auto begun = script("begin immediate"); !begun.ok()) return failed(begun.error(), "begin");
  Outcome outcome;
  if (failpoint("commit.after-begin") != FailpointAction::none) outcome = broken();
  if (outcome.kind == Outcome::Kind::stored) outcome = run_batches(batches);
  if (outcome.kind == Outcome::Kind::stored &&
      failpoint("commit.before-commit") != FailpointAction::none)
    outcome = broken();
  if (outcome.kind == Outcome::Kind::stored) {
    if (auto done = script("commit"); !done.ok()) outcome = failed(done.error(), "commit");
  }
  // After a failed commit the transaction may still be open; SQLite says so itself.
  if (sqlite3_get_autocommit(handle()) == 0) {
    const auto rolled_back = script("rollback");
    (void)rolled_back;  // an error here means that it was rolled back already
  }
  if (outcome.kind == Outcome::Kind::stored &&
      failpoint("commit.after-commit") != FailpointAction::none)
    return {Outcome::Kind::unknown,
            Error{ErrorCode::outcome_unknown, "a failpoint cut the answer"},
            {}};
  return outcome;
}

}  // namespace

Result<std::unique_ptr<Connection>> connect_sqlite(const DatabaseConfig& config) {
  auto connection = std::make_unique<SqliteConnection>(config);
  ONWARD_TRY_DONE(connection->open());
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace onward::storage
