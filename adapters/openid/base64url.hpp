// Base64 with the alphabet for addresses, without padding (RFC 4648 section 5), as JOSE and PKCE
// use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onward::openid {

std::string to_base64url(std::string_view bytes);
/// Strict: no padding, no other letters, no bits left over. Nothing: it is none.
std::optional<std::string> from_base64url(std::string_view text);

/// 256 random bits as base64url.
std::string random_text();
/// What S256 of PKCE makes of a verifier (RFC 7636 section 4.2).
std::string challenge_of(std::string_view verifier);

}  // namespace onward::openid
