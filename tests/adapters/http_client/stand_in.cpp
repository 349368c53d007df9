#include "tests/adapters/http_client/stand_in.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "engine/base/check.hpp"

namespace onward::http_client::test {
namespace {

/// Whether there is something to read before the end of the test.
bool readable(int file, int wake) {
  pollfd files[2] = {{file, POLLIN, 0}, {wake, POLLIN, 0}};
  return poll(files, 2, -1) > 0 && (files[0].revents & (POLLIN | POLLHUP)) != 0;
}

std::size_t body_size(const std::string& head) {
  const std::size_t at = head.find("ontent-Length: ");
  return at == std::string::npos
             ? 0
             : static_cast<std::size_t>(std::strtoul(head.c_str() + at + 15, nullptr, 10));
}

}  // namespace

StandIn::StandIn(std::string answer) : answer_(std::move(answer)) {
  listening_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  ONWARD_CHECK(bind(listening_, plain, size) == 0 && listen(listening_, 8) == 0);
  ONWARD_CHECK(getsockname(listening_, plain, &size) == 0 && pipe(wake_) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

StandIn::~StandIn() {
  ONWARD_CHECK(write(wake_[1], "x", 1) == 1);
  thread_.join();
  close(listening_);
  close(wake_[0]);
  close(wake_[1]);
}

void StandIn::serve() {
  while (readable(listening_, wake_[0])) {
    const int connection = accept(listening_, nullptr, nullptr);
    ++connections_;
    answer_one(connection);
    close(connection);
  }
}

void StandIn::answer_one(int connection) {
  std::string request;
  char bytes[4096];
  std::size_t wanted = std::string::npos;
  while (request.size() < wanted) {
    if (!readable(connection, wake_[0])) return;
    const ssize_t got = read(connection, bytes, sizeof bytes);
    if (got <= 0) return;
    request.append(bytes, static_cast<std::size_t>(got));
    const std::size_t end = request.find("\r\n\r\n");
    if (end != std::string::npos) wanted = end + 4 + body_size(request.substr(0, end));
  }
  {
    const std::lock_guard guard(mutex_);
    request_ = request;
  }
  if (answer_.empty()) {
    readable(connection, wake_[0]);  // until the client goes away
    return;
  }
  std::size_t sent = 0;
  while (sent < answer_.size()) {
    const ssize_t gone =
        send(connection, answer_.data() + sent, answer_.size() - sent, MSG_NOSIGNAL);
    if (gone <= 0) return;
    sent += static_cast<std::size_t>(gone);
  }
}

std::string StandIn::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::string StandIn::request() const {
  const std::lock_guard guard(mutex_);
  return request_;
}

std::string answer(const std::string& status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace onward::http_client::test
