// Workers that wait for jobs (long poll): each is called once, when a job may have come or its time
// is up.
#pragma once

#include <functional>
#include <list>
#include <mutex>

#include "engine/base/time.hpp"

namespace onward {

class JobWaiters {
 public:
  void add(double deadline_seconds, std::function<void()> again);
  /// Calls those whose time is up, or all when jobs may have come.
  void wake(double now_seconds, bool jobs_came);

 private:
  struct Waiter {
    double deadline = 0;
    std::function<void()> again;
  };
  std::mutex mutex_;
  std::list<Waiter> waiters_;
};

}  // namespace onward
