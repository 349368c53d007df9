#include "server/http/target.hpp"

#include <gtest/gtest.h>

namespace onward::http {
namespace {

class RefusedTarget : public testing::TestWithParam<std::string_view> {};

TEST_P(RefusedTarget, IsMalformed_F7) {
  const auto parsed = parse_target(GetParam());

  ASSERT_FALSE(parsed.ok()) << parsed->path;
  EXPECT_EQ(parsed.error().code, ErrorCode::malformed);
}

INSTANTIATE_TEST_SUITE_P(Tricks, RefusedTarget,
                         testing::Values("", "*", "tasks", "//", "/api//tasks", "//evil/tasks",
                                         "/api/../tasks", "/api/%2e%2e/tasks", "/api/.%2E/tasks",
                                         "/api/./tasks", "/..", "/.", "/api/..", "/a%2Fb", "/a%2fb",
                                         "/a%5Cb", "/a\\b", "/a%00b", "/a%0d%0ab", "/a%7f",
                                         "/tasks;x", "/tasks;x=1/y", "/a%", "/a%4", "/a%zz", "/a#b",
                                         "/a b", "/a\tb", "/\xC3\xA4", "/%C3", "/%C0%AF",
                                         "/%ED%A0%80", "/%F5%80%80%80", "/a?x=%00", "/a?x=%",
                                         "/a?%zz=1", "/a?x=%FF", "/a?x=\x01"));

TEST(Target, IsDecodedExactlyOnce_RFC3986_2_1) {
  const auto parsed = parse_target("/users/%C3%A4%20b%2525?q=%2541");

  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->path, "/users/ä b%25");
  EXPECT_EQ(parsed->query, (Pairs{{"q", "%41"}}));
}

TEST(Target, QueryKeepsOrderRepetitionAndEmptyValues) {
  const auto parsed = parse_target("/a?x=1&y=a+b%26c&x=2&flag&&z=");

  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->query,
            (Pairs{{"x", "1"}, {"y", "a b&c"}, {"x", "2"}, {"flag", ""}, {"z", ""}}));
}

TEST(Target, PlusInThePathIsAPlus) { EXPECT_EQ(parse_target("/a+b")->path, "/a+b"); }

TEST(Target, AbsoluteFormIsRead_RFC9112_3_2_2) {
  EXPECT_EQ(parse_target("http://host:80/a/b?c=d")->path, "/a/b");
  EXPECT_EQ(parse_target("http://host")->path, "/");
  EXPECT_FALSE(parse_target("ftp://host/a").ok());
}

TEST(Target, TrailingSlashIsKept) { EXPECT_EQ(parse_target("/tasks/")->path, "/tasks/"); }

}  // namespace
}  // namespace onward::http
