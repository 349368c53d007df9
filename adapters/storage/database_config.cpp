#include "adapters/storage/database_config.hpp"

#include <libpq-fe.h>

#include <cstring>

#include "adapters/storage/session.hpp"

namespace onward {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// SQLite's own in-memory file system gives every connection of the process that names it the same
// database, with file-like locks that honour the busy timeout. Its shared cache does not (table
// locks answer SQLITE_LOCKED at once).
constexpr const char* shared_memory = "file:/onward?vfs=memdb";

/// "host:port" of a connection string, for people.
std::string server_of(const std::string& target) {
  PQconninfoOption* options = PQconninfoParse(target.c_str(), nullptr);
  std::string host = "local socket", port;
  for (const PQconninfoOption* option = options; option != nullptr && option->keyword != nullptr;
       ++option) {
    if (option->val == nullptr) continue;
    if (std::strcmp(option->keyword, "host") == 0) host = option->val;
    if (std::strcmp(option->keyword, "port") == 0) port = std::string(":") + option->val;
  }
  PQconninfoFree(options);
  return host + port;
}

}  // namespace

std::string DatabaseConfig::description() const {
  switch (kind) {
    case Kind::sqlite_file: return "SQLite " + target;
    case Kind::sqlite_memory: return "SQLite in memory";
    case Kind::postgres: return "PostgreSQL at " + server_of(target);
  }
  return {};
}

Result<DatabaseConfig> database_config_from_text(std::string_view text) {
  constexpr std::string_view sqlite = "sqlite:";
  DatabaseConfig config;
  if (text == "sqlite::memory:") {
    config.kind = DatabaseConfig::Kind::sqlite_memory;
    config.target = shared_memory;
    ONWARD_TRY(auto session, storage::open_sqlite_session(config.target));
    config.keeper = std::shared_ptr<storage::Session>(std::move(session));
    return config;
  }
  if (starts_with(text, sqlite) && text.size() > sqlite.size()) {
    config.kind = DatabaseConfig::Kind::sqlite_file;
    config.target = text.substr(sqlite.size());
    if (config.target.find('"') != std::string::npos)
      return Error{ErrorCode::invalid, "the path of a database has no quotation mark", "database"};
    return config;
  }
  if (starts_with(text, "postgresql://") || starts_with(text, "postgres://")) {
    config.kind = DatabaseConfig::Kind::postgres;
    config.target = text;
    char* complaint = nullptr;
    PQconninfoOption* options = PQconninfoParse(config.target.c_str(), &complaint);
    const bool valid = options != nullptr;
    PQconninfoFree(options);
    PQfreemem(complaint);
    // What libpq says would quote the text, and with it a password.
    if (!valid)
      return Error{ErrorCode::invalid, "the PostgreSQL address is not a valid connection URI",
                   "database"};
    return config;
  }
  return Error{ErrorCode::invalid,
               "a database is sqlite:PATH, sqlite::memory: or postgresql://USER@HOST/NAME",
               "database"};
}

}  // namespace onward
