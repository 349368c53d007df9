#include "server/net/loop.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "server/net/session.hpp"

namespace onward::net {

namespace {

Clock::duration sweep_interval(const ServerOptions& options) {
  const std::int64_t shortest =
      std::min({options.idle_timeout, options.head_timeout, options.body_grace,
                options.answer_timeout, options.linger, options.stop_grace})
          .ms;
  return std::chrono::milliseconds(std::clamp<std::int64_t>(shortest / 4, 1, 250));
}

}  // namespace

Loop::Loop(Shared& shared)
    : shared_(shared),
      sweep_every_(sweep_interval(shared.options)),
      context_(1),
      sweep_timer_(context_),
      mailbox_(std::make_shared<Mailbox>(
          [this] { asio::post(context_, [this] { mailbox_->deliver(); }); })) {
  schedule_sweep();
}

Loop::~Loop() { mailbox_->close(); }

void Loop::run() {
  while (true) {
    try {
      context_.run();
      break;
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
      // Out of memory in one handler: that connection is lost, the others go on.
    }
  }
  mailbox_->close();
}

void Loop::adopt(Socket socket) {
  shared_.connections.fetch_add(1, std::memory_order_relaxed);
  auto session = std::make_shared<Session>(*this, std::move(socket));
  asio::post(context_, [session = std::move(session)]() mutable {
    const Executor executor = session->executor();
    asio::co_spawn(executor, Session::serve(std::move(session)), asio::detached);
  });
}

void Loop::drain() {
  asio::post(context_, [this] { begin_drain(); });
}

Loop::Place Loop::enter(Session* session) { return sessions_.insert(sessions_.end(), session); }
void Loop::leave(Place place) { sessions_.erase(place); }

void Loop::begin_drain() {
  if (drained_at_) return;
  drained_at_ = Clock::now();
  for (Session* session : sessions_) session->close_if_idle();
  sweep_timer_.cancel();
}

void Loop::schedule_sweep() {
  sweep_timer_.expires_after(sweep_every_);
  sweep_timer_.async_wait([this](const boost::system::error_code&) { sweep(); });
}

void Loop::sweep() {
  const Clock::time_point now = Clock::now();
  const bool is_over =
      drained_at_ && now - *drained_at_ >= std::chrono::milliseconds(shared_.options.stop_grace.ms);
  for (Session* session : sessions_) {
    if (is_over)
      session->abort();
    else
      session->expire_if_due(now);
  }
  if (!drained_at_ || !sessions_.empty()) schedule_sweep();
}

}  // namespace onward::net
