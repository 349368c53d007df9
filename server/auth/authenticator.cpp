#include "server/auth/authenticator.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>

#include "server/http/cookies.hpp"

namespace onward::auth {
namespace {

constexpr Duration cached_for{5'000};
constexpr std::size_t cached_at_most = 10'000;

Principal with_roles(std::string user, const std::vector<std::string>& roles,
                     std::vector<std::string> groups) {
  Principal principal{std::move(user), {}, std::move(groups)};
  for (const std::string& name : roles)
    if (const auto role = role_from_text(name)) principal.roles.push_back(*role);
  return principal;
}

Result<std::string> session_token(const http::Request& request) {
  const auto session = http::cookie(request, session_cookie);
  if (!session || session->empty())
    return Error{ErrorCode::unauthenticated, "send an API token: Authorization: Bearer <token>"};
  const bool only_looks =
      request.method == http::Method::get || request.method == http::Method::head;
  const std::string* mark = request.header("onward-csrf");
  if (!only_looks && (mark == nullptr || mark->empty()))
    return Error{ErrorCode::forbidden,
                 "a request with the session's cookie needs the header Onward-CSRF"};
  return *session;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

}  // namespace

std::string new_token() {
  std::array<unsigned char, 32> random{};
  ONWARD_CHECK(RAND_bytes(random.data(), static_cast<int>(random.size())) == 1);
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string token = "onw_";
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const unsigned char byte : random) {
    bits = (bits << 8U) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      token.push_back(digits[(bits >> held) & 63U]);
    }
  }
  token.push_back(digits[(bits << (6 - held)) & 63U]);
  return token;
}

std::string new_webhook_secret() {
  std::array<unsigned char, 33> random{};  // a multiple of three needs no padding
  ONWARD_CHECK(RAND_bytes(random.data(), static_cast<int>(random.size())) == 1);
  std::array<unsigned char, 45> text{};  // and the zero behind it
  const int length = EVP_EncodeBlock(text.data(), random.data(), static_cast<int>(random.size()));
  return "whsec_" + std::string(text.begin(), text.begin() + length);
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned length = 0;
  ONWARD_CHECK(
      EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, EVP_sha256(), nullptr) == 1);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    hex.push_back(digits[hash[i] >> 4U]);
    hex.push_back(digits[hash[i] & 15U]);
  }
  return hex;
}

Principal dev_principal(const http::Request& request, const std::optional<User>& known) {
  const std::string* named = request.header("x-user");
  const std::string user = named == nullptr || named->empty() ? "admin" : *named;
  Principal principal;
  if (known && !known->roles.empty())
    principal = with_roles(user, known->roles, known->groups);
  else
    principal = with_roles(user, {"designer", "performer", "worker", "observer"}, {"*"});
  if (user == "admin" && !principal.is(Role::admin)) principal.roles.push_back(Role::admin);
  if (const std::string* groups = request.header("x-groups")) principal.groups = split(*groups);
  return principal;
}

Result<std::string> token_of(const http::Request& request) {
  const std::string* header = request.header("authorization");
  constexpr std::string_view scheme = "Bearer ";
  if (header == nullptr) return session_token(request);
  const bool bearer = header->size() > scheme.size() &&
                      (header->starts_with("Bearer ") || header->starts_with("bearer "));
  if (!bearer) return Error{ErrorCode::unauthenticated, "only the Bearer scheme is understood"};
  return header->substr(scheme.size());
}

Result<Principal> token_principal(Queries& queries, std::string_view token, Instant now) {
  ONWARD_TRY(const std::optional<TokenRow> row, queries.token_by_hash(sha256_hex(token)));
  if (!row || (row->expires && *row->expires <= now))
    return Error{ErrorCode::unauthenticated, "the API token is unknown, revoked or expired"};
  ONWARD_TRY(const std::optional<User> user, queries.user(row->user));
  return with_roles(row->user, row->roles, user ? user->groups : std::vector<std::string>{});
}

std::optional<Principal> PrincipalCache::find(const std::string& key, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto at = entries_.find(key);
  if (at == entries_.end() || at->second.until <= now) return std::nullopt;
  return at->second.principal;
}

void PrincipalCache::put(const std::string& key, const Principal& principal, Instant now) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= cached_at_most) entries_.clear();
  entries_[key] = {principal, now + cached_for};
}

void PrincipalCache::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

}  // namespace onward::auth
