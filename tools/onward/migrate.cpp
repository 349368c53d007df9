// onward migrate: brings the database to the schema of this binary. serve does the same at its
// start.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "adapters/storage/migrate.hpp"
#include "tools/onward/commands.hpp"

namespace onward {

int fail(const char* what, const char* message) {
  std::fprintf(stderr, "onward: %s: %s\n", what, message);
  return 1;
}

void add_migrate(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto database = std::make_shared<std::string>("sqlite:onward.db");
  CLI::App* migrate_app =
      app.add_subcommand("migrate", "Bring the database to this version's schema");
  migrate_app->add_option("--database", *database, "sqlite:FILE or postgresql://...")
      ->envname("ONWARD_DATABASE")
      ->capture_default_str();
  migrate_app->callback([=] {
    chosen([database] {
      const auto config = database_config_from_text(*database);
      if (!config.ok()) {
        fail("--database", config.error().message.c_str());
        return 2;
      }
      const auto version = migrate(config.value());
      if (!version.ok()) return fail("migrate", version.error().message.c_str());
      std::printf("schema version %u\n", version.value());
      return 0;
    });
  });
}

}  // namespace onward
