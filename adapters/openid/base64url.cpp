#include "adapters/openid/base64url.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>

#include "engine/base/check.hpp"

namespace onward::openid {
namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t random_bytes = 32;

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char byte : bytes) {
    bits = (bits << 8U) | static_cast<unsigned char>(byte);
    for (held += 8; held >= 6;) {
      held -= 6;
      text.push_back(digits[(bits >> held) & 63U]);
    }
  }
  if (held > 0) text.push_back(digits[(bits << (6 - held)) & 63U]);
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char letter : text) {
    const std::size_t value = digits.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<char>((bits >> held) & 255U));
  }
  if ((bits & ((1U << held) - 1U)) != 0) return std::nullopt;
  return bytes;
}

std::string random_text() {
  std::array<unsigned char, random_bytes> random{};
  ONWARD_CHECK(RAND_bytes(random.data(), static_cast<int>(random.size())) == 1);
  return to_base64url({reinterpret_cast<const char*>(random.data()), random.size()});
}

std::string challenge_of(std::string_view verifier) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned length = 0;
  ONWARD_CHECK(EVP_Digest(verifier.data(), verifier.size(), hash.data(), &length, EVP_sha256(),
                          nullptr) == 1);
  return to_base64url({reinterpret_cast<const char*>(hash.data()), length});
}

}  // namespace onward::openid
