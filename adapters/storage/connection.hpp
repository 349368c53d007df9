// One database session as the store needs it: statements with typed parameters, and a transaction
// of many batches. SOCI opens the session (session.hpp); statements run on the native handle that
// its back end hands out, which makes the traps of its parameters impossible (performance.md 9.4 to
// 9.9). Used by one thread at a time.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "adapters/storage/database_config.hpp"
#include "adapters/storage/statement.hpp"
#include "engine/base/result.hpp"

namespace onward::storage {

enum class Purpose { commits, queries };

/// How a transaction ended.
struct Outcome {
  enum class Kind {
    stored,
    conflict,  ///< a guarded statement or a unique key refused; nothing is stored
    failed,    ///< nothing is stored; `error` says why
    lost,      ///< the connection broke before commit was sent; nothing is stored
    unknown,   ///< the connection broke after commit was sent
  } kind = Kind::stored;
  Error error{};
  std::string_view statement{};  ///< the one that refused, when it is known
};

class Connection {
 public:
  virtual ~Connection() = default;
  /// Runs one statement outside a transaction; all its rows. Connects when needed, and runs it
  /// again once on a new connection: so it must bear being run twice. Errors: unavailable,
  /// conflict (unique key), too_large, internal.
  virtual Result<RowSet> query(const Statement& statement, std::span<const Cell> parameters) = 0;
  /// A read for many keys: the statement's ROWS are the batch. Errors as query.
  virtual Result<RowSet> fetch(const Batch& batch) = 0;
  /// All batches in one transaction, in order. Empty ones are left out.
  virtual Outcome commit(std::span<const Batch> batches) = 0;
  /// Runs a script without parameters (a step of a migration). Errors: unavailable, internal.
  virtual Result<Done> script(std::string_view text) = 0;
  /// Drops the connection and makes a new one, and waits until the old session is gone, so that
  /// what it had under way has happened or never will. Errors: unavailable.
  virtual Result<Done> reconnect() = 0;
  [[nodiscard]] virtual bool is_postgres() const = 0;
};

/// Errors: unavailable, invalid (unsafe settings of the database).
Result<std::unique_ptr<Connection>> connect(const DatabaseConfig& config, Purpose purpose);

// Each in its dialect_*.cpp.
Result<std::unique_ptr<Connection>> connect_sqlite(const DatabaseConfig& config);
Result<std::unique_ptr<Connection>> connect_postgres(const DatabaseConfig& config, Purpose purpose);

}  // namespace onward::storage
