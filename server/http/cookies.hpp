// Cookies that only this host and only secure connections see (RFC 6265bis, the prefix __Host-),
// unread by scripts and not sent along by other sites but when a person follows a link.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/time.hpp"
#include "server/http/message.hpp"

namespace onward::http {

/// The value of the first cookie of that name.
std::optional<std::string> cookie(const Request& request, std::string_view name);

/// A header set-cookie; the name has to begin with "__Host-", and the value is text without blanks,
/// commas and semicolons. `holds`: zero takes the cookie away.
std::pair<std::string, std::string> set_cookie(std::string_view name, std::string_view value,
                                               Duration holds);

}  // namespace onward::http
