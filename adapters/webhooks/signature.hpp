// Signatures as Standard Webhooks define them (standardwebhooks.com, version 1, "Signature
// scheme"): an HMAC-SHA256 over id, time and body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"

namespace onward::webhooks {

/// The value of the header webhook-signature: one signature for each secret, a blank between them.
/// Errors: invalid (a secret that is not "whsec_" and base64).
Result<std::string> signatures(const std::vector<std::string>& secrets, std::string_view id,
                               std::int64_t seconds, std::string_view body);

}  // namespace onward::webhooks
