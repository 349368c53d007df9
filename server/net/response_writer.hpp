// A Response as the bytes of its head (RFC 9112 section 4). No Server, no Date; answers are not
// stored by caches unless the handler says otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace onward::net {

enum class Connection : std::uint8_t { keep, keep_http_1_0, close };

/// Appends status line, headers and the empty line. Control characters in header values become
/// blanks, so that data in a header cannot begin another one. 204 and 304 carry no content-length
/// (RFC 9110 section 8.6).
void append_head(std::string& out, const http::Response& response, Connection connection);

/// One chunk of a body in chunks (RFC 9112 section 7.1); an empty one would end it.
void append_chunk(std::string& out, std::string_view bytes);
constexpr std::string_view last_chunk = "0\r\n\r\n";

/// Whether a body follows the head: not for HEAD, 204 and 304.
bool has_body(const http::Response& response, http::Method method);

}  // namespace onward::net
