// The subcommands of `onward`, one file each. Each adds itself to the command line and returns its
// exit status when it is chosen: 0 done, 1 the work found problems, 2 wrong use.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "server/config.hpp"

namespace CLI {
class App;
}

namespace onward {

using Run = std::function<int()>;

/// Each declares its flags on `app` and calls `chosen` with what to run when it was named.
/// `tables`: those of the configuration file, once it was read.
void add_serve(CLI::App& app, const std::shared_ptr<ConfiguredTables>& tables,
               const std::function<void(Run)>& chosen);
void add_check(CLI::App& app, const std::function<void(Run)>& chosen);
void add_convert(CLI::App& app, const std::function<void(Run)>& chosen);
void add_import(CLI::App& app, const std::function<void(Run)>& chosen);
void add_migrate(CLI::App& app, const std::function<void(Run)>& chosen);
void add_token(CLI::App& app, const std::function<void(Run)>& chosen);
void add_report(CLI::App& app, const std::function<void(Run)>& chosen);
void add_simulate(CLI::App& app, const std::function<void(Run)>& chosen);

/// Prints the error as one line to standard error; returns 1.
int fail(const char* what, const char* message);

}  // namespace onward
