// Who works: groups of people and topics of machines, each with a queue. Not here: how long the
// work takes (chance.hpp), and that it ends (simulation.cpp).
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"
#include "engine/simulation/report.hpp"

namespace onward::simulation {

/// How many each has; who is not named has as many as it takes.
using Capacities = std::map<std::string, std::uint32_t>;

class Resources {
 public:
  explicit Resources(const Capacities& capacities);

  /// Somebody begins now (true), or the work waits in the queue.
  bool ask(const std::string& resource, LocalRef work);
  /// Work that was begun is over: somebody is free, and begins the next, which is returned.
  std::optional<LocalRef> give_back(const std::string& resource, Duration worked, Duration waited);
  /// Work that waits is not wanted any more.
  void forget(const std::string& resource, LocalRef work);
  [[nodiscard]] std::vector<ResourceRow> rows(Duration simulated) const;

 private:
  struct Pool {
    std::optional<std::uint32_t> capacity;
    std::size_t busy = 0, handled = 0, longest_queue = 0;
    std::int64_t worked_ms = 0, waited_ms = 0;
    std::deque<LocalRef> queue;
  };
  std::map<std::string, Pool> pools_;
};

}  // namespace onward::simulation
