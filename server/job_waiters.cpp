#include "server/job_waiters.hpp"

#include <utility>

namespace onward {

void JobWaiters::add(double deadline_seconds, std::function<void()> again) {
  const std::lock_guard lock(mutex_);
  waiters_.push_back({deadline_seconds, std::move(again)});
}

void JobWaiters::wake(double now_seconds, bool jobs_came) {
  std::list<Waiter> called;
  {
    const std::lock_guard lock(mutex_);
    for (auto at = waiters_.begin(); at != waiters_.end();) {
      const auto next = std::next(at);
      if (jobs_came || at->deadline <= now_seconds) called.splice(called.end(), waiters_, at);
      at = next;
    }
  }
  for (const Waiter& waiter : called) waiter.again();
}

}  // namespace onward
