// Accepts connections and hands them to the loops in turn. Never stops because descriptors run out:
// what cannot be served is answered with a 503 or closed, and said in the log once a second.
// Internal to server/net (Asio shows here).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <span>

#include "engine/base/result.hpp"
#include "server/net/loop.hpp"

namespace onward::net {

class Listener {
 public:
  /// Errors: invalid (address), unavailable (port taken, no permission, anything else the system
  /// says).
  static Result<std::unique_ptr<Listener>> open(Shared& shared,
                                                std::span<const std::unique_ptr<Loop>> loops);
  ~Listener();
  Listener(Listener&&) = delete;

  [[nodiscard]] asio::ip::tcp::endpoint endpoint() const { return endpoint_; }
  void start();  ///< accepting begins when the first loop runs
  void close();  ///< on the first loop's thread

 private:
  using Acceptor = asio::ip::tcp::acceptor::rebind_executor<Executor>::other;
  Listener(Shared& shared, std::span<const std::unique_ptr<Loop>> loops);
  Result<Done> bind();
  static asio::awaitable<void, Executor> accept_all(Listener& self);
  void welcome(Loop& loop, Socket socket);
  void shed_without_descriptors();
  void warn(std::string_view line);

  Shared& shared_;
  std::span<const std::unique_ptr<Loop>> loops_;
  Acceptor acceptor_;
  Timer pause_;
  asio::ip::tcp::endpoint endpoint_;
  int spare_descriptor_;  // given up for a moment to accept and close what there is no descriptor
                          // for
  std::optional<Clock::time_point> warned_at_;
};

}  // namespace onward::net
