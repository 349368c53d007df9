// One connection: read a request, dispatch it, write the answer, again. One request at a time, so
// pipelined ones are answered in order. Lives on its loop's thread only; internal to server/net
// (Asio shows here).
#pragma once

#include <boost/asio/awaitable.hpp>

#include "server/net/loop.hpp"
#include "server/net/reply.hpp"
#include "server/net/request_reader.hpp"
#include "server/net/response_writer.hpp"

namespace onward::net {

class Session final : public Waiter {
 public:
  Session(Loop& loop, Socket socket);
  ~Session() override;

  /// The life of the connection; `self` keeps it until the end.
  static asio::awaitable<void, Executor> serve(std::shared_ptr<Session> self);
  [[nodiscard]] Executor executor() { return socket_.get_executor(); }

  void resume() override;                     ///< the answer is here
  void expire_if_due(Clock::time_point now);  ///< ends the read or write whose deadline has passed
  void close_if_idle();                       ///< the server stops
  void abort();                               ///< at once, whatever is going on

 private:
  enum class Received : std::uint8_t { request, refused, gone };
  asio::awaitable<Received, Executor> receive();
  asio::awaitable<http::Response, Executor> answer(http::Request request);
  asio::awaitable<bool, Executor> send(http::Response response, http::Method method,
                                       Connection connection);
  asio::awaitable<bool, Executor> send_stream(http::Response response, Connection connection);
  asio::awaitable<bool, Executor> write_out();
  asio::awaitable<bool, Executor> send_continue();
  asio::awaitable<void, Executor> linger();

  void dispatch(http::Request request);
  void set_deadline(Duration from_now);
  void set_deadline_for_rate(Clock::time_point since, std::size_t bytes);

  Loop& loop_;
  std::optional<Loop::Place> place_;
  Socket socket_;
  Timer answer_timer_;
  RequestReader reader_;
  std::shared_ptr<Exchange> exchange_;
  std::weak_ptr<Waiter> self_;
  std::string out_;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool is_idle_ = false;       // waiting for the first byte of a request
  bool is_streaming_ = false;  // waiting for more of a body that goes on
  bool is_expired_ = false;    // the sweep ended the current wait
  bool is_aborted_ = false;
};

}  // namespace onward::net
