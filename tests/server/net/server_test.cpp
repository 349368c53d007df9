#include "server/net/server.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "tests/server/net/client.hpp"

namespace onward::net::test {
namespace {

/// Keeps the Responds of the requests that came, for the test to answer.
class Held {
 public:
  http::Dispatch dispatch() {
    return [this](http::Request, http::Respond respond) {
      const std::lock_guard lock(mutex_);
      held_.push_back(std::move(respond));
      came_.notify_all();
    };
  }
  http::Respond take() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return !held_.empty(); });
    http::Respond respond = std::move(held_.front());
    held_.erase(held_.begin());
    return respond;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<http::Respond> held_;
};

TEST(Server, AnswersAndKeepsTheConnection) {
  RunningServer given(echo);
  Client client(given.port());

  for (int i = 0; i < 3; ++i) {
    client.send(post("/a?b=" + std::to_string(i), "body"));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "POST /a?b=" + std::to_string(i) + " body");
    EXPECT_TRUE(answer->has("cache-control: no-store"));
    EXPECT_TRUE(answer->has("x-content-type-options: nosniff"));
    EXPECT_FALSE(answer->has("connection: close"));
  }
}

TEST(Server, PipelinedRequestsAreAnsweredInOrder_RFC9112_9_3_2) {
  RunningServer given(echo);
  Client client(given.port());
  std::string requests;
  for (int i = 0; i < 1000; ++i)
    requests += i % 2 == 0 ? get("/" + std::to_string(i)) : post("/" + std::to_string(i), "abc");

  std::thread sender([&] { client.send(requests); });
  for (int i = 0; i < 1000; ++i) {
    const auto answer = client.receive();
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->body, i % 2 == 0 ? "GET /" + std::to_string(i) + " "
                                       : "POST /" + std::to_string(i) + " abc");
  }
  sender.join();
}

TEST(Server, RequestInSingleBytesIsRead) {
  RunningServer given(echo);
  Client client(given.port());

  for (const char c : post("/slow", "12345")) client.send(std::string_view(&c, 1));

  EXPECT_EQ(client.receive()->body, "POST /slow 12345");
}

TEST(Server, HeadHasTheLengthButNoBody_RFC9110_9_3_2) {
  RunningServer given(echo);
  Client client(given.port());

  client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n" + get("/b"));

  EXPECT_TRUE(client.receive(Client::Body::none)->has("content-length: 8"));
  EXPECT_EQ(client.receive()->body, "GET /b ");
}

TEST(Server, NoContentHasNoLength_RFC9110_8_6) {
  RunningServer given(
      [](http::Request, const http::Respond& respond) { respond(http::no_content()); });
  Client client(given.port());

  client.send(get("/a") + get("/b"));

  EXPECT_EQ(client.receive()->head.find("content-length"), std::string::npos);
  EXPECT_EQ(client.receive()->status, 204);
}

TEST(Server, ClosesWhenTheClientAsksTo_RFC9112_9_6) {
  RunningServer given(echo);
  Client client(given.port());

  client.send(get("/a", "Connection: close\r\n"));

  EXPECT_TRUE(client.receive()->has("connection: close"));
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(Server, Http10ClosesUnlessKeepAliveIsAsked_RFC9112_9_3) {
  RunningServer given(echo);
  Client one(given.port());
  one.send("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_EQ(one.receive()->status, 200);
  EXPECT_TRUE(one.is_closed_by_server());

  Client two(given.port());
  two.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_TRUE(two.receive()->has("connection: keep-alive"));
  two.send("GET /b HTTP/1.0\r\n\r\n");
  EXPECT_EQ(two.receive()->body, "GET /b ");
}

TEST(Server, ContinueIsSentBeforeTheBody_RFC9110_10_1_1) {
  RunningServer given(echo);
  Client client(given.port());

  client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");

  EXPECT_EQ(client.receive()->body, "POST /a abc");
}

TEST(Server, BodyOverTheLimitIsRefusedBeforeItIsRead_O3) {
  RunningServer given(echo, {}, 1000);
  Client client(given.port());

  client.send(
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n");

  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 413);
  EXPECT_TRUE(answer->has("content-type: application/problem+json"));
  EXPECT_TRUE(answer->has("connection: close"));
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(Server, LargeAnswersArriveWhole) {
  const std::string large(5'000'000, 'z');
  RunningServer given(
      [&](http::Request, const http::Respond& respond) { respond(http::text(200, large)); });
  Client client(given.port());

  client.send(get("/a") + get("/b"));

  EXPECT_EQ(client.receive()->body, large);
  EXPECT_EQ(client.receive()->body, large);
}

TEST(Server, LargeBodiesArriveWhole) {
  RunningServer given(echo, {}, 5'000'000);
  Client client(given.port());
  std::string body;
  while (body.size() < 3'000'000) body += std::to_string(body.size()) + ",";

  std::thread sender([&] { client.send(post("/a", body) + get("/next")); });
  EXPECT_EQ(client.receive()->body, "POST /a " + body);
  EXPECT_EQ(client.receive()->body, "GET /next ");
  sender.join();
}

TEST(Server, AnswerMayComeLaterFromAnotherThread) {
  Held held;
  RunningServer given(held.dispatch());
  Client first(given.port());
  Client second(given.port());

  first.send(get("/1"));
  const http::Respond respond_first = held.take();
  second.send(get("/2"));
  held.take()(http::text(200, "second"));
  EXPECT_EQ(second.receive()->body, "second");
  respond_first(http::text(200, "first"));
  respond_first(http::text(200, "again"));

  EXPECT_EQ(first.receive()->body, "first");
  first.send(get("/3"));
  held.take()(http::text(200, "third"));
  EXPECT_EQ(first.receive()->body, "third");
}

TEST(Server, AnswersRacingWithDispatchAllArrive) {
  std::mutex mutex;
  std::vector<std::thread> threads;
  RunningServer given([&](http::Request request, http::Respond respond) {
    const std::lock_guard lock(mutex);
    threads.emplace_back([target = request.target, respond = std::move(respond)] {
      respond(http::text(200, target));
    });
  });
  Client client(given.port());

  for (int i = 0; i < 300; ++i) {
    client.send(get("/" + std::to_string(i)));
    ASSERT_EQ(client.receive()->body, "/" + std::to_string(i));
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Server, AnswerForAVanishedConnectionIsDropped) {
  Held held;
  RunningServer given(held.dispatch());
  http::Respond late;
  {
    Client client(given.port());
    client.send(get("/1"));
    late = held.take();
  }
  late(http::text(200, std::string(1'000'000, 'x')));

  Client next(given.port());
  next.send(get("/2"));
  held.take()(http::text(200, "next"));
  EXPECT_EQ(next.receive()->body, "next");
}

TEST(Server, AnswerAfterTheServerHasGoneIsDropped) {
  Held held;
  http::Respond late;
  {
    ServerOptions options;
    options.stop_grace = Duration{20};
    RunningServer given(held.dispatch(), options);
    Client client(given.port());
    client.send(get("/1"));
    late = held.take();
    given.stop_and_join();
    EXPECT_FALSE(client.receive());
  }
  late(http::text(200, "late"));
}

TEST(Server, ExceptionInDispatchIsAProblem500) {
  RunningServer given(
      [](const http::Request&, const http::Respond&) { throw std::runtime_error("secret"); });
  Client client(given.port());

  client.send(get("/a") + get("/b"));

  const auto answer = client.receive();
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body.find("secret"), std::string::npos);
  EXPECT_EQ(client.receive()->status, 500);
}

TEST(Server, RespondThatIsDroppedIsAProblem500) {
  RunningServer given([](const http::Request&, const http::Respond&) {});
  Client client(given.port());

  client.send(get("/a"));

  EXPECT_EQ(client.receive()->status, 500);
}

TEST(Server, StopAnswersWhatIsInFlightAndClosesIdleConnections) {
  Held held;
  RunningServer given(held.dispatch());
  Client idle(given.port());
  idle.send(get("/0"));
  held.take()(http::text(200, "before"));
  EXPECT_EQ(idle.receive()->body, "before");
  Client busy(given.port());
  busy.send(get("/1"));
  const http::Respond respond = held.take();

  given.server().stop();
  EXPECT_TRUE(idle.is_closed_by_server());
  respond(http::text(200, "done"));

  const auto answer = busy.receive();
  EXPECT_EQ(answer->body, "done");
  EXPECT_TRUE(answer->has("connection: close"));
  EXPECT_TRUE(busy.is_closed_by_server());
  EXPECT_THROW(Client(given.port()), std::runtime_error);
}

TEST(Server, SeveralIoThreadsServe) {
  ServerOptions options;
  options.io_threads = 3;
  RunningServer given(echo, options);
  std::vector<Client> clients;
  for (int i = 0; i < 9; ++i) clients.emplace_back(given.port());

  for (Client& client : clients) client.send(get("/a"));

  for (Client& client : clients) EXPECT_EQ(client.receive()->status, 200);
}

TEST(Server, ListenSaysWhatIsWrong) {
  RunningServer given(echo);
  ServerOptions options;
  options.port = given.port();
  const auto taken =
      Server::listen(options, echo, [](http::Method, std::string_view) { return std::size_t{0}; });
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().code, ErrorCode::unavailable);
  EXPECT_NE(taken.error().message.find("another program uses this port"), std::string::npos);

  options.address = "not an address";
  const auto bad =
      Server::listen(options, echo, [](http::Method, std::string_view) { return std::size_t{0}; });
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::invalid);
  EXPECT_EQ(given.server().address(), "127.0.0.1");
}

}  // namespace
}  // namespace onward::net::test
