// The executable: reads the command line, the environment and the file of --config, and runs the
// subcommand. A flag wins over the environment, that over the file.
#include <CLI/CLI.hpp>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "tools/onward/commands.hpp"

namespace {

/// CLI11 lets the file win over the environment: what the environment says is taken out of the
/// file.
class EnvironmentWins final : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    std::vector<CLI::ConfigItem> found = CLI::ConfigTOML::from_config(input);
    std::erase_if(found, [](const CLI::ConfigItem& item) {
      std::string name = "ONWARD_";
      for (const char c : item.name)
        name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      return std::getenv(name.c_str()) != nullptr;
    });
    return found;
  }
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Onward: a BPMN process server for sales", "onward"};
  app.require_subcommand(1);
  // CLI11 reads a file for the main program only; a table names the subcommand: [serve].
  app.set_config("--config", "", "TOML file: [serve] and the same names as the flags");
  app.config_formatter(std::make_shared<EnvironmentWins>());
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.set_version_flag("--version", "onward 0.1.0");
  onward::Run run;
  const auto chosen = [&run](onward::Run wanted) { run = std::move(wanted); };
  onward::add_serve(app, chosen);
  onward::add_check(app, chosen);
  onward::add_migrate(app, chosen);
  onward::add_token(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& wrong) {
    app.exit(wrong);
    return 2;
  }
  return run ? run() : 2;
}
