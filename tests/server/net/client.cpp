#include "tests/server/net/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "engine/base/check.hpp"

namespace onward::net::test {

namespace {

constexpr int deadline_ms = 10'000;

bool wait_for(int socket, short events, int timeout_ms) {
  pollfd one{socket, events, 0};
  return ::poll(&one, 1, timeout_ms) == 1;
}

}  // namespace

Client::Client(unsigned short port, Connect when)
    : port_(port), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (when == Connect::now) connect();
}

void Client::connect() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  ::close(std::exchange(socket_, -1));
  throw std::runtime_error("the client cannot connect");
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t Client::send_some(std::string_view bytes) {
  std::size_t total = 0;
  while (total < bytes.size() && wait_for(socket_, POLLOUT, 100)) {
    const ssize_t sent =
        ::send(socket_, bytes.data() + total, bytes.size() - total, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) break;
    total += static_cast<std::size_t>(sent);
  }
  return total;
}

void Client::close_sending() { ::shutdown(socket_, SHUT_WR); }

bool Client::fill() {
  if (!wait_for(socket_, POLLIN, deadline_ms))
    throw std::runtime_error("the server said nothing before the deadline");
  std::array<char, 65536> buffer;
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  in_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

std::string Client::receive_until(std::string_view mark) {
  std::size_t at = 0;
  while ((at = in_.find(mark)) == std::string::npos)
    if (!fill()) return {};
  std::string text = in_.substr(0, at + mark.size());
  in_.erase(0, at + mark.size());
  return text;
}

std::optional<Answer> Client::receive(Body body) {
  Answer answer;
  answer.head = receive_until("\r\n\r\n");
  if (answer.head.empty()) return std::nullopt;
  answer.status = std::stoi(answer.head.substr(9, 3));
  const std::size_t length_at = answer.head.find("\r\ncontent-length: ");
  if (length_at == std::string::npos || body == Body::none) return answer;
  const std::size_t length = std::stoul(answer.head.substr(length_at + 18));
  while (in_.size() < length)
    if (!fill()) return std::nullopt;
  answer.body = in_.substr(0, length);
  in_.erase(0, length);
  return answer;
}

bool Client::is_closed_by_server() { return in_.empty() && !fill(); }

RunningServer::RunningServer(http::Dispatch dispatch, ServerOptions options,
                             std::size_t body_limit) {
  options.port = 0;
  auto server = Server::listen(std::move(options), std::move(dispatch),
                               [body_limit](http::Method, std::string_view) { return body_limit; });
  ONWARD_CHECK(server.ok());
  server_ = std::move(server).value();
  thread_ = std::thread([this] { server_->run(); });
}

RunningServer::~RunningServer() { stop_and_join(); }

void RunningServer::stop_and_join() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
}

void echo(http::Request request, http::Respond respond) {
  respond(http::text(200, std::string(http::to_string(request.method)) + " " + request.target +
                              " " + request.body));
}

std::string get(std::string_view target, std::string_view headers) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n";
}

std::string post(std::string_view target, std::string_view body, std::string_view headers) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(headers) + "\r\n" + std::string(body);
}

}  // namespace onward::net::test
