// A raw TCP client for the tests of the server: sends any bytes, reads responses, always with a
// deadline and never a sleep.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/net/server.hpp"

namespace onward::net::test {

struct Answer {
  int status = 0;
  std::string head;  ///< status line and headers with their line ends
  std::string body;
  [[nodiscard]] bool has(std::string_view line) const {
    return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
  }
};

class Client {
 public:
  enum class Connect : std::uint8_t { now, later };
  explicit Client(unsigned short port, Connect when = Connect::now);
  ~Client();
  Client(Client&& other) noexcept
      : port_(other.port_), socket_(std::exchange(other.socket_, -1)), in_(std::move(other.in_)) {}

  void connect();
  void send(std::string_view bytes);              ///< stops silently when the server has closed
  std::size_t send_some(std::string_view bytes);  ///< what fits within 100 ms
  void close_sending();
  /// The next answer, or nullopt when the server closed first. `body` false: the answer to a HEAD.
  enum class Body : std::uint8_t { expected, none };
  std::optional<Answer> receive(Body body = Body::expected);
  std::string receive_until(std::string_view mark);
  bool is_closed_by_server();  ///< waits for the end of the stream (or a reset) and says whether it
                               ///< came before any byte

 private:
  bool fill();
  unsigned short port_;
  int socket_;
  std::string in_;
};

/// A server on a free port of the loopback, run by a thread of its own and stopped at the end.
class RunningServer {
 public:
  explicit RunningServer(http::Dispatch dispatch, ServerOptions options = {},
                         std::size_t body_limit = 1000);
  ~RunningServer();
  [[nodiscard]] unsigned short port() const { return server_->port(); }
  Server& server() { return *server_; }
  void stop_and_join();

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

/// Answers every request with its method, target and body.
void echo(http::Request request, http::Respond respond);

std::string get(std::string_view target, std::string_view headers = {});
std::string post(std::string_view target, std::string_view body, std::string_view headers = {});

}  // namespace onward::net::test
