// The executable: reads the command line, the environment and the file of --config, and runs the
// subcommand. A flag wins over the environment, that over the file.
#include <CLI/CLI.hpp>
#include <memory>

#include "tools/onward/commands.hpp"
#include "tools/onward/config_file.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Onward: a BPMN process server for sales", "onward"};
  app.require_subcommand(1);
  // CLI11 reads a file for the main program only; a table names the subcommand: [serve].
  app.set_config("--config", "",
                 "TOML file: [serve] and the same names as the flags; people, connectors, secrets");
  const auto tables = std::make_shared<onward::ConfiguredTables>();
  app.config_formatter(std::make_shared<onward::ConfigFile>(tables));
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.set_version_flag("--version", "onward 0.1.0");
  onward::Run run;
  const auto chosen = [&run](onward::Run wanted) { run = std::move(wanted); };
  onward::add_serve(app, tables, chosen);
  onward::add_check(app, chosen);
  onward::add_convert(app, chosen);
  onward::add_import(app, chosen);
  onward::add_migrate(app, chosen);
  onward::add_token(app, chosen);
  onward::add_report(app, chosen);
  onward::add_simulate(app, chosen);
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
