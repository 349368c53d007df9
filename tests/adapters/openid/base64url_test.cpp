#include "adapters/openid/base64url.hpp"

#include <gtest/gtest.h>

namespace onward::openid {
namespace {

// RFC 4648 section 10, without the padding.
TEST(Base64Url, GoesBothWays) {
  const std::pair<std::string_view, std::string_view> pairs[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
  for (const auto& [bytes, text] : pairs) {
    EXPECT_EQ(to_base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
}

TEST(Base64Url, IsStrict) {
  for (const std::string_view wrong : {"Z", "Zg==", "Zh", "Zm9v\n", "+/8", "Zm 9v", "Zm9vY"})
    EXPECT_EQ(from_base64url(wrong), std::nullopt) << wrong;
}

TEST(Base64Url, RandomTextsDiffer) {
  EXPECT_EQ(random_text().size(), 43U);
  EXPECT_NE(random_text(), random_text());
}

// RFC 7636 appendix B.
TEST(Pkce, ChallengeIsThatOfTheStandard) {
  EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

}  // namespace
}  // namespace onward::openid
