#include "adapters/webhooks/signature.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "engine/base/check.hpp"

namespace onward::webhooks {
namespace {

constexpr std::string_view prefix = "whsec_";

/// The bytes of a secret; empty: it is none.
std::string key_of(std::string_view secret) {
  if (!secret.starts_with(prefix)) return {};
  secret.remove_prefix(prefix.size());
  if (secret.empty() || secret.size() % 4 != 0) return {};
  std::string key(secret.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()),
                                     reinterpret_cast<const unsigned char*>(secret.data()),
                                     static_cast<int>(secret.size()));
  if (length < 0) return {};
  std::size_t padding = 0;
  while (padding < 2 && secret[secret.size() - 1 - padding] == '=') ++padding;
  key.resize(key.size() - padding);
  return key;
}

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string text(4 * ((size + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(size));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

}  // namespace

Result<std::string> signatures(const std::vector<std::string>& secrets, std::string_view id,
                               std::int64_t seconds, std::string_view body) {
  std::string signed_text(id);
  signed_text += "." + std::to_string(seconds) + ".";
  signed_text += body;
  std::string header;
  for (const std::string& secret : secrets) {
    const std::string key = key_of(secret);
    if (key.empty()) return Error{ErrorCode::invalid, "a secret of a webhook is whsec_ and base64"};
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    ONWARD_CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                      reinterpret_cast<const unsigned char*>(signed_text.data()),
                      signed_text.size(), mac.data(), &length) != nullptr);
    if (!header.empty()) header += ' ';
    header += "v1," + base64(mac.data(), length);
  }
  return header;
}

}  // namespace onward::webhooks
