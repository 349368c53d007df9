// The limits and deadlines of the server, over real sockets (reliability.md O1..O3). Deadlines are
// set to milliseconds.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "tests/server/net/client.hpp"

namespace onward::net::test {
namespace {

ServerOptions quick() {
  ServerOptions options;
  options.idle_timeout = options.head_timeout = options.body_grace = options.answer_timeout =
      Duration{40};
  options.linger = Duration{40};
  options.stop_grace = Duration{40};
  return options;
}

TEST(ServerLimits, IdleConnectionIsClosedSilently) {
  RunningServer given(echo, quick());
  Client client(given.port());

  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(ServerLimits, SlowHeadIsA408_O2) {
  ServerOptions options = quick();
  options.idle_timeout = Duration{60'000};
  RunningServer given(echo, options);
  Client client(given.port());

  client.send("GET / HTTP/1.1\r\nHost: x\r\n");

  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 408);
  EXPECT_TRUE(answer->has("content-type: application/problem+json"));
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(ServerLimits, SlowBodyIsA408_O2) {
  ServerOptions options = quick();
  options.idle_timeout = options.head_timeout = Duration{60'000};
  RunningServer given(echo, options);
  Client client(given.port());

  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");

  EXPECT_EQ(client.receive()->status, 408);
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(ServerLimits, SlowReaderIsDropped_O2) {
  ServerOptions options = quick();
  options.stop_grace = Duration{3'600'000};
  RunningServer given(
      [](http::Request, const http::Respond& respond) {
        respond(http::text(200, std::string(64'000'000, 'z')));
      },
      options);
  Client client(given.port());

  client.send(get("/a"));
  ASSERT_NE(client.receive_until("\r\n\r\n"), "");
  given.stop_and_join();  // returns when the connection has gone, and nobody reads

  EXPECT_EQ(client.receive_until("never"), "");
}

TEST(ServerLimits, HandlerThatNeverAnswersIsA503) {
  std::vector<http::Respond> kept;
  RunningServer given(
      [&](http::Request, http::Respond respond) { kept.push_back(std::move(respond)); }, quick());
  Client client(given.port());

  client.send(get("/a"));

  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 503);
  EXPECT_TRUE(answer->has("retry-after: 1"));
  EXPECT_TRUE(client.is_closed_by_server());
  kept.front()(http::text(200, "late"));
}

TEST(ServerLimits, EndlessHeadIsRefused_O3) {
  RunningServer given(echo);
  Client client(given.port());

  std::thread sender([&] {
    client.send("GET / HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 1000; ++i)
      client.send("X-" + std::to_string(i) + ": " + std::string(60, 'x') + "\r\n");
  });

  EXPECT_EQ(client.receive()->status, 431);
  sender.join();
}

TEST(ServerLimits, EndlessTargetIsRefused_O3) {
  RunningServer given(echo);
  Client client(given.port());

  client.send("GET /" + std::string(10'000, 'x'));

  EXPECT_EQ(client.receive()->status, 414);
}

TEST(ServerLimits, ChunkedBodyWithoutEndIsRefused_O3) {
  RunningServer given(echo, {}, 1000);
  Client client(given.port());

  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 20; ++i) client.send("64\r\n" + std::string(100, 'x') + "\r\n");

  EXPECT_EQ(client.receive()->status, 413);
}

TEST(ServerLimits, RefusedClientMaySendOnlyLittleMore_O3) {
  RunningServer given(echo, {}, 10);
  Client client(given.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
  ASSERT_EQ(client.receive()->status, 413);

  const std::size_t sent = client.send_some(std::string(100'000'000, 'x'));

  EXPECT_LT(sent, 50'000'000U);
}

TEST(ServerLimits, SmugglingIsRefusedAndTheConnectionCloses_O3) {
  RunningServer given(echo);
  Client client(given.port());

  client.send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: "
      "chunked\r\n\r\n0\r\n\r\n" +
      get("/smuggled"));

  EXPECT_EQ(client.receive()->status, 400);
  EXPECT_FALSE(client.receive());
}

TEST(ServerLimits, ConnectionsOverTheLimitGetA503_O1) {
  std::atomic<int> warnings{0};
  ServerOptions options;
  options.max_connections = 2;
  options.warn = [&](std::string_view) { ++warnings; };
  RunningServer given(echo, options);
  std::vector<Client> served;
  for (int i = 0; i < 2; ++i) {
    served.emplace_back(given.port()).send(get("/a"));
    ASSERT_EQ(served.back().receive()->status, 200);
  }

  for (int i = 0; i < 5; ++i) {
    Client refused(given.port());
    const auto answer = refused.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
    EXPECT_TRUE(answer->has("retry-after: 1"));
  }

  EXPECT_EQ(warnings, 1);
  served.back().send(get("/b"));
  EXPECT_EQ(served.back().receive()->status, 200);
}

TEST(ServerLimits, RunningOutOfDescriptorsEndsNothing_O1) {
  std::atomic<int> warnings{0};
  ServerOptions options;
  options.warn = [&](std::string_view) { ++warnings; };
  RunningServer given(echo, options);
  Client before(given.port());
  before.send(get("/a"));
  ASSERT_EQ(before.receive()->status, 200);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &old), 0);
  {
    // Every descriptor below the new limit is in use once this client has its own: accept() fails
    // with EMFILE.
    const int next = ::dup(0);
    ::close(next);
    Client refused(given.port(), Client::Connect::later);
    const rlimit low{static_cast<rlim_t>(next) + 1, old.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
    refused.connect();
    EXPECT_TRUE(refused.is_closed_by_server());
    before.send(get("/b"));
    EXPECT_EQ(before.receive()->status, 200);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &old), 0);
  }
  EXPECT_GE(warnings, 1);

  Client after(given.port());
  after.send(get("/c"));
  EXPECT_EQ(after.receive()->status, 200);
}

}  // namespace
}  // namespace onward::net::test
