// What the API's handlers work with, made real: tracks, readers, ids, clock, numbers, waiting
// workers. Thread-safe where handlers call it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "engine/sales/hooks.hpp"
#include "server/api/services.hpp"
#include "server/background/due_work.hpp"
#include "server/clocks.hpp"
#include "server/events/event_streams.hpp"
#include "server/id_source.hpp"
#include "server/job_waiters.hpp"
#include "server/read_pool.hpp"
#include "server/tracks/track_pool.hpp"

namespace onward {

class Runtime final : public api::Services {
 public:
  struct Parts {
    TrackPool& tracks;
    ReadPool& readers;
    IdSource& ids;
    const Clock& clock;
    ManualClock* manual_clock = nullptr;  ///< nullptr: the real clock runs
    std::string zone;
    events::EventStreams& streams;
    std::function<Result<Done>(const std::string& url)> check_target;
    std::function<void(const api::Call& call)> take_twenty_webhook;
    api::SignInWays sign_in_ways;
    std::function<void(const api::Call& call, api::SignInStep step)> sign_in;
    std::unique_ptr<Store> store;  ///< for numbers and the manual clock
  };
  explicit Runtime(Parts parts);

  void submit(const api::Call& call, onward::Request request) override;
  void submit(const api::Call& call, onward::Request request,
              std::function<void(Result<Reply>)> answer) override;
  void submit(onward::Request request, std::function<void(Result<Reply>)> answer) override;
  void read(const api::Call& call, std::function<http::Response(api::Reader&)> look) override;
  [[nodiscard]] Instant now() const override { return parts_.clock.now(); }
  [[nodiscard]] const std::string& zone() const override { return parts_.zone; }
  NewIds& ids() override { return parts_.ids; }
  std::uint16_t shard_for_new(const api::Call& call) override;
  Result<std::string> next_opportunity_number() override;
  [[nodiscard]] bool has_manual_clock() const override { return parts_.manual_clock != nullptr; }
  void advance_clock(Instant to, std::function<void(Result<Instant>)> done) override;
  void wait_for_jobs(std::vector<std::string> topics, Duration at_most,
                     std::function<void()> again) override;
  Result<std::shared_ptr<http::Stream>> listen(events::Listening listening) override;
  Result<Done> check_target(const std::string& url) override { return parts_.check_target(url); }
  void take_twenty_webhook(const api::Call& call) override { parts_.take_twenty_webhook(call); }
  [[nodiscard]] api::SignInWays sign_in_ways() const override { return parts_.sign_in_ways; }
  void sign_in(const api::Call& call, api::SignInStep step) override { parts_.sign_in(call, step); }
  std::string metrics() override;
  Result<Done> ready(api::Reader& reader) override;

  JobWaiters& job_waiters() { return waiters_; }
  /// Passes through every due time up to `to` in order. Blocks; on the clock's thread only. Errors:
  /// clock_backwards, unavailable, too_large (endless cycles).
  Result<Instant> run_clock(DueWork& due, Instant to);
  /// Takes the next asked-for advance; false when none waits.
  bool take_advance(Instant& to, std::function<void(Result<Instant>)>& done);
  /// While the server stops, waiting workers are answered at once.
  void begin_stop();

 private:
  Parts parts_;
  std::mutex store_mutex_;
  sales::Sales numbers_;
  JobWaiters waiters_;
  std::mutex advances_mutex_;
  std::list<std::pair<Instant, std::function<void(Result<Instant>)>>> advances_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> requests_{0};
};

double steady_seconds();

}  // namespace onward
