// What the file of --config says of signing in, checked.
#pragma once

#include <optional>
#include <string>

#include "adapters/connectors/settings.hpp"
#include "adapters/openid/provider.hpp"
#include "server/config.hpp"

namespace onward {

struct SignInSettings {
  openid::ProviderSettings provider;
  std::string name = "your account";  ///< of the provider, for people
  std::string user_claim, groups_claim, roles_claim;
  std::string default_role;  ///< of those who have no other; empty: they are refused
  Duration session;          ///< how long one stays signed in
};
/// Absent: no [sign-in], so people show tokens. Errors: invalid (which member, and what was
/// expected).
Result<std::optional<SignInSettings>> sign_in_settings(const ConfiguredTables& tables,
                                                       const connectors::Settings& connectors);

}  // namespace onward
