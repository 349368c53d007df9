// The HTTP server: listens, reads requests with limits and deadlines, hands them to a Dispatch,
// writes what comes back. Says nothing of paths or rights: that is server/api. Boost stays behind
// this header.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "server/http/message.hpp"

namespace onward::net {

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< numeric IPv4 or IPv6, or "localhost"
  unsigned short port = 8080;         ///< 0: the system chooses
  std::size_t io_threads =
      1;  ///< a second one gained nothing on 2 cores (performance.md section 5)
  std::size_t max_connections =
      10'000;  ///< lowered to what the limit of open files allows; more get a 503
  std::size_t head_bytes = limits::http_header_bytes;
  std::size_t target_bytes = limits::http_target_bytes;
  Duration idle_timeout{60'000};  ///< between two requests
  Duration head_timeout{10'000};  ///< from the first byte of a request to the end of its head
  Duration body_grace{10'000};  ///< longest stall, and the time before min_bytes_per_second counts
  std::size_t min_bytes_per_second = 16U << 10U;
  Duration answer_timeout{120'000};  ///< a handler that never answers: 503
  Duration linger{1'000};            ///< how long a refused client may take to read why
  Duration stop_grace{10'000};       ///< for the requests in flight when stop() is called
  /// One line for the log, at most one per second; called on an io thread.
  std::function<void(std::string_view)> warn;
};

class Server {
 public:
  using Options = ServerOptions;

  /// Binds and listens; connections wait until run(). Errors: invalid (address), unavailable (port
  /// taken, no permission).
  static Result<std::unique_ptr<Server>> listen(Options options, http::Dispatch dispatch,
                                                http::BodyLimit body_limit);
  ~Server();
  Server(Server&&) = delete;

  /// What is actually bound.
  [[nodiscard]] std::string address() const;
  [[nodiscard]] unsigned short port() const;

  /// Serves until stop() and the end of what was in flight then. Blocks the calling thread; call it
  /// once.
  void run();
  /// No new connection, idle ones close, requests in flight are answered for at most stop_grace.
  /// From any thread, but not from a signal handler; may be called before run() and more than once.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace onward::net
