// A database of its own for one test: SQLite in a file, SQLite in memory, or PostgreSQL on the
// server that ONWARD_TEST_POSTGRES names. Gone at the end.
#pragma once

#include <optional>
#include <string>

#include "adapters/storage/database_config.hpp"

namespace onward::test {

class TemporaryDatabase {
 public:
  /// nullopt: no PostgreSQL to test with (the test should be skipped with no_postgres).
  static std::optional<TemporaryDatabase> make(DatabaseConfig::Kind kind);
  TemporaryDatabase(TemporaryDatabase&& other) noexcept;
  TemporaryDatabase& operator=(TemporaryDatabase&&) = delete;
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;
  ~TemporaryDatabase();

  [[nodiscard]] const DatabaseConfig& config() const { return config_; }
  /// "sqlite:/tmp/x/onward.db", as on the command line.
  [[nodiscard]] const std::string& address() const { return address_; }
  /// Runs SQL on a connection of its own (PostgreSQL only); the first cell of the first row.
  std::string admin(const std::string& sql) const;

 private:
  TemporaryDatabase() = default;
  DatabaseConfig config_;
  std::string address_, folder_, database_;
};

inline constexpr const char* no_postgres =
    "ONWARD_TEST_POSTGRES names no server: set it to a libpq URI of one where databases may be "
    "made";

}  // namespace onward::test
