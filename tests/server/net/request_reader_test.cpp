#include "server/net/request_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace onward::net {
namespace {

using Progress = RequestReader::Progress;

struct Outcome {
  std::vector<http::Request> requests;
  int refused_with = 0;
};

/// Feeds `bytes` in pieces of `step`, as a connection would.
Outcome read_all(std::string_view bytes, std::size_t step = 1'000'000,
                 std::size_t body_limit = 1000) {
  RequestReader reader({2048, 1024});
  Outcome outcome;
  while (true) {
    switch (reader.advance()) {
      case Progress::head: reader.limit_body(body_limit); continue;
      case Progress::complete: outcome.requests.push_back(reader.take_request()); continue;
      case Progress::refused: outcome.refused_with = reader.take_refusal().status; return outcome;
      case Progress::need_more: break;
    }
    if (bytes.empty()) return outcome;
    const std::span<char> space = reader.space();
    const std::size_t part = std::min({bytes.size(), step, space.size()});
    std::memcpy(space.data(), bytes.data(), part);
    reader.filled(part);
    bytes.remove_prefix(part);
  }
}

const std::string chunked_head =
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(RequestReader, ReadsTheSameHoweverTheBytesAreCut) {
  const std::string bytes =
      "POST /a%20b?c=d HTTP/1.1\r\nHost: x\r\nX-Long:  a b \r\nContent-Length: 5\r\n\r\nhello"
      "\r\nGET /n HTTP/1.1\r\nhost: y\r\n\r\n" +
      chunked_head +
      "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nAuthorization: trailer\r\n\r\nDELETE /z HTTP/1.1\r\nHost: "
      "x\r\n\r\n";
  for (const std::size_t step : {1U, 2U, 3U, 7U, 64U, 1000U}) {
    const Outcome outcome = read_all(bytes, step);

    EXPECT_EQ(outcome.refused_with, 0);
    ASSERT_EQ(outcome.requests.size(), 4U) << step;
    EXPECT_EQ(outcome.requests[0].target, "/a%20b?c=d");
    EXPECT_EQ(outcome.requests[0].path, "/a b");
    EXPECT_EQ(*outcome.requests[0].query_value("c"), "d");
    EXPECT_EQ(*outcome.requests[0].header("x-long"), "a b");
    EXPECT_EQ(outcome.requests[0].body, "hello");
    EXPECT_EQ(outcome.requests[1].method, http::Method::get);
    EXPECT_EQ(outcome.requests[1].body, "");
    EXPECT_EQ(outcome.requests[2].body, "abcde");
    EXPECT_EQ(outcome.requests[2].header("authorization"), nullptr)
        << "a trailer must not become a header";
    EXPECT_EQ(outcome.requests[3].method, http::Method::delete_);
  }
}

TEST(RequestReader, EmptyChunkedBodyIsReadHoweverTheBytesAreCut) {
  const std::string bytes = chunked_head + "0\r\n\r\nGET /n HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const std::size_t step : {1U, 2U, 3U, 4U, 5U, 1000U}) {
    const Outcome outcome = read_all(bytes, step);

    EXPECT_EQ(outcome.refused_with, 0) << step;
    ASSERT_EQ(outcome.requests.size(), 2U) << step;
    EXPECT_EQ(outcome.requests[0].body, "");
    EXPECT_EQ(outcome.requests[1].target, "/n");
  }
}

struct Case {
  const char* name;
  std::string bytes;
  int status = 400;
};
void PrintTo(const Case& given, std::ostream* out) { *out << given.name; }

class RefusedRequest : public testing::TestWithParam<Case> {};

TEST_P(RefusedRequest, IsRefusedHoweverTheBytesAreCut_O3) {
  for (const std::size_t step : {1U, 5U, 100'000U}) {
    const Outcome outcome =
        read_all(GetParam().bytes + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n", step);

    EXPECT_EQ(outcome.refused_with, GetParam().status) << step;
    EXPECT_TRUE(outcome.requests.empty()) << step;
  }
}

std::string with(const std::string& headers) {
  return "POST /a HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    Smuggling, RefusedRequest,
    testing::Values(
        Case{"length_and_chunked",
             with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"},
        Case{"chunked_and_length",
             with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n"},
        Case{"two_lengths", with("Content-Length: 5\r\nContent-Length: 6\r\n") + "hello"},
        Case{"two_equal_lengths", with("Content-Length: 5\r\nContent-Length: 5\r\n") + "hello"},
        Case{"list_of_lengths", with("Content-Length: 5, 5\r\n") + "hello"},
        Case{"signed_length", with("Content-Length: +5\r\n") + "hello"},
        Case{"negative_length", with("Content-Length: -5\r\n") + "hello"},
        Case{"hex_length", with("Content-Length: 0x5\r\n") + "hello"},
        Case{"empty_length", with("Content-Length:\r\n") + "hello"},
        Case{"huge_length", with("Content-Length: 99999999999999999999999\r\n")},
        Case{"two_encodings",
             with("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")},
        Case{"gzip_encoding", with("Transfer-Encoding: gzip, chunked\r\n")},
        Case{"unknown_encoding", with("Transfer-Encoding: xchunked\r\n")},
        Case{"encoding_in_1_0", "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        Case{"blank_before_colon", with("Content-Length : 5\r\n") + "hello"},
        Case{"continuation_line", with("X: a\r\n Content-Length: 5\r\n")},
        Case{"continuation_tab", with("X: a\r\n\tb\r\n")},
        Case{"lone_lf_in_head", "POST /a HTTP/1.1\r\nHost: x\nContent-Length: 5\r\n\r\nhello"},
        Case{"lone_lf_request_line", "POST /a HTTP/1.1\nHost: x\r\n\r\n"},
        Case{"lone_lf_ends", "POST /a HTTP/1.1\r\nHost: x\r\n\n"},
        Case{"lone_cr", "POST /a HTTP/1.1\r\nHost: x\rX: y\r\n\r\n"},
        Case{"nul_in_value", with(std::string("X: a\0b\r\n", 8))},
        Case{"chunk_size_signed", chunked_head + "+5\r\nhello\r\n0\r\n\r\n"},
        Case{"chunk_size_0x", chunked_head + "0x5\r\nhello\r\n0\r\n\r\n"},
        Case{"chunk_size_overflow", chunked_head + "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"},
        Case{"chunk_size_blank", chunked_head + " 5\r\nhello\r\n0\r\n\r\n"},
        Case{"chunk_lone_lf", chunked_head + "5\nhello\r\n0\r\n\r\n"},
        Case{"chunk_without_end", chunked_head + "5\r\nhelloXX0\r\n\r\n"},
        Case{"chunk_extension_too_long", chunked_head + "5;a=" + std::string(8000, 'x')}),
    [](const auto& given) { return std::string(given.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Malformed, RefusedRequest,
    testing::Values(
        Case{"no_host", "GET / HTTP/1.1\r\n\r\n"},
        Case{"two_hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"},
        Case{"two_tokens", with("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")},
        Case{"tls_hello", std::string("\x16\x03\x01\x02\x00\x01\x00\r\n", 9)},
        Case{"no_version", "GET /\r\n\r\n"},
        Case{"two_blanks", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"},
        Case{"bad_path", "GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n"},
        Case{"options_star", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"},
        Case{"connect", "CONNECT host:80 HTTP/1.1\r\nHost: x\r\n\r\n"},
        Case{"http_2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        Case{"other_expectation", with("Expect: coffee\r\nContent-Length: 1\r\n"), 417},
        Case{"long_target", "GET /" + std::string(1100, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        Case{"endless_target", "GET /" + std::string(5000, 'x'), 414},
        Case{"long_head", with("X: " + std::string(2100, 'x') + "\r\n"), 431},
        Case{"many_headers", with([] {
               std::string headers;
               for (int i = 0; i < 400; ++i) headers += "a: b\r\n";
               return headers;
             }()),
             431},
        Case{"large_body", with("Content-Length: 1001\r\n"), 413},
        Case{"large_chunk", chunked_head + "3E9\r\n" + std::string(1001, 'x') + "\r\n0\r\n\r\n",
             413},
        Case{"large_sum_of_chunks",
             chunked_head + "200\r\n" + std::string(512, 'x') + "\r\n200\r\n" +
                 std::string(512, 'x') + "\r\n0\r\n\r\n",
             413}),
    [](const auto& given) { return std::string(given.param.name); });

TEST(RequestReader, BodyAtTheLimitIsTaken) {
  EXPECT_EQ(read_all(with("Content-Length: 1000\r\n") + std::string(1000, 'x')).requests.size(),
            1U);
  EXPECT_EQ(
      read_all(chunked_head + "3e8\r\n" + std::string(1000, 'x') + "\r\n0\r\n\r\n").requests.size(),
      1U);
}

TEST(RequestReader, UnknownMethodIsLeftToTheRouter) {
  const Outcome outcome = read_all("BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n");

  ASSERT_EQ(outcome.requests.size(), 1U);
  EXPECT_EQ(outcome.requests[0].method, http::Method::other);
}

TEST(RequestReader, KnowsWhetherTheConnectionStays_RFC9112_9_3) {
  const auto keeps = [](std::string_view head) {
    RequestReader reader({2048, 1024});
    const std::span<char> space = reader.space();
    std::memcpy(space.data(), head.data(), head.size());
    reader.filled(head.size());
    EXPECT_EQ(reader.advance(), Progress::head);
    return reader.keep_alive();
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

}  // namespace
}  // namespace onward::net
