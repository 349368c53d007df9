// Mail to people whose task came: one thread reads the feed, sends what is theirs, and keeps how
// far it came. Down to the last mail in order: while the mail server is away it waits, and loses
// nothing; a crash may send the last mail again (docs/adr/0009-the-feed.md). Knows no SMTP.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/service/mail.hpp"
#include "engine/service/queries.hpp"
#include "engine/service/webhooks.hpp"
#include "server/events/event.hpp"

namespace onward {

class TaskMail {
 public:
  struct Parts {
    std::unique_ptr<WebhookStore> store;
    std::unique_ptr<Queries> queries;
    std::unique_ptr<MailSender> sender;
    std::string base_url;                          ///< empty: mails have no link
    std::function<std::uint64_t()> settled_until;  ///< of the feed
    std::function<std::uint64_t()> turns;          ///< grows after each commit
    std::function<void(std::string_view)> warn;    ///< a line for the log
  };
  explicit TaskMail(Parts parts);
  ~TaskMail();
  void stop();

 private:
  void run();
  Result<Done> find_place();
  /// Errors: unavailable: the database or the mail server is away, and one waits.
  Result<Done> read_on();
  Result<Done> see(const FeedRow& row);
  Result<Done> tell(const events::Event& event);
  Result<Done> write(const events::Event& event, const User& user);
  Result<Done> keep_place(std::uint64_t position);

  Parts parts_;
  const std::uint64_t began_at_;  ///< of the feed: where one begins that never read
  std::uint64_t turns_seen_ = UINT64_MAX;
  std::uint64_t place_ = 0, kept_place_ = 0;
  bool has_place_ = false, has_sent_ = false;
  std::set<std::string> sent_;  ///< of the row under way: when it is begun again, not twice
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace onward
