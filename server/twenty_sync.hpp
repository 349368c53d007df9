// Keeps one Twenty and us alike, from a thread of its own: our open tasks of linked opportunities
// are tasks there, closed when ours are; and what its webhooks dropped is found by asking. Nothing
// is lost over a crash: how far was read stands in the database, ids there follow from ours.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "adapters/twenty/rest.hpp"
#include "engine/service/queries.hpp"
#include "engine/service/webhooks.hpp"
#include "server/events/event.hpp"
#include "server/twenty_settings.hpp"

namespace onward {

class TwentySync {
 public:
  struct Parts {
    const TwentySettings& settings;
    std::unique_ptr<WebhookStore> store;
    std::unique_ptr<Queries> queries;
    std::unique_ptr<http_client::HttpClient> client;
    const Clock& clock;
    std::function<std::uint64_t()> settled_until;  ///< of the feed
    std::function<std::uint64_t()> turns;          ///< grows after each commit
    /// What was found, as if it had been told; waits until it is done.
    std::function<Result<Done>(const twenty::Event& event)> take_in;
    std::function<void(std::string_view)> warn;  ///< a line for the log
  };
  explicit TwentySync(Parts parts);
  ~TwentySync();
  void stop();
  /// From any thread: this task of theirs is to be open again.
  void reopen(std::string theirs);

 private:
  void run();
  Result<Done> find_place();
  Result<Done> look();
  Result<Done> reopen_all();
  Result<Done> mirror();
  Result<Done> see(const events::Event& event);
  Result<Done> open(const TaskRow& task, const ExternalLink& opportunity);
  Result<Done> close(ExternalLink task);
  Result<Done> poll();
  Result<Done> poll_one(std::string_view plural, std::string_view object);

  Parts parts_;
  const std::uint64_t began_at_;  ///< of the feed: where one begins that never read
  twenty::Rest rest_;
  std::uint64_t turns_seen_ = UINT64_MAX, place_ = 0, kept_place_ = 0;
  bool has_place_ = false;
  Instant poll_at_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> reopened_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace onward
