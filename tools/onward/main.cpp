// The executable: reads the command line and runs the subcommand.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tools/onward/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Onward: a BPMN process server for sales", "onward"};
  app.require_subcommand(1);
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
