// Who makes a request: a bearer token (hashed at rest), or, under `serve --dev`, whoever X-User
// says.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/service/queries.hpp"
#include "server/auth/permissions.hpp"
#include "server/http/message.hpp"

namespace onward::auth {

/// "onw_" and 43 characters of base64url: 256 random bits, shown once.
std::string new_token();
/// "whsec_" and 33 random bytes in base64: what Standard Webhooks sign with.
std::string new_webhook_secret();
/// Lower-case hex SHA-256.
std::string sha256_hex(std::string_view bytes);

/// Under --dev: X-User (default "admin"; an unknown name has every role but admin), X-Groups
/// (comma-separated; default all).
Principal dev_principal(const http::Request& request, const std::optional<User>& known);

/// Holds the token of a person who signed in through a provider (docs/adr/0012-signing-in.md).
inline constexpr std::string_view session_cookie = "__Host-onward";

/// The bearer token of the Authorization header, else the session's of the cookie. The browser
/// sends cookies whoever made the page: with one, a request that may change something has the
/// header Onward-CSRF, which another site cannot send. Errors: unauthenticated (absent, or not a
/// bearer token), forbidden (a cookie without the header).
Result<std::string> token_of(const http::Request& request);

/// Looks the token up by its hash; groups come from the user's record. Errors: unauthenticated
/// (unknown, revoked, expired), unavailable.
Result<Principal> token_principal(Queries& queries, std::string_view token, Instant now);

/// Principals found lately, so that a request needs no query: bounded in number and, so that a
/// revoked token ends soon, in time.
class PrincipalCache {
 public:
  std::optional<Principal> find(const std::string& key, Instant now);
  void put(const std::string& key, const Principal& principal, Instant now);
  void clear();

 private:
  struct Entry {
    Principal principal;
    Instant until;
  };
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
};

}  // namespace onward::auth
