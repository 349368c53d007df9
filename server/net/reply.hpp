// How an answer finds its way from any thread back to its connection, or nowhere when that has
// gone. Each connection has one Exchange; a Mailbox gathers the answers for the connections of one
// io thread and wakes it once.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "server/http/message.hpp"

namespace onward::net {

/// Something that waits on an io thread.
class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual void resume() = 0;
};

class Mailbox {
 public:
  /// `wake` must make the io thread call deliver() soon; it is called from any thread, but never
  /// after close().
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void put(std::weak_ptr<Waiter> waiter);
  void deliver();  ///< on the io thread
  void close();

 private:
  std::mutex mutex_;
  std::function<void()> wake_;
  std::vector<std::weak_ptr<Waiter>> waiting_;
  bool is_woken_ = false;
  bool is_closed_ = false;
};

class Exchange {
 public:
  Exchange(std::weak_ptr<Waiter> waiter, std::shared_ptr<Mailbox> mailbox)
      : waiter_(std::move(waiter)), mailbox_(std::move(mailbox)) {}

  /// Begins a request. The exchange must not be used again once a request was given up (its answer
  /// may still come).
  static http::Respond begin(const std::shared_ptr<Exchange>& exchange);

  /// On the io thread after dispatching: true when the answer is not here yet; resume() of the
  /// waiter will follow.
  [[nodiscard]] bool must_wait();
  [[nodiscard]] bool is_answered() const {
    return state_.load(std::memory_order_acquire) == State::answered;
  }
  http::Response take() { return std::move(response_); }

 private:
  friend class Responder;
  enum class State : std::uint8_t { open, waiting, answered };
  void answer(http::Response response);  // once per request, from any thread

  std::atomic<State> state_{State::open};
  http::Response response_;  // written before, read after `answered`
  std::weak_ptr<Waiter> waiter_;
  std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace onward::net
