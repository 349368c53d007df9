#include "server/sign_in_settings.hpp"

#include "engine/base/iso8601.hpp"
#include "server/auth/permissions.hpp"
#include "server/table_members.hpp"

namespace onward {
namespace {

constexpr std::string_view return_path = "/api/v1/sign-in/return";

Result<std::string> needed(TableMembers& members, const std::string& name) {
  ONWARD_TRY(const std::string text, members.text(name));
  if (text.empty()) return members.wrong(name, "it is needed to sign in");
  return text;
}

/// An address of http is taken from this machine alone: what goes over it is a key to everything.
Result<std::string> address(TableMembers& members, const std::string& name) {
  ONWARD_TRY(const std::string text, needed(members, name));
  const auto target = http_client::target_of(text);
  const bool here = target.ok() && (target->host == "localhost" || is_loopback(target->host));
  if (!target.ok() || (target->scheme != "https" && !here))
    return members.wrong(name, "an address such as https://id.example.com is expected");
  return text;
}

Result<Done> read_provider(TableMembers& members, const connectors::Settings& connectors,
                           openid::ProviderSettings& provider) {
  ONWARD_TRY(provider.issuer, address(members, "issuer"));
  ONWARD_TRY(provider.client_id, needed(members, "client-id"));
  ONWARD_TRY(provider.return_to, address(members, "public-url"));
  while (provider.return_to.ends_with('/')) provider.return_to.pop_back();
  provider.return_to += return_path;
  ONWARD_TRY(provider.scopes, members.text("scopes", provider.scopes));
  if ((" " + provider.scopes + " ").find(" openid ") == std::string::npos)
    return members.wrong("scopes", "openid must be among them");
  ONWARD_TRY(const std::string secret, members.text("secret"));
  if (secret.empty()) return Done{};
  const auto found = connectors.secrets.find(secret);
  if (found == connectors.secrets.end())
    return members.wrong("secret", "there is no [secrets." + secret + "]");
  provider.secret = found->second.value;
  return Done{};
}

}  // namespace

Result<std::optional<SignInSettings>> sign_in_settings(const ConfiguredTables& tables,
                                                       const connectors::Settings& connectors) {
  if (tables.sign_in.empty()) return std::optional<SignInSettings>{};
  TableMembers members("sign-in", tables.sign_in);
  SignInSettings settings;
  ONWARD_TRY_DONE(read_provider(members, connectors, settings.provider));
  ONWARD_TRY(settings.name, members.text("name", settings.name));
  ONWARD_TRY(settings.user_claim, members.text("user-claim", "preferred_username"));
  ONWARD_TRY(settings.groups_claim, members.text("groups-claim", "groups"));
  ONWARD_TRY(settings.roles_claim, members.text("roles-claim", "roles"));
  ONWARD_TRY(settings.default_role, members.text("default-role"));
  if (!settings.default_role.empty() && !auth::role_from_text(settings.default_role))
    return members.wrong("default-role",
                         "admin, designer, performer, worker or observer is expected");
  ONWARD_TRY(const std::string session, members.text("session", "PT12H"));
  const auto span = duration_from_text(session);
  constexpr std::int64_t year = 366LL * 86'400;
  if (!span.ok() || span->months != 0 || span->seconds <= 0 || span->seconds > year)
    return members.wrong("session", "a duration such as PT12H, of at most a year, is expected");
  settings.session = Duration{span->seconds * 1'000};
  ONWARD_TRY_DONE(members.finish());
  return std::optional<SignInSettings>(std::move(settings));
}

}  // namespace onward
