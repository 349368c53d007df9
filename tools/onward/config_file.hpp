// The file of --config. [serve] holds flags, which CLI11 takes; [users.ID] holds people, which go
// into the register when the server starts.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "server/config.hpp"

namespace onward {

class ConfigFile final : public CLI::ConfigTOML {
 public:
  /// `users` takes the people that the file names.
  explicit ConfigFile(std::shared_ptr<std::vector<ConfiguredUser>> users)
      : users_(std::move(users)) {}
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

 private:
  std::shared_ptr<std::vector<ConfiguredUser>> users_;
};

}  // namespace onward
