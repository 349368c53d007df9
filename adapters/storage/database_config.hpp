// Where the database is, as the command line says it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.hpp"

namespace onward {

struct DatabaseConfig {
  enum class Kind : std::uint8_t {
    sqlite_file,
    sqlite_memory,
    postgres
  } kind = Kind::sqlite_memory;
  std::string target;  ///< path or libpq URI; may hold a password: never log it
  /// Take a PostgreSQL whose settings may lose acknowledged commits (fsync off ...): tests only.
  bool allow_unsafe = false;
  std::uint32_t query_timeout_ms = 5'000;    ///< one list or search
  std::uint32_t commit_timeout_ms = 30'000;  ///< one statement of a turn
  /// Keeps the shared in-memory database alive as long as a copy of this config lives. All configs
  /// of a process share one.
  std::shared_ptr<void> keeper;
  /// "SQLite onward.db", "PostgreSQL at db.example:5432": for people, without secrets.
  [[nodiscard]] std::string description() const;
};

/// Reads "sqlite:PATH", "sqlite::memory:", "postgresql://..." or "postgres://...". Errors: invalid,
/// unavailable (memory database cannot be made).
Result<DatabaseConfig> database_config_from_text(std::string_view text);

}  // namespace onward
