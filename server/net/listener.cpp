#include "server/net/listener.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/http/problem.hpp"
#include "server/net/response_writer.hpp"

namespace onward::net {

namespace {

constexpr auto token = asio::as_tuple(asio::use_awaitable_t<Executor>{});
using Code = boost::system::error_code;

constexpr std::size_t kept_descriptors = 64;  // for databases, logs, outgoing calls
constexpr std::size_t shed_at_once = 256;
constexpr auto shed_pause = std::chrono::milliseconds(10);

int open_spare() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

// More connections than descriptors would only move the trouble to accept().
std::size_t connections_that_fit(std::size_t wanted) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return wanted;
  const auto most = static_cast<std::size_t>(files.rlim_cur);
  return std::min(wanted, most > 2 * kept_descriptors ? most - kept_descriptors
                                                      : std::max<std::size_t>(most / 2, 1));
}

Error cannot_listen(const ServerOptions& options, const Code& error) {
  std::string message =
      "cannot listen on " + options.address + " port " + std::to_string(options.port) + ": ";
  if (error == asio::error::address_in_use)
    message += "another program uses this port";
  else if (error == asio::error::access_denied)
    message += "no permission (ports below 1024 need a privilege)";
  else
    message += error.message();
  return Error{ErrorCode::unavailable, std::move(message), "listen", {}};
}

}  // namespace

Listener::Listener(Shared& shared, std::span<const std::unique_ptr<Loop>> loops)
    : shared_(shared),
      loops_(loops),
      acceptor_(loops.front()->context()),
      pause_(loops.front()->context()),
      spare_descriptor_(open_spare()) {}

Listener::~Listener() {
  if (spare_descriptor_ >= 0) ::close(spare_descriptor_);
}

Result<std::unique_ptr<Listener>> Listener::open(Shared& shared,
                                                 std::span<const std::unique_ptr<Loop>> loops) {
  shared.options.max_connections = connections_that_fit(shared.options.max_connections);
  std::unique_ptr<Listener> listener(new Listener(shared, loops));
  ONWARD_TRY_DONE(listener->bind());
  return listener;
}

Result<Done> Listener::bind() {
  const ServerOptions& options = shared_.options;
  Code error;
  const auto address =
      asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, error);
  if (error)
    return Error{ErrorCode::invalid,
                 "expected a numeric IP address to listen on, found '" + options.address + "'",
                 "listen",
                 {}};
  const asio::ip::tcp::endpoint wanted(address, options.port);
  acceptor_.open(wanted.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(wanted, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) endpoint_ = acceptor_.local_endpoint(error);
  if (error) return cannot_listen(options, error);
  return Done{};
}

void Listener::start() {
  asio::co_spawn(acceptor_.get_executor(), accept_all(*this), asio::detached);
}

void Listener::close() {
  Code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

// `self` is there whenever this runs: the server destroys it after the loops have stopped running.
asio::awaitable<void, Executor> Listener::accept_all(Listener& self) {
  std::size_t turn = 0;
  while (self.acceptor_.is_open()) {
    Loop& loop = *self.loops_[turn++ % self.loops_.size()];
    const Executor executor = loop.context().get_executor();
    auto [error, socket] = co_await self.acceptor_.async_accept(executor, token);
    if (!error) {
      self.welcome(loop, std::move(socket));
      continue;
    }
    if (!self.acceptor_.is_open()) co_return;
    if (error == asio::error::connection_aborted) continue;
    self.shed_without_descriptors();
    self.pause_.expires_after(shed_pause);
    co_await self.pause_.async_wait(token);
  }
}

void Listener::welcome(Loop& loop, Socket socket) {
  Code ignored;
  if (shared_.connections.load(std::memory_order_relaxed) < shared_.options.max_connections) {
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    loop.adopt(std::move(socket));
    return;
  }
  const http::Response refusal = http::problem(503, "overloaded", "too many connections");
  std::string bytes;
  append_head(bytes, refusal, Connection::close);
  bytes += refusal.body;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes), ignored);
  socket.shutdown(asio::socket_base::shutdown_send, ignored);
  warn("too many connections: refusing new ones");
}

void Listener::shed_without_descriptors() {
  warn("no file descriptor is left: closing new connections");
  if (spare_descriptor_ >= 0) ::close(spare_descriptor_);
  acceptor_.non_blocking(true);
  for (std::size_t i = 0; i < shed_at_once; ++i) {
    const int refused =
        ::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (refused < 0) break;
    ::close(refused);
  }
  spare_descriptor_ = open_spare();
}

void Listener::warn(std::string_view line) {
  const Clock::time_point now = Clock::now();
  if (warned_at_ && now - *warned_at_ < std::chrono::seconds(1)) return;
  warned_at_ = now;
  if (shared_.options.warn) shared_.options.warn(line);
}

}  // namespace onward::net
