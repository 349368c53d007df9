#include "adapters/openid/signed_token.hpp"

#include <gtest/gtest.h>

#include "adapters/openid/base64url.hpp"
#include "tests/adapters/openid/samples.hpp"

namespace onward::openid {
namespace {

std::string rsa(const std::string& id, const std::string& modulus, const std::string& more = {}) {
  return R"({"kty":"RSA","kid":")" + id + R"(","n":")" + modulus + R"(","e":"AQAB")" + more + "}";
}
std::string p256() {
  return R"({"kty":"EC","kid":"e","crv":"P-256","x":")" + samples::p256_x + R"(","y":")" +
         samples::p256_y + R"("})";
}
std::string set_of(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

Keys keys_of(const std::string& keys) {
  auto made = Keys::from_json(set_of(keys));
  EXPECT_TRUE(made.ok());
  return std::move(made).value();
}

std::string header_of(const std::string& json, const std::string& like) {
  return to_base64url(json) + like.substr(like.find('.'));
}

void refuses(const Keys& keys, const std::string& token, std::string_view why) {
  const auto claims = keys.verified(token);
  ASSERT_FALSE(claims.ok()) << token;
  EXPECT_EQ(claims.error().code, ErrorCode::unauthenticated);
  EXPECT_NE(claims.error().message.find(why), std::string::npos) << claims.error().message;
}

class SignedToken : public ::testing::Test {
 protected:
  Keys keys_ = keys_of(rsa("r", samples::rsa_modulus) + "," + p256());
};

TEST_F(SignedToken, OfBothKindsIsRead) {
  for (const std::string& token : {samples::signed_by_rsa, samples::signed_by_p256}) {
    const auto claims = keys_.verified(token);
    ASSERT_TRUE(claims.ok()) << claims.error().message;
    EXPECT_EQ(*claims->find("sub")->text(), "anna");
  }
  EXPECT_EQ(*key_id_of(samples::signed_by_p256), "e");
}

TEST_F(SignedToken, WithAnyByteChangedIsRefused) {
  const std::string& token = samples::signed_by_rsa;
  for (std::size_t at = 0; at < token.size(); at += 7) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(keys_.verified(changed).ok()) << at;
  }
}

TEST_F(SignedToken, IsOfTheAlgorithmOfItsKeyAlone) {
  refuses(keys_, samples::rsa_called_es256, "algorithm");
  for (const char* header : {R"({"alg":"none","kid":"r"})", R"({"alg":"HS256","kid":"r"})",
                             R"({"alg":"RS512","kid":"r"})", R"({"kid":"r"})"})
    refuses(keys_, header_of(header, samples::signed_by_rsa), "algorithm");
  const std::string unsigned_token =
      samples::signed_by_rsa.substr(0, samples::signed_by_rsa.rfind('.') + 1);
  refuses(keys_, unsigned_token, "not signed");
}

TEST_F(SignedToken, OfUnknownKeysOrWithDemandsIsRefused) {
  refuses(keys_, header_of(R"({"alg":"RS256","kid":"x"})", samples::signed_by_rsa), "key");
  refuses(keys_, samples::without_key_id, "key");
  EXPECT_TRUE(keys_of(rsa("r", samples::rsa_modulus)).verified(samples::without_key_id).ok());
  refuses(keys_, samples::critical, "not understood");
  refuses(keys_, "a.b", "three parts");
  refuses(keys_, "a.b.c.d", "three parts");
  refuses(keys_, samples::signed_by_rsa + std::string(70'000, 'A'), "too long");
}

TEST(KeySet, LeavesOutWhatIsWeakOrForSomethingElse) {
  for (const std::string& key :
       {rsa("w", samples::weak_modulus), rsa("r", samples::rsa_modulus, R"(,"use":"enc")"),
        rsa("r", samples::rsa_modulus, R"(,"alg":"RS512")"),
        std::string(R"({"kty":"oct","k":"AA"})"),
        std::string(R"({"kty":"EC","kid":"e","crv":"P-256","x":"AA","y":"AA"})"), std::string("7")})
    EXPECT_FALSE(Keys::from_json(set_of(key)).ok()) << key;
  const Keys both = keys_of(rsa("w", samples::weak_modulus) + "," +
                            rsa("r", samples::rsa_modulus, R"(,"use":"sig","alg":"RS256")"));
  EXPECT_TRUE(both.knows("r"));
  EXPECT_FALSE(both.knows("w"));
  refuses(both, samples::signed_by_weak, "key");
  for (const char* text : {"", "{}", "[]", R"({"keys":7})", R"({"keys":[]})"})
    EXPECT_FALSE(Keys::from_json(text).ok()) << text;
}

}  // namespace
}  // namespace onward::openid
