#include "server/pages/pages.hpp"

#include <algorithm>
#include <string>

#include "server/http/etag.hpp"
#include "server/http/problem.hpp"
#include "server/pages/encoding.hpp"

namespace onward::pages {

const std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

namespace {

const PageFile* file_at(const PageFiles& pages, std::string_view path) {
  for (const PageFile& file : pages.files)
    if (file.path == path) return &file;
  return nullptr;
}

bool is_place(const PageFiles& pages, std::string_view path) {
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  const std::string_view first = path.substr(0, path.find('/'));
  return std::find(pages.places.begin(), pages.places.end(), first) != pages.places.end();
}

struct Representation {
  std::string_view bytes, coding, suffix;  ///< the tag of each must differ (RFC 9110 8.8.3.3)
};

Representation representation(const PageFile& file, const http::Request& request) {
  const std::string* header = request.header("accept-encoding");
  const Encodings accepted = accepted_encodings(header == nullptr ? std::string_view() : *header);
  if (accepted.brotli && !file.brotli.empty()) return {file.brotli, "br", "-br"};
  if (accepted.gzip && !file.gzip.empty()) return {file.gzip, "gzip", "-gz"};
  return {file.plain, "", ""};
}

http::Response respond_with(const PageFile& file, const http::Request& request) {
  const Representation chosen = representation(file, request);
  const bool is_page = file.path == "/";
  const std::string tag = "\"" + std::string(file.digest) + std::string(chosen.suffix) + "\"";
  http::Response response;
  // An asset has its digest in its name, so it never changes; the page names the assets.
  response.headers.emplace_back("cache-control",
                                is_page ? "no-cache" : "public, max-age=31536000, immutable");
  response.headers.emplace_back("etag", tag);
  response.headers.emplace_back("vary", "accept-encoding");
  if (is_page) {
    response.headers.emplace_back("content-security-policy", content_security_policy);
    response.headers.emplace_back("referrer-policy", "same-origin");
    response.headers.emplace_back("cross-origin-opener-policy", "same-origin");
  }
  if (http::is_not_modified(request, tag)) {
    response.status = 304;
    return response;
  }
  if (!chosen.coding.empty()) response.headers.emplace_back("content-encoding", chosen.coding);
  response.content_type = file.content_type;
  response.body = chosen.bytes;
  return response;
}

}  // namespace

std::optional<http::Response> answer(const PageFiles& pages, const http::Request& request) {
  const PageFile* file = file_at(pages, request.path);
  if (file == nullptr && is_place(pages, request.path)) file = file_at(pages, "/");
  if (file == nullptr) return std::nullopt;
  if (request.method != http::Method::get && request.method != http::Method::head)
    return http::method_not_allowed("GET, HEAD");
  return respond_with(*file, request);
}

}  // namespace onward::pages
