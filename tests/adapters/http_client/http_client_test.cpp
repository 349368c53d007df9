#include "adapters/http_client/http_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "tests/adapters/http_client/stand_in.hpp"

namespace onward::http_client {
namespace {

using test::StandIn;
using testing::HasSubstr;
using testing::Not;

Result<Answer> send(const Request& request,
                    const std::vector<std::string>& allowed = {"127.0.0.1"}) {
  const auto client = make_client(allowed);
  EXPECT_TRUE(client.ok());
  return client.value()->send(request);
}

Request get(std::string url) {
  Request request;
  request.url = std::move(url);
  return request;
}

TEST(HttpClient, SendsWhatIsAskedAndBringsTheAnswer) {
  StandIn target(test::answer("201 Created", "X-Two: a\r\nX-Two: b\r\nRetry-After: 7\r\n", "made"));
  Request request = get(target.url("/a?b=c"));
  request.method = "PUT";
  request.headers = {{"content-type", "application/json"}, {"x-empty", ""}};
  request.body = "{\"a\":1}";
  const auto answer = send(request);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "made");
  EXPECT_EQ(answer->headers[1], (Header{"x-two", "b"}));
  EXPECT_EQ(answer->retry_after, Duration{7'000});
  const std::string sent = target.request();
  EXPECT_THAT(sent, HasSubstr("PUT /a?b=c HTTP/1.1\r\n"));
  EXPECT_THAT(sent, HasSubstr("content-type: application/json\r\n"));
  EXPECT_THAT(sent, HasSubstr("x-empty:\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\n\r\n{\"a\":1}"));
  EXPECT_THAT(sent, Not(HasSubstr("Expect:")));
  EXPECT_THAT(sent, Not(HasSubstr("x-www-form-urlencoded")));
}

TEST(HttpClient, RefusesWhatIsNotPublicUnlessAllowed) {
  StandIn target(test::answer("200 OK", "", "secret"));
  const std::string port = std::to_string(target.port());
  for (const std::string& url :
       {target.url(), "http://localhost:" + port, "http://0x7f.1:" + port,
        "http://2130706433:" + port, "http://[::ffff:127.0.0.1]:" + port}) {
    const auto refused = send(get(url), {});
    ASSERT_FALSE(refused.ok()) << url;
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden) << url << refused.error().message;
  }
  EXPECT_EQ(target.connections(), 0);
  EXPECT_TRUE(send(get(target.url()), {"127.0.0.0/8"}).ok());
  EXPECT_TRUE(send(get("http://localhost:" + port), {"localhost"}).ok());
}

TEST(HttpClient, TheEnvironmentsProxyIsNotAsked) {
  StandIn target(test::answer("200 OK", "", ""));
  ASSERT_EQ(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
  EXPECT_TRUE(send(get(target.url())).ok());
  unsetenv("http_proxy");
}

TEST(HttpClient, RedirectsAreAnswersAndNotFollowed) {
  StandIn other(test::answer("200 OK", "", ""));
  StandIn target(test::answer("302 Found", "Location: " + other.url() + "\r\n", ""));
  EXPECT_EQ(send(get(target.url()))->status, 302);
  EXPECT_EQ(other.connections(), 0);
}

TEST(HttpClient, AnAnswerOverTheBoundIsRefused) {
  StandIn target(test::answer("200 OK", "", std::string(1'001, 'x')));
  Request request = get(target.url());
  request.answer_bytes = 1'001;
  EXPECT_TRUE(send(request).ok());
  request.answer_bytes = 1'000;
  EXPECT_EQ(send(request).error().code, ErrorCode::too_large);
  StandIn talker("HTTP/1.1 200 OK\r\nX-Long: " + std::string(70'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(send(get(talker.url())).error().code, ErrorCode::too_large);
}

TEST(HttpClient, ATargetThatSaysNothingIsGivenUp) {
  StandIn target("");
  Request request = get(target.url("/secret-path"));
  request.timeout = Duration{200};
  const auto began = std::chrono::steady_clock::now();
  const auto late = send(request);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::unavailable);
  EXPECT_THAT(late.error().message, HasSubstr("127.0.0.1"));
  EXPECT_THAT(late.error().message, Not(HasSubstr("secret")));
}

TEST(HttpClient, NobodyThereIsUnavailable) {
  unsigned short port = 0;
  {
    port = StandIn("x").port();
  }
  const auto refused = send(get("http://127.0.0.1:" + std::to_string(port)));
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
}

TEST(HttpClient, StopBreaksOffAndRefuses) {
  const auto client = make_client({"127.0.0.1"});
  StandIn target("");
  std::thread stopper([&] {
    while (target.request().empty()) std::this_thread::yield();
    client.value()->stop();
  });
  EXPECT_EQ(client.value()->send(get(target.url())).error().code, ErrorCode::unavailable);
  stopper.join();
  EXPECT_EQ(client.value()->send(get(target.url())).error().code, ErrorCode::unavailable);
  EXPECT_EQ(target.connections(), 1);
}

TEST(HttpClient, OnlyHttpWithoutCredentials) {
  for (const char* url : {"", "file:///etc/passwd", "gopher://x/", "ftp://x/", "x/y", "http://",
                          "//x/", "http://user@x/", "http://user:word@x/", "http://:word@x/"})
    EXPECT_EQ(send(get(url)).error().code, ErrorCode::invalid) << url;
  const auto target = target_of("HTTPS://Example.COM/x");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->scheme + " " + target->host, "https example.com");
  EXPECT_EQ(target->port, 443U);
  EXPECT_EQ(target_of("http://[::1]:81/")->host, "::1");
}

TEST(HttpClient, NothingCanSplitTheHead) {
  StandIn target(test::answer("200 OK", "", ""));
  for (const Header& header :
       {Header{"a", "b\r\nc: d"}, Header{"a\n", "b"}, Header{"a b", "c"}, Header{"", "c"},
        Header{"a:", "c"}, Header{"a", std::string("b\0", 2)}}) {
    Request request = get(target.url());
    request.headers = {header};
    EXPECT_EQ(send(request).error().code, ErrorCode::invalid) << header.name;
  }
  Request request = get(target.url());
  request.method = "GET /x";
  EXPECT_EQ(send(request).error().code, ErrorCode::invalid);
  EXPECT_EQ(target.connections(), 0);
}

}  // namespace
}  // namespace onward::http_client
