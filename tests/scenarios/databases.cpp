// Scenarios on databases: each gets a SQLite of its own; on PostgreSQL, where making one takes
// seconds, they take turns on one that is emptied in between.
#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "adapters/storage/sql_store.hpp"
#include "engine/base/check.hpp"
#include "tests/scenarios/scene.hpp"
#include "tests/support/temporary_database.hpp"

namespace onward::scenarios {
namespace {

std::shared_ptr<test::TemporaryDatabase> make(DatabaseConfig::Kind kind) {
  auto made = test::TemporaryDatabase::make(kind);
  if (!made) return nullptr;
  auto database = std::make_shared<test::TemporaryDatabase>(std::move(*made));
  ONWARD_CHECK(migrate(database->config()).ok());
  return database;
}

constexpr const char* empty_all_tables = R"(do $$ declare names text; begin
  select string_agg(format('%I', tablename), ',') into names from pg_tables
    where schemaname = current_schema() and tablename <> 'schema_version';
  execute 'truncate ' || names;
end $$)";

std::optional<Backend> backend_on(std::shared_ptr<test::TemporaryDatabase> database) {
  if (!database) return std::nullopt;
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

std::optional<Backend> sqlite_backend() {
  return backend_on(make(DatabaseConfig::Kind::sqlite_memory));
}
std::optional<Backend> postgres_backend() {
  static const std::shared_ptr<test::TemporaryDatabase> shared =
      make(DatabaseConfig::Kind::postgres);
  if (shared) shared->admin(empty_all_tables);
  return backend_on(shared);
}

}  // namespace onward::scenarios
