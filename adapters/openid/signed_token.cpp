#include "adapters/openid/signed_token.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/openid/base64url.hpp"
#include "engine/value/json.hpp"
#include "engine/value/members.hpp"

namespace onward::openid {
namespace {

constexpr std::size_t most_token_bytes = 64U << 10U;
constexpr std::size_t most_keys = 100;
constexpr int least_rsa_bits = 2048;
constexpr std::size_t p256_bytes = 32;

template <auto Free>
struct Freed {
  template <class Thing>
  void operator()(Thing* thing) const {
    Free(thing);
  }
};
using PublicKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

Error refused(std::string why) {
  return {ErrorCode::unauthenticated, "the token of the provider is refused: " + std::move(why)};
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

PublicKey public_key(const char* type, OSSL_PARAM* parameters) {
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (context && EVP_PKEY_fromdata_init(context.get()) == 1)
    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters);
  return PublicKey(key);
}

PublicKey rsa_key(const Context& jwk) {
  const auto modulus = from_base64url(text_in(jwk, "n"));
  const auto exponent = from_base64url(text_in(jwk, "e"));
  if (!modulus || !exponent || modulus->empty() || exponent->empty()) return {};
  const Number n(BN_bin2bn(bytes_of(*modulus), static_cast<int>(modulus->size()), nullptr));
  const Number e(BN_bin2bn(bytes_of(*exponent), static_cast<int>(exponent->size()), nullptr));
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder || BN_num_bits(n.get()) < least_rsa_bits ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return {};
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  return parameters ? public_key("RSA", parameters.get()) : PublicKey();
}

PublicKey p256_key(const Context& jwk) {
  const auto x = from_base64url(text_in(jwk, "x"));
  const auto y = from_base64url(text_in(jwk, "y"));
  if (text_in(jwk, "crv") != "P-256" || !x || !y || x->size() != p256_bytes ||
      y->size() != p256_bytes)
    return {};
  const std::string point = "\x04" + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                       point.size()) != 1)
    return {};
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  return parameters ? public_key("EC", parameters.get()) : PublicKey();
}

/// JOSE writes two numbers one after the other, OpenSSL wants them as DER.
std::string as_der(std::string_view signature) {
  if (signature.size() != 2 * p256_bytes) return {};
  const Signature both(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(bytes_of(signature), static_cast<int>(p256_bytes), nullptr);
  BIGNUM* s = BN_bin2bn(bytes_of(signature) + p256_bytes, static_cast<int>(p256_bytes), nullptr);
  if (!both || ECDSA_SIG_set0(both.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int length = i2d_ECDSA_SIG(both.get(), &der);
  std::string text;
  if (length > 0) text.assign(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return text;
}

/// A token's three parts, the first two read.
struct Parts {
  Context header, claims;
  std::string_view covered;  ///< what the signature is over
  std::string signature;
};

Result<Context> object_in(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return refused("a part of it is not base64url");
  const auto value = json_from_text(*bytes);
  if (!value.ok() || value->context() == nullptr) return refused("a part of it is no object");
  return *value->context();
}

Result<Parts> parts_of(std::string_view token) {
  if (token.size() > most_token_bytes) return refused("it is too long");
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
    return refused("it has not three parts");
  Parts parts;
  ONWARD_TRY(parts.header, object_in(token.substr(0, first)));
  ONWARD_TRY(parts.claims, object_in(token.substr(first + 1, second - first - 1)));
  parts.covered = token.substr(0, second);
  auto signature = from_base64url(token.substr(second + 1));
  if (!signature || signature->empty()) return refused("it is not signed");
  parts.signature = *std::move(signature);
  return parts;
}

}  // namespace

struct Keys::Key {
  std::string id;
  std::string_view algorithm;
  PublicKey key;
};

Keys::Keys() = default;
Keys::Keys(Keys&&) noexcept = default;
Keys& Keys::operator=(Keys&&) noexcept = default;
Keys::~Keys() = default;

Result<Keys> Keys::from_json(std::string_view text) {
  const Error none{ErrorCode::invalid, "the provider's keys are no JWK set that can be used"};
  const auto value = json_from_text(text);
  if (!value.ok() || value->context() == nullptr) return none;
  const Value* listed = value->context()->find("keys");
  if (listed == nullptr || listed->list() == nullptr || listed->list()->size() > most_keys)
    return none;
  Keys keys;
  for (const Value& each : *listed->list()) {
    const Context* jwk = each.context();
    if (jwk == nullptr) continue;
    const std::string use = text_in(*jwk, "use");
    const bool is_rsa = text_in(*jwk, "kty") == "RSA";
    const std::string_view algorithm = is_rsa ? "RS256" : "ES256";
    const std::string named = text_in(*jwk, "alg");
    if ((!use.empty() && use != "sig") || (!named.empty() && named != algorithm)) continue;
    PublicKey key = is_rsa                         ? rsa_key(*jwk)
                    : text_in(*jwk, "kty") == "EC" ? p256_key(*jwk)
                                                   : PublicKey();
    if (!key) continue;
    keys.keys_.push_back(
        std::make_unique<Key>(Key{text_in(*jwk, "kid"), algorithm, std::move(key)}));
  }
  if (keys.keys_.empty()) return none;
  return keys;
}

const Keys::Key* Keys::find(std::string_view id) const {
  if (id.empty()) return keys_.size() == 1 ? keys_.front().get() : nullptr;
  const auto at = std::find_if(keys_.begin(), keys_.end(),
                               [&](const std::unique_ptr<Key>& key) { return key->id == id; });
  return at == keys_.end() ? nullptr : at->get();
}

bool Keys::knows(std::string_view id) const { return find(id) != nullptr; }

Result<Context> Keys::verified(std::string_view token) const {
  ONWARD_TRY(Parts parts, parts_of(token));
  const Key* key = find(text_in(parts.header, "kid"));
  if (key == nullptr) return refused("its key is not the provider's");
  if (text_in(parts.header, "alg") != key->algorithm)
    return refused("its algorithm is not that of its key");
  if (parts.header.find("crit") != nullptr) return refused("it asks for what is not understood");
  const std::string signature =
      key->algorithm == "ES256" ? as_der(parts.signature) : parts.signature;
  const DigestContext context(EVP_MD_CTX_new());
  const bool holds =
      context && !signature.empty() &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key->key.get()) == 1 &&
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(),
                       bytes_of(parts.covered), parts.covered.size()) == 1;
  if (!holds) return refused("its signature does not hold");
  return std::move(parts.claims);
}

Result<std::string> key_id_of(std::string_view token) {
  ONWARD_TRY(const Parts parts, parts_of(token));
  return text_in(parts.header, "kid");
}

}  // namespace onward::openid
