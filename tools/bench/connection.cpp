#include "tools/bench/connection.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace onward::bench {
namespace {

/// The value of a header of `head`, or nothing; names in lower case.
std::string_view header(std::string_view head, std::string_view name) {
  std::size_t line = head.find("\r\n");
  while (line != std::string_view::npos && line + 2 < head.size()) {
    head.remove_prefix(line + 2);
    line = head.find("\r\n");
    const std::string_view text = head.substr(0, line);
    if (text.size() <= name.size() || text[name.size()] != ':') continue;
    const auto same = [](char a, char b) {
      return std::tolower(static_cast<unsigned char>(a)) == b;
    };
    if (!std::equal(name.begin(), name.end(), text.begin(),
                    [&](char b, char a) { return same(a, b); }))
      continue;
    std::string_view value = text.substr(name.size() + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return value;
  }
  return {};
}

}  // namespace

Connection::Connection(Connection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      buffer_(std::move(other.buffer_)),
      head_(other.head_),
      length_(other.length_),
      status_(other.status_) {}

Connection::~Connection() { close(); }

void Connection::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool Connection::open(const Address& address) {
  close();
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return false;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(address.port);
  if (::inet_pton(AF_INET, address.host.c_str(), &to.sin_addr) != 1) return false;
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return true;
  close();
  return false;
}

bool Connection::send(std::string_view request) {
  buffer_.clear();
  head_ = length_ = 0;
  status_ = 0;
  while (!request.empty()) {
    const ssize_t sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Connection::parse_head() {
  const std::size_t end = buffer_.find("\r\n\r\n");
  if (end == std::string::npos) return;
  head_ = end + 4;
  const std::string_view head(buffer_.data(), end + 2);
  if (head.size() > 12) status_ = std::atoi(buffer_.c_str() + 9);  // "HTTP/1.1 200"
  length_ = std::strtoull(std::string(header(head, "content-length")).c_str(), nullptr, 10);
}

Connection::Progress Connection::read(int flags) {
  constexpr std::size_t piece = 16 * 1024;
  for (;;) {
    const std::size_t held = buffer_.size();
    buffer_.resize(held + piece);
    const ssize_t got = ::recv(socket_, buffer_.data() + held, piece, flags);
    buffer_.resize(held + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Progress::pending;
    if (got <= 0) return Progress::lost;
    if (head_ == 0) parse_head();
    if (head_ != 0 && buffer_.size() >= head_ + length_) return Progress::complete;
  }
}

Connection::Progress Connection::receive() { return read(MSG_DONTWAIT); }
Connection::Progress Connection::receive_waiting() { return read(0); }

std::string post(std::string_view path, std::string_view body, std::string_view content_type,
                 std::string_view user) {
  std::string text = "POST ";
  text.append(path).append(" HTTP/1.1\r\nHost: bench\r\nContent-Type: ").append(content_type);
  if (!user.empty()) text.append("\r\nX-User: ").append(user);
  text.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

std::string get(std::string_view path) {
  return std::string("GET ").append(path).append(" HTTP/1.1\r\nHost: bench\r\n\r\n");
}

}  // namespace onward::bench
