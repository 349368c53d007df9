// Server-Sent Events: one thread with one database session reads the feed for all listeners and
// puts what is theirs into their streams. It reads only while somebody listens, and holds nobody: a
// listener that does not keep up is let go and resumes (docs/adr/0009-the-feed.md).
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "server/events/listening.hpp"
#include "server/http/stream.hpp"

namespace onward::events {

class EventStreams {
 public:
  struct Parts {
    std::unique_ptr<Queries> queries;
    std::function<std::uint64_t()> settled_until;  ///< no row comes below it any more
    std::function<std::uint64_t()> turns;          ///< grows after each commit
    std::chrono::milliseconds heartbeat{15'000};   ///< between two signs of life
  };
  explicit EventStreams(Parts parts);
  ~EventStreams();

  /// From any thread. The stream's first bytes are there already; it ends by itself. Errors:
  /// overloaded (too many listen).
  Result<std::shared_ptr<http::Stream>> listen(Listening listening);
  /// Ends every stream, and the thread.
  void stop();

 private:
  using Steady = std::chrono::steady_clock;
  struct Listener {
    Listening listening;
    std::shared_ptr<http::Stream> stream;
    Place place;
    Steady::time_point since, said;  ///< when it began, and when something was last put
    bool is_checked = false;         ///< whether the place that it gave is one to go on from
  };
  void run();
  void round();
  bool forget_those_who_left(Steady::time_point now);
  void check(Listener& listener, std::uint64_t until);
  void advance(std::uint64_t after, const std::vector<Listener*>& listeners, std::uint64_t until);
  static bool tell(Listener& listener, const Event& event);
  static void put(Listener& listener, const std::string& bytes);

  Parts parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Listener> joining_;
  std::size_t count_ = 0;  ///< joined and joining
  bool stopping_ = false;
  std::list<Listener> listeners_;  ///< the thread's own
  std::uint64_t turns_seen_ = UINT64_MAX, read_until_ = 0;
  std::thread thread_;
};

}  // namespace onward::events
