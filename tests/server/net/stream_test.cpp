// Bodies that go on after their head, over real sockets.
#include "server/http/stream.hpp"

#include <gtest/gtest.h>

#include "tests/server/net/client.hpp"

namespace onward::net::test {
namespace {

constexpr std::size_t capacity = 1U << 20U;

/// Answers every request with the same stream.
http::Dispatch streaming(const std::shared_ptr<http::Stream>& stream) {
  return [stream](http::Request, const http::Respond& respond) {
    http::Response response;
    response.content_type = "text/event-stream";
    response.stream = stream;
    respond(std::move(response));
  };
}

TEST(StreamedBody, IsWrittenInChunksAsItComes_RFC9112_7_1) {
  const auto stream = std::make_shared<http::Stream>(capacity);
  RunningServer given(streaming(stream));
  Client client(given.port());
  client.send(get("/"));

  const std::string head = client.receive_until("\r\n\r\n");
  EXPECT_NE(head.find("\r\ntransfer-encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(head.find("content-length"), std::string::npos);
  stream->put("hello");
  EXPECT_EQ(client.receive_until("hello\r\n"), "5\r\nhello\r\n");
  stream->put("again, from another thread");
  EXPECT_EQ(client.receive_until("thread\r\n"), "1a\r\nagain, from another thread\r\n");
}

TEST(StreamedBody, EndsAndTheConnectionGoesOn) {
  const auto stream = std::make_shared<http::Stream>(capacity);
  stream->put("all of it");
  stream->end();
  RunningServer given(streaming(stream));
  Client client(given.port());

  for (int i = 0; i < 2; ++i) {
    client.send(get("/"));
    EXPECT_NE(client.receive_until("\r\n\r\n"), "");
    EXPECT_EQ(client.receive_until("0\r\n\r\n"),
              i == 0 ? "9\r\nall of it\r\n0\r\n\r\n" : "0\r\n\r\n");
  }
}

TEST(StreamedBody, OfHttp10EndsWithTheConnection) {
  const auto stream = std::make_shared<http::Stream>(capacity);
  stream->put("all of it");
  stream->end();
  RunningServer given(streaming(stream));
  Client client(given.port());
  client.send("GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");

  const std::string head = client.receive_until("\r\n\r\n");
  EXPECT_EQ(head.find("transfer-encoding"), std::string::npos);
  EXPECT_NE(head.find("\r\nconnection: close\r\n"), std::string::npos);
  EXPECT_EQ(client.receive_until("of it"), "all of it");
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(StreamedBody, IsEndedAsAWholeWhenTheServerStops) {
  const auto stream = std::make_shared<http::Stream>(capacity);
  RunningServer given(streaming(stream));
  Client client(given.port());
  client.send(get("/"));
  client.receive_until("\r\n\r\n");
  stream->put("hello");
  client.receive_until("hello\r\n");

  given.stop_and_join();

  EXPECT_EQ(client.receive_until("0\r\n\r\n"), "0\r\n\r\n");
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST(StreamedBody, IsLetGoWhenTheReaderIsTooSlow) {
  ServerOptions options;
  options.body_grace = Duration{40};
  const auto stream = std::make_shared<http::Stream>(64U << 20U);
  const std::string much(1U << 20U, 'x');
  RunningServer given(streaming(stream), options);
  Client client(given.port());
  client.send(get("/"));
  client.receive_until("\r\n\r\n");

  // More than the system's buffers take: the write waits for a client that does not read.
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(stream->put(much));

  while (stream.use_count() > 2) std::this_thread::yield();  // ours, and that of the dispatch
  stream->end();
}

TEST(StreamedBody, HeadHasNone) {
  const auto stream = std::make_shared<http::Stream>(capacity);
  RunningServer given(streaming(stream));
  Client client(given.port());

  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive(Client::Body::none)->status, 200);
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive(Client::Body::none)->status, 200);
}

}  // namespace
}  // namespace onward::net::test
