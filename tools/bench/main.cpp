// onward-bench: measures a running server and prints one line of JSON for each phase. The cases,
// the databases and the table are the business of tools/bench/run.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tools/bench/driver.hpp"

namespace onward::bench {
namespace {

struct Arguments {
  Settings settings;
  std::string address = "127.0.0.1:8080", process, workload;
  std::vector<std::string> labels;  ///< name=value, copied into each line
  std::string settle_command;
  bool spread = false;
  std::uint64_t listed = 0;
  double wait_ready_seconds = 0;
};

/// Exact, from all latencies; in milliseconds.
double percentile(std::vector<std::uint32_t>& micros, double part) {
  if (micros.empty()) return 0;
  const auto last = static_cast<double>(micros.size() - 1);
  const auto at = micros.begin() + static_cast<std::ptrdiff_t>(last * part + 0.5);
  std::nth_element(micros.begin(), at, micros.end());
  return static_cast<double>(*at) / 1000;
}

void print(const Arguments& arguments, const char* name, Phase phase) {
  const double seconds = std::chrono::duration<double>(phase.after.at - phase.before.at).count();
  const auto commands = static_cast<double>(std::max<std::size_t>(phase.micros.size(), 1));
  const auto micros = [&](double Usage::* of) {
    return (phase.after.*of - phase.before.*of) * 1e6 / commands;
  };
  boost::json::object line;
  for (const std::string& label : arguments.labels) {
    const std::size_t equals = label.find('=');
    line[label.substr(0, equals)] = label.substr(std::min(equals, label.size() - 1) + 1);
  }
  line["phase"] = name;
  line["connections"] = arguments.settings.connections;
  line["seconds"] = seconds;
  line["starts"] = phase.starts;
  line["completions"] = phase.completions;
  line["errors"] = phase.errors;
  line["startsPerSecond"] = static_cast<double>(phase.starts) / seconds;
  line["completionsPerSecond"] = static_cast<double>(phase.completions) / seconds;
  line["p50Ms"] = percentile(phase.micros, 0.5);
  line["p99Ms"] = percentile(phase.micros, 0.99);
  line["serverMicrosPerCommand"] = micros(&Usage::server_seconds);
  line["postgresMicrosPerCommand"] = micros(&Usage::postgres_seconds);
  line["driverMicrosPerCommand"] = micros(&Usage::driver_seconds);
  line["walBytesPerCommand"] =
      static_cast<double>(phase.after.wal_bytes - phase.before.wal_bytes) / commands;
  line["residentKib"] = resident_kib(arguments.settings.watched.server);
  std::printf("%s\n", boost::json::serialize(line).c_str());
  std::fflush(stdout);
}

/// Asks /readyz until it says 200 and prints the time (seconds since 1970); false: never ready.
bool wait_ready(const Arguments& arguments) {
  const auto end = std::chrono::steady_clock::now() +
                   std::chrono::duration<double>(arguments.wait_ready_seconds);
  while (std::chrono::steady_clock::now() < end) {
    Connection connection;
    if (connection.open(arguments.settings.address) && connection.send(get("/readyz")) &&
        connection.receive_waiting() == Connection::Progress::complete &&
        connection.status() == 200) {
      const auto now = std::chrono::system_clock::now().time_since_epoch();
      std::printf("%.6f\n", std::chrono::duration<double>(now).count());
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

void define(CLI::App& app, Arguments& arguments) {
  Settings& settings = arguments.settings;
  app.add_option("--address", arguments.address, "IPv4:PORT of the server");
  app.add_option("--process", arguments.process, "file to deploy");
  app.add_option("--workload", arguments.workload, "bodies for its start and its tasks (JSON)");
  app.add_option("--connections", settings.connections, "each with one command at a time");
  app.add_option("--instances", settings.instances, "started first");
  app.add_option("--warm-up", settings.warm_up_seconds, "seconds that are not counted");
  app.add_option("--seconds", settings.seconds, "of completing tasks; 0: only start instances");
  app.add_flag("--spread", arguments.spread,
               "then a second time, with all open instances taking turns");
  app.add_option("--complete-listed", arguments.listed,
                 "then complete so many tasks, whichever are open: some instances get far");
  app.add_option(
      "--settle-command", arguments.settle_command,
      "run between starting and completing, so that the one does not weigh on the other");
  app.add_option("--server-pid", settings.watched.server);
  app.add_option("--postgres-pid", settings.watched.postgres, "the postmaster");
  app.add_option("--wal-command", settings.watched.wal_command, "prints bytes of log so far");
  app.add_option("--label", arguments.labels, "name=value for the output; repeatable");
  app.add_option("--wait-ready", arguments.wait_ready_seconds,
                 "only wait so many seconds for /readyz and print the time");
}

int run(Arguments arguments) {
  const std::size_t colon = arguments.address.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("--address is IPv4:PORT");
  arguments.settings.address = {
      arguments.address.substr(0, colon),
      static_cast<std::uint16_t>(std::stoul(arguments.address.substr(colon + 1)))};
  if (arguments.wait_ready_seconds > 0) return wait_ready(arguments) ? 0 : 1;
  const Workload workload(arguments.process, arguments.workload);
  Driver driver(arguments.settings, workload);
  driver.deploy();
  print(arguments, "start", driver.start_instances());
  if (!arguments.settle_command.empty() && std::system(arguments.settle_command.c_str()) != 0)
    throw std::runtime_error("the settle command failed");
  if (arguments.listed > 0)
    print(arguments, "complete listed", driver.complete_listed(arguments.listed));
  if (arguments.settings.seconds > 0)
    print(arguments, "complete", driver.complete_tasks(Order::follow));
  if (arguments.settings.seconds > 0 && arguments.spread)
    print(arguments, "complete in turns", driver.complete_tasks(Order::spread));
  return 0;
}

}  // namespace
}  // namespace onward::bench

int main(int count, char** values) {
  CLI::App app("Closed-loop load driver for Onward");
  onward::bench::Arguments arguments;
  onward::bench::define(app, arguments);
  CLI11_PARSE(app, count, values);
  try {
    return onward::bench::run(arguments);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "onward-bench: %s\n", problem.what());
    return 1;
  }
}
