// A mail as the text that SMTP carries (RFC 5322, RFC 2045, RFC 2047). Everything that people wrote
// is encoded, so nothing of it can begin a header, end the head, or end the mail.
#pragma once

#include <string>
#include <string_view>

#include "engine/service/mail.hpp"

namespace onward::mail {

/// Whether the text is one address that can stand in a command of SMTP and in a header as it is.
bool is_address(std::string_view text);
/// `from` and mail.to are addresses. Lines end in CR LF.
std::string message_of(const Mail& mail, std::string_view from);

}  // namespace onward::mail
