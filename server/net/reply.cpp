#include "server/net/reply.hpp"

#include "engine/base/error.hpp"
#include "server/http/problem.hpp"

namespace onward::net {

void Mailbox::put(std::weak_ptr<Waiter> waiter) {
  const std::lock_guard lock(mutex_);
  if (is_closed_) return;
  waiting_.push_back(std::move(waiter));
  if (is_woken_) return;
  is_woken_ = true;
  wake_();  // under the lock: after close() the io context may be gone
}

void Mailbox::deliver() {
  std::vector<std::weak_ptr<Waiter>> ready;
  {
    const std::lock_guard lock(mutex_);
    ready.swap(waiting_);
    is_woken_ = false;
  }
  for (const std::weak_ptr<Waiter>& one : ready)
    if (const auto waiter = one.lock()) waiter->resume();
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  waiting_.clear();
}

/// What all copies of one Respond share.
class Responder {
 public:
  explicit Responder(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  ~Responder() {
    if (!is_used_.exchange(true))
      exchange_->answer(http::problem(Error{ErrorCode::internal, {}, {}, {}}));
  }
  void answer(http::Response response) {
    if (!is_used_.exchange(true)) exchange_->answer(std::move(response));
  }

 private:
  std::atomic<bool> is_used_{false};
  std::shared_ptr<Exchange> exchange_;
};

http::Respond Exchange::begin(const std::shared_ptr<Exchange>& exchange) {
  exchange->state_.store(State::open, std::memory_order_relaxed);
  return [responder = std::make_shared<Responder>(exchange)](http::Response response) {
    responder->answer(std::move(response));
  };
}

bool Exchange::must_wait() {
  State expected = State::open;
  return state_.compare_exchange_strong(expected, State::waiting, std::memory_order_acq_rel);
}

void Exchange::answer(http::Response response) {
  response_ = std::move(response);
  if (state_.exchange(State::answered, std::memory_order_acq_rel) == State::waiting)
    mailbox_->put(waiter_);
}

}  // namespace onward::net
