#include "server/net/response_writer.hpp"

#include <array>
#include <charconv>

#include "server/http/problem.hpp"

namespace onward::net {

namespace {

void append_number(std::string& out, std::size_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  out += "\r\n";
}

bool is_bodiless(int status) { return status == 204 || status == 304; }

}  // namespace

void append_head(std::string& out, const http::Response& response, Connection connection) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += http::status_title(response.status);
  out += "\r\n";
  if (!response.content_type.empty()) append_header(out, "content-type", response.content_type);
  if (response.stream) {
    // HTTP/1.0 knows no chunks: there the end of the connection ends the body.
    if (connection != Connection::keep_http_1_0) out += "transfer-encoding: chunked\r\n";
  } else if (!is_bodiless(response.status)) {
    out += "content-length: ";
    append_number(out, response.body.size());
    out += "\r\n";
  }
  bool says_cache = false;
  for (const auto& [name, value] : response.headers) {
    says_cache = says_cache || name == "cache-control";
    append_header(out, name, value);
  }
  if (!says_cache) out += "cache-control: no-store\r\n";
  out += "x-content-type-options: nosniff\r\n";
  const bool ends = response.stream && connection == Connection::keep_http_1_0;
  if (connection == Connection::close || ends) out += "connection: close\r\n";
  if (connection == Connection::keep_http_1_0 && !ends) out += "connection: keep-alive\r\n";
  out += "\r\n";
}

void append_chunk(std::string& out, std::string_view bytes) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16);
  out.append(digits.data(), end.ptr);
  out += "\r\n";
  out += bytes;
  out += "\r\n";
}

bool has_body(const http::Response& response, http::Method method) {
  return method != http::Method::head && !is_bodiless(response.status) && !response.body.empty();
}

}  // namespace onward::net
