#include "server/net/response_writer.hpp"

#include <gtest/gtest.h>

namespace onward::net {
namespace {

std::string head_of(const http::Response& response, Connection connection = Connection::keep) {
  std::string out;
  append_head(out, response, connection);
  return out;
}

TEST(ResponseWriter, WritesTheHead_RFC9112_4) {
  EXPECT_EQ(head_of(http::json(201, "{}")),
            "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: "
            "2\r\ncache-control: no-store\r\n"
            "x-content-type-options: nosniff\r\n\r\n");
}

TEST(ResponseWriter, HandlerDecidesOnCaching) {
  const http::Response response{200, {{"cache-control", "max-age=60"}}, "text/css", "x"};

  EXPECT_EQ(head_of(response).find("no-store"), std::string::npos);
  EXPECT_NE(head_of(response).find("cache-control: max-age=60\r\n"), std::string::npos);
}

TEST(ResponseWriter, DataInAHeaderCannotBeginAnother) {
  const http::Response response{201, {{"location", "/a\r\nset-cookie: x\n\0y"}}, {}, {}};

  EXPECT_NE(head_of(response).find("location: /a  set-cookie: x "), std::string::npos);
}

TEST(ResponseWriter, SaysWhenTheConnectionEnds) {
  EXPECT_NE(head_of(http::no_content(), Connection::close).find("connection: close\r\n"),
            std::string::npos);
  EXPECT_NE(
      head_of(http::no_content(), Connection::keep_http_1_0).find("connection: keep-alive\r\n"),
      std::string::npos);
}

TEST(ResponseWriter, BodyFollowsUnlessMethodOrStatusForbids_RFC9110_6_4_1) {
  EXPECT_TRUE(has_body(http::text(200, "x"), http::Method::get));
  EXPECT_FALSE(has_body(http::text(200, "x"), http::Method::head));
  EXPECT_FALSE(has_body(http::text(304, "x"), http::Method::get));
  EXPECT_FALSE(has_body(http::no_content(), http::Method::get));
}

}  // namespace
}  // namespace onward::net
