#include "tests/support/temporary_database.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "engine/base/check.hpp"

namespace onward::test {
namespace {

std::string run(const std::string& uri, const std::string& sql) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(uri.c_str()), PQfinish);
  ONWARD_CHECK(PQstatus(connection.get()) == CONNECTION_OK);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()),
                                                              PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    std::fprintf(stderr, "%s\n%s", sql.c_str(), PQerrorMessage(connection.get()));
  ONWARD_CHECK(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

/// The URI with another database: its path is what stands between the host and the "?".
std::string with_database(const std::string& uri, const std::string& database) {
  const std::size_t host = uri.find("://") + 3;
  const std::size_t slash = uri.find('/', host);
  const std::size_t query = uri.find('?', host);
  const std::string front = uri.substr(0, std::min({slash, query, uri.size()}));
  return front + "/" + database + (query == std::string::npos ? "" : uri.substr(query));
}

std::string unique_name() {
  static std::atomic<int> number{0};
  return "onward_test_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
}

}  // namespace

std::optional<TemporaryDatabase> TemporaryDatabase::make(DatabaseConfig::Kind kind) {
  TemporaryDatabase made;
  switch (kind) {
    case DatabaseConfig::Kind::sqlite_file: {
      made.folder_ = (std::filesystem::temp_directory_path() / unique_name()).string();
      std::filesystem::create_directories(made.folder_);
      made.address_ = "sqlite:" + made.folder_ + "/onward.db";
      break;
    }
    case DatabaseConfig::Kind::sqlite_memory: made.address_ = "sqlite::memory:"; break;
    case DatabaseConfig::Kind::postgres: {
      const char* server = std::getenv("ONWARD_TEST_POSTGRES");
      if (server == nullptr || *server == '\0') return std::nullopt;
      made.database_ = unique_name();
      run(server, "create database " + made.database_);
      made.address_ = with_database(server, made.database_);
      break;
    }
  }
  auto config = database_config_from_text(made.address_);
  ONWARD_CHECK(config.ok());
  made.config_ = *config;
  made.config_.allow_unsafe = true;  // a server for tests need not sync
  return made;
}

TemporaryDatabase::TemporaryDatabase(TemporaryDatabase&& other) noexcept
    : config_(std::move(other.config_)),
      address_(std::move(other.address_)),
      folder_(std::exchange(other.folder_, {})),
      database_(std::exchange(other.database_, {})) {}

TemporaryDatabase::~TemporaryDatabase() {
  if (!folder_.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  if (!database_.empty())
    run(std::getenv("ONWARD_TEST_POSTGRES"),
        "drop database if exists " + database_ + " with (force)");
}

std::string TemporaryDatabase::admin(const std::string& sql) const { return run(address_, sql); }

}  // namespace onward::test
