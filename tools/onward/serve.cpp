// onward serve: runs the server until SIGTERM or SIGINT.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <thread>

#include "server/app.hpp"
#include "server/log.hpp"
#include "tools/onward/commands.hpp"

namespace onward {
namespace {

/// Signals are taken by a thread of their own, blocked everywhere else: a handler could not call
/// stop().
class SignalThread {
 public:
  SignalThread() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  void watch(App& app) {
    thread_ = std::thread([this, &app] {
      int signal = 0;
      sigwait(&signals_, &signal);
      app.stop();
    });
  }
  /// After run() has returned: wakes the thread when it was not a signal that ended it.
  void join() {
    if (!thread_.joinable()) return;
    // SIGTERM is blocked everywhere: it ends the thread's wait, not the thread.
    pthread_kill(thread_.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread)
    thread_.join();
  }

 private:
  sigset_t signals_{};
  std::thread thread_;
};

int serve(const Config& config) {
  if (const auto log = set_up_log(config.log_level); !log.ok()) {
    std::fprintf(stderr, "onward serve: %s\n", log.error().message.c_str());
    return 2;
  }
  SignalThread signals;
  auto app = App::start(config);
  if (!app.ok()) {
    std::fprintf(stderr, "onward serve: %s\n", app.error().message.c_str());
    const bool wrong_use =
        app.error().code == ErrorCode::invalid && app.error().where != "schema_version";
    return wrong_use ? 2 : 1;
  }
  App& running = *app.value();
  for (const std::string& line : running.loaded()) std::printf("definition %s\n", line.c_str());
  std::printf("Onward listens on %s%s\n", running.url().c_str(),
              config.dev ? " (--dev: X-User says who you are)" : "");
  std::fflush(stdout);
  signals.watch(running);
  running.run();
  signals.join();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, const std::shared_ptr<ConfiguredTables>& tables,
               const std::function<void(Run)>& chosen) {
  auto config = std::make_shared<Config>();
  auto no_processes = std::make_shared<bool>(false);
  CLI::App* serve_app = app.add_subcommand("serve", "Run the server");
  serve_app
      ->add_option("--database", config->database,
                   "sqlite:FILE, sqlite::memory: or postgresql://...")
      ->envname("ONWARD_DATABASE")
      ->capture_default_str();
  serve_app->add_option("--listen", config->listen, "ADDRESS:PORT; port 0: chosen and printed")
      ->envname("ONWARD_LISTEN")
      ->capture_default_str();
  CLI::Option* processes =
      serve_app->add_option("--processes", config->processes, "Folder of definitions, watched")
          ->envname("ONWARD_PROCESSES")
          ->capture_default_str();
  serve_app->add_flag("--no-processes", *no_processes, "Deploy nothing at start")
      ->excludes(processes);
  serve_app->add_flag("--dev", config->dev, "Loopback only; X-User says who asks")
      ->envname("ONWARD_DEV");
  CLI::Option* manual = serve_app
                            ->add_option("--manual-clock", config->manual_clock_start,
                                         "The clock stands still; START as RFC 3339 (needs --dev)")
                            ->expected(0, 1);
  serve_app
      ->add_option("--tracks", config->tracks,
                   "Threads that write (default: 1, or 1 per 2 cores on PostgreSQL)")
      ->envname("ONWARD_TRACKS");
  serve_app->add_option("--batch", config->batch, "Commands per transaction")
      ->envname("ONWARD_BATCH")
      ->capture_default_str();
  serve_app->add_option("--readers", config->readers, "Threads that read")
      ->envname("ONWARD_READERS")
      ->capture_default_str();
  serve_app
      ->add_option("--node", config->node, "Number of this server, 0 to 31, unique on one database")
      ->envname("ONWARD_NODE");
  serve_app->add_option("--zone", config->zone, "Time zone of the server")
      ->envname("ONWARD_ZONE")
      ->capture_default_str();
  serve_app->add_option("--log-level", config->log_level, "debug, info, warn, error")
      ->envname("ONWARD_LOG_LEVEL")
      ->capture_default_str();
  serve_app
      ->add_flag("--allow-unsafe-database", config->allow_unsafe_database,
                 "Take a PostgreSQL that may lose acknowledged commits")
      ->envname("ONWARD_ALLOW_UNSAFE_DATABASE");
  serve_app->fallthrough();  // --config belongs to the program
  const CLI::Option* file = app.get_config_ptr();
  serve_app->callback([=] {
    config->file = file->count() > 0 ? file->as<std::string>() : std::string{};
    config->tables = *tables;
    config->manual_clock = manual->count() > 0;
    config->processes_given = processes->count() > 0;
    if (*no_processes) config->processes.clear();
    chosen([config] { return serve(*config); });
  });
}

}  // namespace onward
