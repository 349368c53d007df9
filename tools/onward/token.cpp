// onward token create | list | revoke: API tokens. The token itself is shown once and stored as a
// hash.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_queries.hpp"
#include "engine/base/iso8601.hpp"
#include "server/auth/authenticator.hpp"
#include "server/clocks.hpp"
#include "tools/onward/commands.hpp"

namespace onward {
namespace {

struct TokenOptions {
  std::string database = "sqlite:onward.db";
  bool allow_unsafe = false;
  std::string user, expires, id;
  std::vector<std::string> roles;
};

Result<std::unique_ptr<Queries>> open(const TokenOptions& options) {
  ONWARD_TRY(DatabaseConfig config, database_config_from_text(options.database));
  config.allow_unsafe = options.allow_unsafe;
  ONWARD_TRY(const std::uint32_t version, migrate(config));
  (void)version;
  return open_queries(config);
}

Result<Done> create(const TokenOptions& options) {
  TokenRow row;
  row.user = options.user;
  row.created = system_now();
  for (const std::string& role : options.roles)
    if (!auth::role_from_text(role))
      return Error{
          ErrorCode::invalid,
          "a role is admin, designer, performer, worker or observer, not \"" + role + "\""};
  row.roles = options.roles;
  if (!options.expires.empty()) {
    if (options.expires.starts_with('P')) {
      ONWARD_TRY(const CalendarDuration span, duration_from_text(options.expires));
      ONWARD_TRY(row.expires, add(row.created, span, "UTC"));
    } else {
      ONWARD_TRY(row.expires, instant_in_zone(options.expires, "UTC"));
    }
  }
  const std::string token = auth::new_token();
  row.hash = auth::sha256_hex(token);
  row.id = row.hash.substr(0, 12);
  ONWARD_TRY(const std::unique_ptr<Queries> queries, open(options));
  ONWARD_TRY_DONE(queries->add_token(row));
  std::printf("%s\n", token.c_str());
  std::fprintf(stderr, "token %s for %s; it is shown this once\n", row.id.c_str(),
               row.user.c_str());
  return Done{};
}

Result<Done> list(const TokenOptions& options) {
  ONWARD_TRY(const std::unique_ptr<Queries> queries, open(options));
  ONWARD_TRY(const std::vector<TokenRow> rows, queries->tokens());
  for (const TokenRow& row : rows) {
    std::string roles;
    for (const std::string& role : row.roles) roles += (roles.empty() ? "" : ",") + role;
    std::printf("%s  %s  %s  created %s  expires %s\n", row.id.c_str(), row.user.c_str(),
                roles.c_str(), to_text(row.created).c_str(),
                row.expires ? to_text(*row.expires).c_str() : "never");
  }
  return Done{};
}

Result<Done> revoke(const TokenOptions& options) {
  ONWARD_TRY(const std::unique_ptr<Queries> queries, open(options));
  ONWARD_TRY(const bool revoked, queries->revoke_token(options.id));
  if (!revoked) return Error{ErrorCode::not_found, "no token has the id \"" + options.id + "\""};
  return Done{};
}

int report(const Result<Done>& done) {
  return done.ok() ? 0 : fail("token", done.error().message.c_str());
}

}  // namespace

void add_token(CLI::App& app, const std::function<void(Run)>& chosen) {
  auto options = std::make_shared<TokenOptions>();
  CLI::App* token_app = app.add_subcommand("token", "API tokens");
  token_app->require_subcommand(1);
  token_app->add_option("--database", options->database, "sqlite:FILE or postgresql://...")
      ->envname("ONWARD_DATABASE")
      ->capture_default_str();
  token_app
      ->add_flag("--allow-unsafe-database", options->allow_unsafe,
                 "Take a PostgreSQL that may lose acknowledged commits")
      ->envname("ONWARD_ALLOW_UNSAFE_DATABASE");
  token_app->fallthrough();
  CLI::App* create_app = token_app->add_subcommand("create", "Make a token and show it once");
  create_app->add_option("--user", options->user, "Whom it stands for")->required();
  create_app->add_option("--roles", options->roles, "admin, designer, performer, worker, observer")
      ->required()
      ->delimiter(',');
  create_app->add_option("--expires", options->expires,
                         "A date, or a duration from now such as P90D");
  create_app->callback([=] { chosen([options] { return report(create(*options)); }); });
  CLI::App* list_app = token_app->add_subcommand("list", "All tokens, without the secret");
  list_app->callback([=] { chosen([options] { return report(list(*options)); }); });
  CLI::App* revoke_app = token_app->add_subcommand("revoke", "End a token");
  revoke_app->add_option("id", options->id, "Its id, as list shows it")->required();
  revoke_app->callback([=] { chosen([options] { return report(revoke(*options)); }); });
}

}  // namespace onward
