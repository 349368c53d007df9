#include "server/http/etag.hpp"

#include <gtest/gtest.h>

namespace onward::http {
namespace {

Request with_header(std::string name, std::string value) {
  Request request;
  request.headers.emplace_back(std::move(name), std::move(value));
  return request;
}

TEST(IfMatch, PassesWithoutHeaderWithStarAndWithTheTag_RFC9110_13_1_1) {
  EXPECT_TRUE(check_if_match(Request{}, "\"7\"").ok());
  EXPECT_TRUE(check_if_match(with_header("if-match", "*"), "\"7\"").ok());
  EXPECT_TRUE(check_if_match(with_header("if-match", "\"7\""), revision_tag(7)).ok());
  EXPECT_TRUE(check_if_match(with_header("if-match", "\"6\", \"7\""), "\"7\"").ok());
}

TEST(IfMatch, OtherAndWeakTagsAreStale_RFC9110_8_8_3_2) {
  for (const char* text : {"\"6\"", "W/\"7\"", "\"77\""})
    EXPECT_EQ(check_if_match(with_header("if-match", text), "\"7\"").error().code, ErrorCode::stale)
        << text;
}

TEST(IfMatch, UnreadableIsMalformed) {
  for (const char* text : {"", "7", "\"7", "\"7\" \"8\"", "* \"7\"", "w/\"7\"", ","})
    EXPECT_EQ(check_if_match(with_header("if-match", text), "\"7\"").error().code,
              ErrorCode::malformed)
        << text;
}

TEST(IfNoneMatch, ComparesWeakly_RFC9110_13_1_2) {
  EXPECT_TRUE(is_not_modified(with_header("if-none-match", "W/\"7\""), "\"7\""));
  EXPECT_TRUE(is_not_modified(with_header("if-none-match", "*"), "\"7\""));
  EXPECT_FALSE(is_not_modified(with_header("if-none-match", "\"6\""), "\"7\""));
  EXPECT_FALSE(is_not_modified(with_header("if-none-match", "7"), "\"7\""));
  EXPECT_FALSE(is_not_modified(Request{}, "\"7\""));
}

}  // namespace
}  // namespace onward::http
