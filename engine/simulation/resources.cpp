#include "engine/simulation/resources.hpp"

#include <algorithm>

namespace onward::simulation {

Resources::Resources(const Capacities& capacities) {
  for (const auto& [name, capacity] : capacities) pools_[name].capacity = capacity;
}

bool Resources::ask(const std::string& resource, LocalRef work) {
  Pool& pool = pools_[resource];
  if (!pool.capacity || pool.busy < *pool.capacity) {
    ++pool.busy;
    return true;
  }
  pool.queue.push_back(work);
  pool.longest_queue = std::max(pool.longest_queue, pool.queue.size());
  return false;
}

std::optional<LocalRef> Resources::give_back(const std::string& resource, Duration worked,
                                             Duration waited) {
  Pool& pool = pools_[resource];
  ++pool.handled;
  pool.worked_ms += worked.ms;
  pool.waited_ms += waited.ms;
  --pool.busy;
  if (pool.queue.empty()) return std::nullopt;
  const LocalRef next = pool.queue.front();
  pool.queue.pop_front();
  ++pool.busy;
  return next;
}

void Resources::forget(const std::string& resource, LocalRef work) {
  std::erase(pools_[resource].queue, work);
}

std::vector<ResourceRow> Resources::rows(Duration simulated) const {
  std::vector<ResourceRow> rows;
  for (const auto& [name, pool] : pools_) {
    ResourceRow row;
    row.name = name;
    row.capacity = pool.capacity;
    row.handled = pool.handled;
    row.longest_queue = pool.longest_queue;
    if (simulated.ms > 0)
      row.busy = static_cast<double>(pool.worked_ms) / static_cast<double>(simulated.ms);
    if (pool.capacity && *pool.capacity > 0) row.utilisation = row.busy / *pool.capacity;
    if (pool.handled > 0)
      row.mean_wait_ms = pool.waited_ms / static_cast<std::int64_t>(pool.handled);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace onward::simulation
