// The file of --config. [serve] holds flags, which CLI11 takes; [users.ID] holds people, which go
// into the register when the server starts; [connectors.NAME], [secrets.NAME] and [outbound] say
// what may leave the server, [escalation] when coordinators are told.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "server/config.hpp"

namespace onward {

class ConfigFile final : public CLI::ConfigTOML {
 public:
  /// `tables` takes what the file says beside flags.
  explicit ConfigFile(std::shared_ptr<ConfiguredTables> tables) : tables_(std::move(tables)) {}
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

 private:
  std::shared_ptr<ConfiguredTables> tables_;
};

}  // namespace onward
