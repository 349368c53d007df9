#include "server/http/message.hpp"

namespace onward::http {

namespace {

const std::string* find(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs)
    if (key == name) return &value;
  return nullptr;
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::delete_: return "DELETE";
    case Method::options: return "OPTIONS";
    case Method::other: return "OTHER";
  }
  return "OTHER";
}

const std::string* Request::header(std::string_view name) const { return find(headers, name); }
const std::string* Request::query_value(std::string_view name) const { return find(query, name); }

Response json(int status, std::string body) {
  return {status, {}, "application/json", std::move(body), {}};
}

Response text(int status, std::string body) {
  return {status, {}, "text/plain; charset=utf-8", std::move(body), {}};
}

Response no_content() { return {204, {}, {}, {}, {}}; }

}  // namespace onward::http
