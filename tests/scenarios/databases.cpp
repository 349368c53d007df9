// Scenarios on databases: each gets one of its own.
#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "adapters/storage/sql_store.hpp"
#include "engine/base/check.hpp"
#include "tests/scenarios/scene.hpp"
#include "tests/support/temporary_database.hpp"

namespace onward::scenarios {
namespace {

std::optional<Backend> backend_on(DatabaseConfig::Kind kind) {
  auto made = test::TemporaryDatabase::make(kind);
  if (!made) return std::nullopt;
  auto database = std::make_shared<test::TemporaryDatabase>(std::move(*made));
  ONWARD_CHECK(migrate(database->config()).ok());
  auto store = open_store(database->config());
  ONWARD_CHECK(store.ok());
  auto opened = open_queries(database->config());
  ONWARD_CHECK(opened.ok());
  std::shared_ptr<Queries> queries = std::move(*opened);
  Backend backend;
  backend.database = database;
  backend.store = std::move(*store);
  backend.history = [queries](InstanceId id) { return queries->history(id, 0, 10'000); };
  return backend;
}

}  // namespace

std::optional<Backend> sqlite_backend() { return backend_on(DatabaseConfig::Kind::sqlite_memory); }
std::optional<Backend> postgres_backend() { return backend_on(DatabaseConfig::Kind::postgres); }

}  // namespace onward::scenarios
