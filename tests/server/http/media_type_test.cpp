#include "server/http/media_type.hpp"

#include <gtest/gtest.h>

namespace onward::http {
namespace {

Request with_type(std::string type) {
  Request request;
  request.headers.emplace_back("content-type", std::move(type));
  return request;
}

TEST(MediaType, IsReadWithParameters_RFC9110_8_3_1) {
  const auto type = parse_media_type("Multipart/Form-Data ; Boundary=\"a \\\"b\" ;charset=UTF-8;");

  ASSERT_TRUE(type.ok());
  EXPECT_EQ(type->essence, "multipart/form-data");
  EXPECT_EQ(*type->parameter("boundary"), "a \"b");
  EXPECT_EQ(*type->parameter("charset"), "UTF-8");
  EXPECT_EQ(type->parameter("x"), nullptr);
}

TEST(MediaType, MalformedIsRefused) {
  for (const std::string_view text : {"", "/json", "application/", "a/b c", "a/b; c",
                                      "a/b; c=", "a/b; c=\"d", "a/b;=x", "a/b,c/d"})
    EXPECT_EQ(parse_media_type(text).ok(), false) << text;
}

TEST(MediaType, JsonIsAcceptedWithUtf8Only) {
  EXPECT_TRUE(require_media_type(with_type("application/json"), {"application/json"}).ok());
  EXPECT_TRUE(
      require_media_type(with_type("application/json; charset=utf-8"), {"application/json"}).ok());
  EXPECT_TRUE(require_media_type(with_type("application/merge-patch+json"),
                                 {"application/json", "application/merge-patch+json"})
                  .ok());
  for (const char* text : {"application/json; charset=latin1", "text/json", "application/jsonx"}) {
    const auto type = require_media_type(with_type(text), {"application/json"});
    ASSERT_FALSE(type.ok()) << text;
    EXPECT_EQ(type.error().code, ErrorCode::unsupported_media_type);
  }
  EXPECT_EQ(require_media_type(Request{}, {"application/json"}).error().code,
            ErrorCode::unsupported_media_type);
}

}  // namespace
}  // namespace onward::http
