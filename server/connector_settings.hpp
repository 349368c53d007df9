// [connectors.NAME] and [secrets.NAME] of the configuration file, checked and made into what
// adapters/connectors works with.
#pragma once

#include "adapters/connectors/settings.hpp"
#include "server/config.hpp"

namespace onward {

/// Reads the secrets from where they are: the file, the environment, another file. Errors: invalid
/// (names table and key, never a value).
Result<connectors::Settings> connector_settings(const ConfiguredTables& tables);

}  // namespace onward
