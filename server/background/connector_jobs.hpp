// Jobs that leave the server: finds those whose time has come, locks each on its track, lets a
// bounded pool of threads do it outside of any track and transaction, and reports the outcome as an
// ordinary command (docs/adr/0008-connectors.md). Knows neither HTTP nor what a connector does.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "engine/service/connector.hpp"
#include "engine/service/ports.hpp"
#include "server/tracks/track_pool.hpp"

namespace onward {

class ConnectorJobs {
 public:
  struct Options {
    std::size_t threads = 8;
    std::size_t per_connector = 4;  ///< so that a slow target does not hold the others
    std::string worker;  ///< whose locks they are: the same over restarts, another on each server
  };
  ConnectorJobs(Options options, Connectors& connectors, TrackPool& tracks);
  ~ConnectorJobs();

  /// Frees what this server had locked when it ended the last time: nobody works on that any more.
  /// Once, before the first look. Errors: unavailable.
  Result<Done> take_back(Store& store, Instant now);
  /// Hands on what is due, as far as threads are free. Does not wait. Errors: unavailable.
  Result<Done> look(Store& store, Instant now);
  /// Whether a look may find what the last one could not take; resets itself.
  bool wants_look() { return wants_look_.exchange(false); }

  /// Takes nothing new; what runs may end until the deadline, then it is broken off. Blocks. The
  /// tracks must still run.
  void stop(std::chrono::steady_clock::time_point deadline);

 private:
  struct Found {
    LocalRef job;
    std::string connector;
  };
  void run();
  void lock(const Found& found);
  void on_locked(const Found& found, const Result<Reply>& reply,
                 const std::shared_ptr<ConnectorCall>& call);
  void report(const ConnectorCall& call, ConnectorOutcome outcome);
  void release(const Found& found);
  /// Whether there is room for it; it is counted then.
  bool take(const Found& found);

  const Options options_;
  Connectors& connectors_;
  TrackPool& tracks_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<LocalRef> taken_;                    ///< from the lock to the report, both included
  std::map<std::string, std::size_t> running_;  ///< of these, by connector
  std::deque<std::shared_ptr<ConnectorCall>> queue_;
  bool stopping_ = false, ended_ = false;
  std::atomic<bool> wants_look_{false};
  std::vector<std::thread> threads_;
};

}  // namespace onward
