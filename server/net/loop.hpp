// One io thread: its io_context, the connections that live on it, and the sweep that ends those
// whose deadline has passed. A sweep every few hundred milliseconds costs less than a timer per
// read. Internal to server/net (Asio shows here).
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <list>
#include <memory>
#include <optional>

#include "server/net/reply.hpp"
#include "server/net/server.hpp"

namespace onward::net {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::ip::tcp::socket::rebind_executor<Executor>::other;
using Timer = asio::steady_timer::rebind_executor<Executor>::other;
using Clock = std::chrono::steady_clock;

class Session;

/// What all connections of a server share; outlives them.
struct Shared {
  ServerOptions options;
  http::Dispatch dispatch;
  http::BodyLimit body_limit;
  std::atomic<std::size_t> connections{0};
};

class Loop {
 public:
  explicit Loop(Shared& shared);
  ~Loop();
  Loop(Loop&&) = delete;

  void run();  ///< until drained
  void adopt(
      Socket socket);  ///< from any thread: begins to serve a connection of this loop's context
  void drain();        ///< from any thread
  asio::io_context& context() { return context_; }

  // For the sessions, on the loop's thread.
  [[nodiscard]] bool is_draining() const { return drained_at_.has_value(); }
  [[nodiscard]] Shared& shared() { return shared_; }
  [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
  using Place = std::list<Session*>::iterator;
  Place enter(Session* session);
  void leave(Place place);

 private:
  void begin_drain();
  void schedule_sweep();
  void sweep();

  Shared& shared_;
  std::list<Session*> sessions_;
  std::optional<Clock::time_point> drained_at_;
  Clock::duration sweep_every_;
  asio::io_context context_;  // destroyed before what its handlers use
  Timer sweep_timer_;
  std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace onward::net
