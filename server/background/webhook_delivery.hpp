// Tells the endpoints of others what happened. One thread with database sessions of its own reads
// the feed, keeps what is to be delivered together with how far it read, and hands on what is due;
// others send it. A crash at any point sends again, and never leaves out
// (docs/adr/0009-the-feed.md). Knows no HTTP.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "engine/execution/environment.hpp"
#include "engine/service/queries.hpp"
#include "engine/service/webhooks.hpp"

namespace onward {

class WebhookDeliveries {
 public:
  struct Parts {
    std::unique_ptr<WebhookStore> store;
    std::unique_ptr<Queries> queries;
    std::unique_ptr<WebhookSender> sender;
    const Clock& clock;
    NewIds& ids;
    std::function<std::uint64_t()> settled_until;  ///< of the feed
    std::function<std::uint64_t()> turns;          ///< grows after each commit
    std::size_t threads = 8;
    std::size_t per_webhook = 2;  ///< so that a slow endpoint does not hold the others
  };
  explicit WebhookDeliveries(Parts parts);
  ~WebhookDeliveries();
  /// Breaks off what is under way: it is sent again after the next start. Blocks.
  void stop();

 private:
  struct Attempt {
    WebhookDelivery delivery;
    WebhookCall call;
    WebhookAnswer answer;
  };
  void run();
  void forget_old();
  void note_answers();
  /// False: there is more to read at once.
  bool plan();
  bool plan_from(std::uint64_t position, const std::vector<Webhook*>& webhooks,
                 std::uint64_t until);
  Result<std::vector<std::vector<WebhookDelivery>>> deliveries_of(
      const std::vector<FeedRow>& rows, const std::vector<Webhook*>& webhooks);
  void move_on(Webhook& webhook, std::uint64_t position,
               const std::vector<WebhookDelivery>& deliveries);
  void begin_due();
  void begin(WebhookDelivery delivery);
  void send_all();

  Parts parts_;
  // The thread's own.
  std::vector<Webhook> webhooks_;
  std::map<std::uint64_t, std::uint64_t> read_;  ///< by webhook: how far, beyond what is stored
  std::uint64_t turns_seen_ = UINT64_MAX;
  std::chrono::steady_clock::time_point forget_at_{};
  std::set<std::pair<std::uint64_t, std::uint64_t>> under_way_;  ///< webhook and delivery
  std::map<std::uint64_t, std::size_t> running_;                 ///< by webhook
  // Shared with those who send.
  std::mutex mutex_;
  std::condition_variable changed_, has_work_;
  std::deque<Attempt> waiting_, answered_;
  bool stopping_ = false;
  std::vector<std::thread> senders_;
  std::thread thread_;
};

}  // namespace onward
