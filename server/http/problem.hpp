// Errors as problem documents (RFC 9457): one status, title and set of headers for every ErrorCode.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/error.hpp"
#include "server/http/message.hpp"

namespace onward::http {

/// The HTTP status of a rejection or fault.
int status_of(ErrorCode code);

/// {"type","title","status","detail","code","where"?,"errors"?} as application/problem+json, with
/// WWW-Authenticate for 401 and Retry-After for 429 and 503. The message of `internal` and
/// `conflict` is for the log: the caller gets a fixed text. `extra_members` is JSON to stand before
/// the closing brace, without a leading comma, e.g. "\"diagnostics\":[]".
Response problem(const Error& error, std::string_view extra_members = {});

/// The same for what has no ErrorCode because it is only known to HTTP (408, 414, 431 ...); `code`
/// is kebab-case.
Response problem(int status, std::string_view code, std::string_view detail);

/// 405 with the header Allow (RFC 9110 section 15.5.6).
Response method_not_allowed(std::string allow);

/// "Not Found" for 404 ...: the phrase of the status line and the title of problems; "Unknown" for
/// one we never send.
std::string_view status_title(int status);

}  // namespace onward::http
