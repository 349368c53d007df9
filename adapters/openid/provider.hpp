// An identity provider that speaks OpenID Connect: where a browser is sent to sign in, and what the
// code that it brings back is worth (OpenID Connect Core 1.0 sections 3.1 and 3.1.3.7, RFC 7636).
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "adapters/http_client/http_client.hpp"
#include "adapters/openid/signed_token.hpp"
#include "engine/base/time.hpp"

namespace onward::openid {

struct ProviderSettings {
  std::string issuer;  ///< as it names itself, without what discovery adds
  std::string client_id;
  std::string secret;     ///< empty: a public client
  std::string return_to;  ///< where the provider sends the browser back to
  std::string scopes = "openid profile email";
};

/// What one attempt to sign in is known by again; it waits with the browser.
struct Attempt {
  std::string state, nonce, verifier;
  friend bool operator==(const Attempt&, const Attempt&) = default;
};
Attempt new_attempt();

/// What an ID token must say of itself, whatever it says of the person. `now`: the machine's time.
/// Errors: unauthenticated (why).
Result<Done> check_claims(const Context& claims, const ProviderSettings& settings,
                          std::string_view nonce, Instant now);

class Provider {
 public:
  Provider(ProviderSettings settings, std::unique_ptr<http_client::HttpClient> client);

  /// Where the browser goes. Blocks when the provider has not been asked yet who it is. Errors:
  /// unavailable.
  Result<std::string> address_for(const Attempt& attempt);
  /// What the provider says of who signed in. Blocks. Errors: unauthenticated (the code or the
  /// token is refused), unavailable.
  Result<Context> redeem(const std::string& code, const Attempt& attempt, Instant now);
  /// Ends what is under way.
  void stop() { client_->stop(); }

 private:
  struct Places {
    std::string authorization, token, keys;
  };
  Result<Places> places();
  Result<std::string> fetch(const http_client::Request& request, std::string_view what);
  Result<Context> verified(const std::string& token, Instant now);
  Result<Done> fetch_keys(const Places& at, Instant now);

  ProviderSettings settings_;
  std::unique_ptr<http_client::HttpClient> client_;
  std::mutex mutex_;
  std::optional<Places> places_;
  std::optional<Keys> keys_;
  Instant keys_at_{INT64_MIN / 2};
};

}  // namespace onward::openid
