// How many task completions a second one store commits: store_bench DATABASE [TURN] [SECONDS]
// [INSTANCES]. One completion closes a task, opens the next, sets a variable: 1 instance update, 1
// task less, 1 task with 1 candidate more, 1 done task, 1 history row, 1 variable. What is measured
// is commit() alone: projection, encoding and the database. Compare with performance.md section 0.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "adapters/storage/migrate.hpp"
#include "adapters/storage/sql_store.hpp"
#include "engine/instance/journal.hpp"

namespace {

using namespace onward;

struct Running {
  std::unique_ptr<Instance> before, after;
  std::uint32_t task = 0;
};

Task next_task(std::uint32_t local) {
  Task task;
  task.id = LocalId{local};
  task.token = LocalId{2};
  task.element = "approve_invoice";
  task.name = "Approve the invoice";
  task.candidate_groups = {"group-" + std::to_string(local % 20)};
  task.created = Instant{1'700'000'000'000};
  task.due = Instant{1'700'000'000'000 + static_cast<std::int64_t>(local) * 1'000};
  return task;
}

/// The command's facts, applied; `first` starts the instance.
std::vector<Fact> step(Running& running, std::uint64_t number, bool first) {
  Journal journal(*running.after);
  if (first) {
    InstanceStarted started;
    started.id = InstanceId{((number % 1024) << 53U) | (number + 1)};
    started.definition = {"invoice", 1};
    started.root = started.id;
    started.at = Instant{1'700'000'000'000};
    journal.add(started);
    journal.add(TokenCreated{LocalId{2}, root_scope, "approve_invoice", "", started.at});
    for (const char* name : {"customer", "reference", "channel"})
      journal.add(VariableSet{root_scope, name, Value("some text of usual length"), std::nullopt});
  } else {
    journal.add(TaskClosed{LocalId{running.task}, TaskEnd::completed, "ann", "done", std::nullopt,
                           "", Instant{1'700'000'100'000}});
    journal.add(
        VariableSet{root_scope, "amount", Value(static_cast<std::int64_t>(number)), std::nullopt});
  }
  running.task = running.after->next_local;
  journal.add(TaskOpened{next_task(running.task)});
  ++running.after->version;
  return journal.take();
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Measured {
  std::size_t commands = 0;
  double seconds = 0, cpu = 0;
  std::vector<double> turns_ms;
};

class Bench {
 public:
  Bench(Store& store, std::size_t instances) : store_(store), running_(instances) {}

  /// One turn over the next `size` instances; false: the store refused.
  bool turn(std::size_t size, bool first, Measured& measured) {
    TurnWrite write;
    for (std::size_t i = 0; i < size; ++i) {
      // A stride that is no divisor spreads the turn over the table.
      const std::size_t at = first ? next_++ % running_.size() : (next_++ * 7919) % running_.size();
      Running& running = running_[at];
      running.before = std::move(running.after);
      running.after = running.before ? std::make_unique<Instance>(*running.before)
                                     : std::make_unique<Instance>();
      const std::vector<Fact> facts = step(running, at, first);
      write.instances.push_back({running.before.get(), running.after.get(), next_, false});
      write.history.push_back({running.after->id, running.after->version, next_,
                               Instant{1'700'000'100'000}, "ann", "complete-task", facts});
    }
    const double cpu = cpu_seconds();
    const auto begun = std::chrono::steady_clock::now();
    const auto done = store_.commit(write);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (!done.ok()) std::fprintf(stderr, "%s\n", done.error().message.c_str());
    measured.commands += size;
    measured.seconds += took.count();
    measured.cpu += cpu_seconds() - cpu;
    measured.turns_ms.push_back(took.count() * 1e3);
    return done.ok();
  }

 private:
  Store& store_;
  std::vector<Running> running_;
  std::size_t next_ = 0;
};

int run(const DatabaseConfig& config, std::size_t size, double seconds, std::size_t instances) {
  const auto version = migrate(config);
  auto store = open_store(config);
  if (!version.ok() || !store.ok()) {
    std::fprintf(stderr, "%s\n", (version.ok() ? store.error() : version.error()).message.c_str());
    return 1;
  }
  Bench bench(**store, instances);
  Measured filled, measured;
  for (std::size_t i = 0; i < instances; i += 500)
    if (!bench.turn(std::min<std::size_t>(500, instances - i), true, filled)) return 1;
  while (measured.seconds < seconds)
    if (!bench.turn(size, false, measured)) return 1;
  std::sort(measured.turns_ms.begin(), measured.turns_ms.end());
  const auto commands = static_cast<double>(measured.commands);
  std::printf(
      "start %8.0f/s   complete %8.0f/s   turn of %zu: p50 %.2f ms p99 %.2f ms   our CPU %.1f "
      "us/command\n",
      static_cast<double>(filled.commands) / filled.seconds, commands / measured.seconds, size,
      measured.turns_ms[measured.turns_ms.size() / 2],
      measured.turns_ms[measured.turns_ms.size() * 99 / 100], measured.cpu / commands * 1e6);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: store_bench DATABASE [TURN] [SECONDS] [INSTANCES]\n");
    return 2;
  }
  auto config = database_config_from_text(argv[1]);
  if (!config.ok()) {
    std::fprintf(stderr, "%s\n", config.error().message.c_str());
    return 2;
  }
  config->allow_unsafe = true;
  const auto argument = [&](int index, double otherwise) {
    return argc > index ? std::strtod(argv[index], nullptr) : otherwise;
  };
  return run(*config, static_cast<std::size_t>(argument(2, 64)), argument(3, 5),
             static_cast<std::size_t>(argument(4, 20'000)));
}
