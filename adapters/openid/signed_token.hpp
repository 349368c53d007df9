// Signed tokens (JWS in compact form, RFC 7515) against the keys of a provider (RFC 7517). RS256
// and ES256 and nothing else; which of them is a matter of the key, never of the token.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/value/value.hpp"

namespace onward::openid {

/// A provider's keys for signatures; those that are for something else, or weak, are left out.
class Keys {
 public:
  /// From a JWK set. Errors: invalid (it is none, or no key of it can be used).
  static Result<Keys> from_json(std::string_view text);

  Keys(Keys&&) noexcept;
  Keys& operator=(Keys&&) noexcept;
  ~Keys();

  /// Whether a key has that id; an empty id is known when there is one key only.
  [[nodiscard]] bool knows(std::string_view id) const;
  /// The claims of a token whose signature holds. Errors: unauthenticated (why).
  [[nodiscard]] Result<Context> verified(std::string_view token) const;

 private:
  struct Key;
  Keys();
  [[nodiscard]] const Key* find(std::string_view id) const;
  std::vector<std::unique_ptr<Key>> keys_;
};

/// The id of the key that a token says it was signed with; empty: it names none. Errors:
/// unauthenticated (it is no token).
Result<std::string> key_id_of(std::string_view token);

}  // namespace onward::openid
