// PostgreSQL: a turn is one pipeline, that is one round trip: BEGIN, one prepared statement for
// each batch with an array for each column, COMMIT. A guarded statement that misses a row divides
// by zero, so the server itself refuses the turn before COMMIT. Whether it was stored is read from
// the command tag of COMMIT: in a failed transaction the server answers ROLLBACK without an error
// (performance.md 9.1).
#include <libpq-fe.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstring>
#include <set>
#include <string>
#include <thread>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/failpoint.hpp"
#include "adapters/storage/postgres_errors.hpp"
#include "adapters/storage/postgres_wire.hpp"
#include "adapters/storage/session.hpp"

namespace onward::storage {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

/// Parameters in the form that libpq wants.
struct Parameters {
  std::vector<Oid> types;
  std::vector<std::string> bytes;
  std::vector<const char*> values;
  std::vector<int> lengths, formats;

  void add(unsigned type, std::string value, bool null) {
    types.push_back(type);
    bytes.push_back(std::move(value));
    nulls.push_back(null);
  }
  /// Once all are there: pointers into `bytes`.
  void finish() {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      values.push_back(nulls[i] ? nullptr : bytes[i].data());
      lengths.push_back(static_cast<int>(bytes[i].size()));
      formats.push_back(1);
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(bytes.size()); }

 private:
  std::vector<bool> nulls;
};

Parameters parameters_of(const Statement& statement, std::span<const Cell> cells) {
  Parameters parameters;
  for (std::size_t i = 0; i < statement.types.size(); ++i)
    parameters.add(wire::oid_of(statement.types[i]), wire::encode(statement.types[i], cells[i]),
                   std::holds_alternative<std::monostate>(cells[i]));
  parameters.finish();
  return parameters;
}

Parameters parameters_of(const Batch& batch) {
  Parameters parameters;
  for (std::size_t i = 0; i < batch.width(); ++i)
    parameters.add(wire::array_oid_of(batch.statement().types[i]), wire::encode_column(batch, i),
                   false);
  parameters.finish();
  return parameters;
}

/// The statement's text for PostgreSQL; with the guard around it when it is asked for.
std::string text_of_statement(const Statement& statement) {
  if (statement.text.find("ROWS") == std::string_view::npos) return std::string(statement.text);
  std::string arrays, names;
  for (std::size_t i = 0; i < statement.types.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    arrays += (i == 0 ? "$" : ", $") + number + "::";
    arrays += wire::array_name_of(statement.types[i]);
    names += (i == 0 ? "column" : ", column") + number;
  }
  const std::string rows = "select * from unnest(" + arrays + ") as rows_of(" + names + ")";
  std::string text = with_rows(statement.text, rows);
  if (!statement.guarded) return text;
  return "with done as (" + text +
         " returning 1) select 1 / (case when (select count(*) from done)" +
         " = cardinality($1) then 1 else 0 end)";
}

/// Defaults for what the connection string leaves open: nobody waits for ever for a dead host.
std::string with_defaults(const std::string& target) {
  std::string result;
  std::set<std::string> given;
  PQconninfoOption* options = PQconninfoParse(target.c_str(), nullptr);
  const auto add = [&](const std::string& key, std::string_view value) {
    result += key + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') result += '\\';
      result += c;
    }
    result += "' ";
  };
  for (const PQconninfoOption* o = options; o != nullptr && o->keyword != nullptr; ++o) {
    if (o->val == nullptr) continue;
    given.insert(o->keyword);
    add(o->keyword, o->val);
  }
  PQconninfoFree(options);
  constexpr std::array<std::pair<const char*, const char*>, 6> defaults{{
      {"connect_timeout", "5"},
      {"tcp_user_timeout", "10000"},
      {"keepalives_idle", "10"},
      {"keepalives_interval", "5"},
      {"application_name", "onward"},
      {"client_encoding", "UTF8"},
  }};
  for (const auto& [key, value] : defaults)
    if (!given.contains(key)) add(key, value);
  return result;
}

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(DatabaseConfig config, Purpose purpose)
      : config_(std::move(config)), purpose_(purpose) {}

  Result<Done> open();
  Result<RowSet> query(const Statement& statement, std::span<const Cell> parameters) override {
    return again([&] { return run(statement, parameters_of(statement, parameters)); });
  }
  Result<RowSet> fetch(const Batch& batch) override {
    if (batch.empty()) return RowSet{};
    return again([&] { return run(batch.statement(), parameters_of(batch)); });
  }
  Outcome commit(std::span<const Batch> batches) override;
  Result<Done> script(std::string_view text) override;
  Result<Done> reconnect() override;
  [[nodiscard]] bool is_postgres() const override { return true; }

 private:
  [[nodiscard]] PGconn* handle() const {
    return session_ == nullptr ? nullptr : static_cast<PGconn*>(session_->native());
  }
  [[nodiscard]] bool connected() const {
    return handle() != nullptr && PQstatus(handle()) == CONNECTION_OK;
  }
  template <class Work>
  Result<RowSet> again(Work work);
  Result<Done> check_settings();
  Result<Done> remember_backend();
  Result<RowSet> run(const Statement& statement, const Parameters& parameters);
  Result<Done> prepare(const Statement& statement, const Parameters& parameters);
  bool send(std::span<const Batch> batches, const std::vector<Parameters>& parameters,
            bool& commit_sent, Outcome& broken);
  Outcome receive(std::span<const Batch> batches, bool commit_sent);
  void leave_pipeline();
  FailpointAction at(std::string_view point, std::string_view statement = {});
  [[nodiscard]] Error error(const PGresult* result) const;
  [[nodiscard]] Error away() const {
    return Error{ErrorCode::unavailable, std::string("PostgreSQL is away: ") +
                                             (handle() == nullptr ? "" : PQerrorMessage(handle()))};
  }

  DatabaseConfig config_;
  Purpose purpose_;
  std::unique_ptr<Session> session_;
  std::set<std::string_view> prepared_;
  int backend_ = 0;            ///< process of the server behind this connection ...
  std::string backend_start_;  ///< ... and when it started: numbers are used again
};

Error PostgresConnection::error(const PGresult* result) const {
  if (!connected()) return away();
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return Error{classify_sqlstate(state == nullptr ? "" : state),
               std::string("PostgreSQL: ") + (text == nullptr ? PQerrorMessage(handle()) : text),
               state == nullptr ? "" : state};
}

Result<Done> PostgresConnection::open() {
  prepared_.clear();  // they belonged to the old connection (9.11)
  session_.reset();
  ONWARD_TRY(session_, open_postgres_session(with_defaults(config_.target)));
  PQsetNoticeProcessor(handle(), [](void*, const char*) {}, nullptr);
  // Plans: rows come as arrays of unknown length, and every table that a turn touches is found by
  // its key, so one plan for all calls and no walk through a table (performance.md section 4).
  const bool commits = purpose_ == Purpose::commits;
  const std::uint32_t timeout = commits ? config_.commit_timeout_ms : config_.query_timeout_ms;
  ONWARD_TRY_DONE(
      script("set jit = off; set idle_in_transaction_session_timeout = 60000;"
             "set statement_timeout = " +
             std::to_string(timeout)));
  if (!commits) {
    // A page is a walk along an index that ends after some rows. The planner takes the three
    // columns of a task's key for independent, thinks that the walk finds nothing, and joins whole
    // tables: 629 ms instead of 1.5 ms for "my groups" on 300,000 tasks.
    ONWARD_TRY_DONE(
        script("set enable_seqscan = off; set enable_hashjoin = off;"
               "set enable_mergejoin = off; set enable_bitmapscan = off"));
    return remember_backend();
  }
  ONWARD_TRY_DONE(
      script("set plan_cache_mode = force_generic_plan; set enable_seqscan = off;"
             "set enable_mergejoin = off; set lock_timeout = 10000"));
  if (!config_.allow_unsafe) ONWARD_TRY_DONE(check_settings());
  return remember_backend();
}

Result<Done> PostgresConnection::check_settings() {
  // R7: a promise of durability needs a server that keeps it.
  constexpr Statement settings{
      "", "",
      "select current_setting('fsync'), current_setting('full_page_writes'),"
      " current_setting('synchronous_commit')"};
  ONWARD_TRY(const RowSet rows, run(settings, parameters_of(settings, {})));
  constexpr std::array<const char*, 3> names{"fsync", "full_page_writes", "synchronous_commit"};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (text_of(rows[0][i]) == "off")
      return Error{ErrorCode::invalid,
                   std::string("PostgreSQL runs with ") + names[i] +
                       " = off: acknowledged changes could be lost; set it to on",
                   names[i]};
  return Done{};
}

Result<Done> PostgresConnection::remember_backend() {
  constexpr Statement mine{
      "", "", "select backend_start::text from pg_stat_activity where pid = pg_backend_pid()"};
  ONWARD_TRY(const RowSet rows, run(mine, parameters_of(mine, {})));
  backend_ = PQbackendPID(handle());
  backend_start_ = rows.empty() ? "" : text_of(rows[0][0]);
  return Done{};
}

Result<Done> PostgresConnection::reconnect() {
  const int old = backend_;
  const std::string old_start = backend_start_;
  ONWARD_TRY_DONE(open());
  if (old == 0) return Done{};
  // Asked to end; a role that may not sees it end by itself, since its socket is closed.
  constexpr Statement end{
      "", "it",
      "select pg_terminate_backend(pid) from pg_stat_activity"
      " where pid = $1 and backend_start::text = $2 and pid <> pg_backend_pid()"};
  const Row who{cell(std::int64_t{old}), cell(old_start)};
  constexpr int rounds = 500;
  for (int round = 0; round < rounds; ++round) {
    ONWARD_TRY(const RowSet rows, run(end, parameters_of(end, who)));
    if (rows.empty()) return Done{};
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return Error{ErrorCode::unavailable, "the old database session does not end"};
}

template <class Work>
Result<RowSet> PostgresConnection::again(Work work) {
  if (!connected()) ONWARD_TRY_DONE(open());
  Result<RowSet> first = work();
  if (first.ok() || connected()) return first;
  ONWARD_TRY_DONE(open());
  return work();
}

Result<Done> PostgresConnection::script(std::string_view text) {
  if (!connected() && session_ != nullptr) ONWARD_TRY_DONE(open());
  const Answer answer(PQexec(handle(), std::string(text).c_str()));
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return error(answer.get());
  return Done{};
}

Result<Done> PostgresConnection::prepare(const Statement& statement, const Parameters& parameters) {
  if (prepared_.contains(statement.name)) return Done{};
  const Answer answer(PQprepare(handle(), std::string(statement.name).c_str(),
                                text_of_statement(statement).c_str(), parameters.count(),
                                parameters.types.data()));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return error(answer.get());
  prepared_.insert(statement.name);
  return Done{};
}

RowSet rows_of(const PGresult* result) {
  const int columns = PQnfields(result);
  RowSet rows(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    Row& cells = rows[static_cast<std::size_t>(row)];
    cells.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(result, row, column) != 0) {
        cells.emplace_back();
        continue;
      }
      cells.push_back(wire::decode(PQftype(result, column),
                                   {PQgetvalue(result, row, column),
                                    static_cast<std::size_t>(PQgetlength(result, row, column))}));
    }
  }
  return rows;
}

Result<RowSet> PostgresConnection::run(const Statement& statement, const Parameters& parameters) {
  PGresult* made = nullptr;
  if (statement.name.empty()) {
    made = PQexecParams(handle(), text_of_statement(statement).c_str(), parameters.count(),
                        parameters.types.data(), parameters.values.data(),
                        parameters.lengths.data(), parameters.formats.data(), 1);
  } else {
    ONWARD_TRY_DONE(prepare(statement, parameters));
    made = PQexecPrepared(handle(), std::string(statement.name).c_str(), parameters.count(),
                          parameters.values.data(), parameters.lengths.data(),
                          parameters.formats.data(), 1);
  }
  const Answer answer(made);
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK) return RowSet{};
  if (status != PGRES_TUPLES_OK) return error(answer.get());
  return rows_of(answer.get());
}

/// Cuts the connection when the failpoint says so; the server gets all that was sent before.
FailpointAction PostgresConnection::at(std::string_view point, std::string_view statement) {
#ifdef ONWARD_FAILPOINTS
  PQflush(handle());
#endif
  const FailpointAction action = failpoint(point, statement);
  if (action == FailpointAction::drop) ::shutdown(PQsocket(handle()), SHUT_RDWR);
  return action;
}

/// False: stopped before COMMIT was sent, `broken` says why.
bool PostgresConnection::send(std::span<const Batch> batches,
                              const std::vector<Parameters>& parameters, bool& commit_sent,
                              Outcome& broken) {
  const auto stop = [&](FailpointAction action) {
    if (action == FailpointAction::none) return false;
    broken = {
        Outcome::Kind::lost, Error{ErrorCode::unavailable, "a failpoint broke the commit"}, {}};
    return true;
  };
  const auto send_plain = [&](const char* text) {
    return PQsendQueryParams(handle(), text, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
  };
  broken = {Outcome::Kind::lost, away(), {}};
  if (stop(at("commit.before-begin"))) return false;
  if (!send_plain("begin")) return false;
  if (stop(at("commit.after-begin"))) return false;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    if (batches[i].empty()) continue;
    const Parameters& p = parameters[i];
    if (PQsendQueryPrepared(handle(), std::string(batches[i].statement().name).c_str(), p.count(),
                            p.values.data(), p.lengths.data(), p.formats.data(), 1) != 1)
      return false;
    if (stop(at("commit.after-", batches[i].statement().name))) return false;
  }
  if (stop(at("commit.before-commit"))) return false;
  commit_sent = true;
  if (!send_plain("commit") || PQpipelineSync(handle()) != 1) return true;
  const FailpointAction sent = at("commit.sent");
  if (sent == FailpointAction::error) ::shutdown(PQsocket(handle()), SHUT_RDWR);
  return true;
}

Outcome PostgresConnection::receive(std::span<const Batch> batches, bool commit_sent) {
  std::vector<std::string_view> names{"begin"};
  for (const Batch& batch : batches)
    if (!batch.empty()) names.push_back(batch.statement().name);
  names.emplace_back("commit");
  Outcome outcome{Outcome::Kind::stored, {}, {}};
  bool committed = false;
  for (const std::string_view name : names) {
    for (;;) {
      const Answer answer(PQgetResult(handle()));
      if (answer == nullptr) break;
      const ExecStatusType status = PQresultStatus(answer.get());
      if (name == "commit" && status == PGRES_COMMAND_OK)
        committed = std::strcmp(PQcmdStatus(answer.get()), "COMMIT") == 0;
      if (status == PGRES_FATAL_ERROR && outcome.kind == Outcome::Kind::stored) {
        Error refused = error(answer.get());
        const bool conflict = refused.code == ErrorCode::conflict;
        outcome = {conflict ? Outcome::Kind::conflict : Outcome::Kind::failed, std::move(refused),
                   name};
      }
      if (!connected()) break;
    }
    if (!connected()) break;
  }
  if (connected()) {
    const Answer sync(PQgetResult(handle()));
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC && connected())
      return {
          Outcome::Kind::unknown, Error{ErrorCode::internal, "the pipeline is out of step"}, {}};
  }
  // The answer to COMMIT counts, even when the connection broke right behind it.
  if (committed) return {};
  if (!connected()) return {commit_sent ? Outcome::Kind::unknown : Outcome::Kind::lost, away(), {}};
  if (outcome.kind == Outcome::Kind::stored)
    outcome = {
        Outcome::Kind::failed, Error{ErrorCode::internal, "PostgreSQL rolled the turn back"}, {}};
  return outcome;
}

void PostgresConnection::leave_pipeline() {
  if (!connected()) return;
  PQexitPipelineMode(handle());
  if (PQtransactionStatus(handle()) == PQTRANS_IDLE) return;
  const auto rolled_back = script("rollback");
  (void)rolled_back;  // if it fails the connection is gone, and with it the transaction
}

Outcome PostgresConnection::commit(std::span<const Batch> batches) {
  if (!connected())
    if (const auto opened = reconnect(); !opened.ok())
      return {Outcome::Kind::failed, opened.error(), {}};
  std::vector<Parameters> parameters;
  parameters.reserve(batches.size());
  for (const Batch& batch : batches) {
    parameters.push_back(batch.empty() ? Parameters{} : parameters_of(batch));
    if (batch.empty()) continue;
    auto done = prepare(batch.statement(), parameters.back());
    if (!done.ok() && !connected()) {
      // Nothing was sent yet: a session that died while it was idle is simply replaced.
      if (const auto opened = reconnect(); !opened.ok())
        return {Outcome::Kind::failed, opened.error(), {}};
      return commit(batches);
    }
    if (!done.ok()) return {Outcome::Kind::failed, done.error(), batch.statement().name};
  }
  if (PQenterPipelineMode(handle()) != 1) return {Outcome::Kind::lost, away(), {}};
  bool commit_sent = false;
  Outcome broken;
  if (!send(batches, parameters, commit_sent, broken)) return broken;
  Outcome outcome = receive(batches, commit_sent);
  leave_pipeline();
  if (outcome.kind == Outcome::Kind::stored && at("commit.after-commit") != FailpointAction::none)
    return {Outcome::Kind::unknown, away(), {}};
  return outcome;
}

}  // namespace

Result<std::unique_ptr<Connection>> connect_postgres(const DatabaseConfig& config,
                                                     Purpose purpose) {
  auto connection = std::make_unique<PostgresConnection>(config, purpose);
  ONWARD_TRY_DONE(connection->open());
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace onward::storage
