// What the file of --config says of the Twenty CRMs that one is connected to, checked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/connectors/settings.hpp"
#include "adapters/twenty/mapping.hpp"
#include "adapters/twenty/rest.hpp"
#include "server/config.hpp"

namespace onward {

struct TwentySettings {
  std::string system;  ///< "twenty:<ID>": how links and the history call it
  twenty::RestSettings rest;
  std::string webhook_secret;
  Duration tolerance{5 * 60'000};  ///< between their clock and ours
  Duration poll_every{5 * 60'000};
  std::vector<twenty::Rule> rules;
};
/// By ID. Errors: invalid (which member, and what was expected).
Result<std::map<std::string, TwentySettings>> twenty_settings(
    const ConfiguredTables& tables, const connectors::Settings& connectors);

}  // namespace onward
