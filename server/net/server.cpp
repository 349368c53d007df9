#include "server/net/server.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <thread>

#include "server/net/listener.hpp"
#include "server/net/loop.hpp"

namespace onward::net {

struct Server::Impl {
  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<Listener> listener;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(Options options, http::Dispatch dispatch,
                                               http::BodyLimit body_limit) {
  try {
    auto impl = std::make_unique<Impl>();
    const std::size_t threads = std::max<std::size_t>(options.io_threads, 1);
    impl->shared.options = std::move(options);
    impl->shared.dispatch = std::move(dispatch);
    impl->shared.body_limit = std::move(body_limit);
    for (std::size_t i = 0; i < threads; ++i)
      impl->loops.push_back(std::make_unique<Loop>(impl->shared));
    ONWARD_TRY(impl->listener, Listener::open(impl->shared, impl->loops));
    impl->listener->start();
    return std::unique_ptr<Server>(new Server(std::move(impl)));
  } catch (const std::exception& failure) {
    return Error{ErrorCode::unavailable,
                 std::string("cannot start the HTTP server: ") + failure.what(),
                 "listen",
                 {}};
  }
}

std::string Server::address() const { return impl_->listener->endpoint().address().to_string(); }
unsigned short Server::port() const { return impl_->listener->endpoint().port(); }

void Server::run() {
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < impl_->loops.size(); ++i)
    others.emplace_back([loop = impl_->loops[i].get()] { loop->run(); });
  impl_->loops.front()->run();
}

void Server::stop() {
  Impl& my = *impl_;
  // The loops drain after the listener has closed, so that no connection arrives at a loop that has
  // ended.
  asio::post(my.loops.front()->context(), [&my] {
    my.listener->close();
    for (const auto& loop : my.loops) loop->drain();
  });
}

}  // namespace onward::net
