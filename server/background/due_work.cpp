#include "server/background/due_work.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>

#include "engine/service/outbox.hpp"
#include "engine/service/start_timers.hpp"

namespace onward {
namespace {

constexpr std::size_t batch = 500;
constexpr Duration try_again_after{5'000};

Actor engine_actor() { return {"engine", {}, true}; }

/// Counts answers until all have come.
class Barrier {
 public:
  explicit Barrier(std::size_t count) : left_(count) {}
  void arrive() {
    const std::lock_guard lock(mutex_);
    if (--left_ == 0) all_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    all_.wait(lock, [&] { return left_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_;
  std::size_t left_;
};

Request timer_request(const DueTimer& timer) {
  Request request;
  request.name = "fire-timer";
  request.shard = shard_of(timer.instance);
  request.instances = {timer.instance};
  request.admission = Request::Admission::engine;
  request.work = [timer](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto fired,
               unit.execute({timer.instance, FireTimer{timer.wait}, engine_actor(), std::nullopt}));
    (void)fired;
    return Reply{};
  };
  return request;
}

Request action_request(const DueJob& job) {
  Request request;
  request.name = "run-action";
  request.shard = shard_of(job.instance);
  request.instances = {job.instance};
  request.admission = Request::Admission::engine;
  request.work = [job](Unit& unit) -> Result<Reply> {
    ONWARD_TRY(const auto instance, unit.instance(job.instance));
    const Job* open = find_job(*instance, job.job);
    // With no attempt left an incident stands: that is an admin's to retry.
    if (open == nullptr || open->retries == 0) return Reply{};
    ONWARD_TRY(const auto again, unit.execute({job.instance, SetJobRetries{job.job, open->retries},
                                               engine_actor(), std::nullopt}));
    (void)again;
    return Reply{};
  };
  return request;
}

}  // namespace

bool DueWork::put_off(LocalRef timer, Instant until) const {
  const auto at = refused_.find(timer);
  return at != refused_.end() && at->second > until;
}

Result<std::optional<Instant>> DueWork::next_due(Instant until) {
  std::optional<Instant> next;
  ONWARD_TRY(const auto timers, store_.due_timers(until, batch));
  for (const DueTimer& timer : timers) {
    if (put_off({timer.instance, timer.wait}, timer.due)) continue;
    next = timer.due;
    break;
  }
  ONWARD_TRY(const auto starts, store_.due_start_timers(until, 1));
  if (!starts.empty() && (!next || starts.front().due < *next)) next = starts.front().due;
  return next;
}

Result<std::size_t> DueWork::run(std::vector<Request> requests, std::vector<LocalRef> timers) {
  if (requests.empty()) return std::size_t{0};
  auto barrier = std::make_shared<Barrier>(requests.size());
  auto failed = std::make_shared<std::vector<char>>(requests.size(), 0);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i].admission = Request::Admission::engine;
    tracks_.submit(std::move(requests[i]), [barrier, failed, i](const Result<Reply>& reply) {
      (*failed)[i] = reply.ok() ? 0 : 1;
      barrier->arrive();
    });
  }
  barrier->wait();
  std::size_t done = 0;
  for (std::size_t i = 0; i < failed->size(); ++i) {
    if ((*failed)[i] == 0) ++done;
    if ((*failed)[i] != 0 && i < timers.size()) refused_[timers[i]] = Instant{};
  }
  return done;
}

Result<std::size_t> DueWork::fire_timers(Instant until) {
  ONWARD_TRY(const auto due, store_.due_timers(until, batch));
  std::vector<Request> requests;
  std::vector<LocalRef> timers;
  for (const DueTimer& timer : due) {
    if (put_off({timer.instance, timer.wait}, until)) continue;
    requests.push_back(timer_request(timer));
    timers.push_back({timer.instance, timer.wait});
  }
  ONWARD_TRY(const auto starts, store_.due_start_timers(until, batch));
  for (const StartTimer& start : starts)
    requests.push_back(start_timer_request(start, ids_.next_root()));
  ONWARD_TRY(const std::size_t fired, run(std::move(requests), std::move(timers)));
  for (auto& [timer, again] : refused_)
    if (again == Instant{}) again = until + try_again_after;
  std::erase_if(refused_, [&](const auto& entry) { return entry.second <= until; });
  return fired;
}

Result<std::size_t> DueWork::recover(Instant before) {
  std::vector<Request> requests;
  ONWARD_TRY(const auto rows, store_.outbox(batch));
  for (const OutboxRow& row : rows) {
    if (row.created > before) continue;
    auto request = delivery_of(row);
    if (request.ok()) requests.push_back(std::move(request).value());
  }
  ONWARD_TRY(const auto jobs, store_.due_jobs(JobType::action, before, batch));
  for (const DueJob& job : jobs) requests.push_back(action_request(job));
  return run(std::move(requests), {});
}

}  // namespace onward
