// A SOCI session behind plain types: it opens and closes the connection; the native handle does the
// rest. Kept in one source, so that only that pays for SOCI's headers.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.hpp"

namespace onward::storage {

class Session {
 public:
  virtual ~Session() = default;
  /// sqlite3* or PGconn*. Dies with the session.
  [[nodiscard]] virtual void* native() = 0;
};

/// Errors: unavailable, with what the library says.
Result<std::unique_ptr<Session>> open_sqlite_session(const std::string& target);
Result<std::unique_ptr<Session>> open_postgres_session(const std::string& connection_string);

}  // namespace onward::storage
