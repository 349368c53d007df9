// The bytes of a connection: read whole and read byte by byte they are the same requests, and the
// same refusal. What the API reads of a request is read as well.
#include <algorithm>
#include <cstring>
#include <vector>

#include "engine/base/check.hpp"
#include "server/http/etag.hpp"
#include "server/http/media_type.hpp"
#include "server/http/multipart.hpp"
#include "server/net/request_reader.hpp"
#include "tests/fuzz/target.hpp"

namespace onward::fuzz {
namespace {

using Progress = net::RequestReader::Progress;

constexpr std::size_t body_limit = 4'096;

struct Outcome {
  std::vector<http::Request> requests;
  int refused_with = 0;
};

Outcome read_all(std::string_view bytes, std::size_t step) {
  net::RequestReader reader({2'048, 1'024});
  Outcome outcome;
  while (true) {
    switch (reader.advance()) {
      case Progress::head: reader.limit_body(body_limit); continue;
      case Progress::complete: outcome.requests.push_back(reader.take_request()); continue;
      case Progress::refused: outcome.refused_with = reader.take_refusal().status; return outcome;
      case Progress::need_more: break;
    }
    if (bytes.empty()) return outcome;
    const std::span<char> space = reader.space();
    const std::size_t part = std::min({bytes.size(), step, space.size()});
    std::memcpy(space.data(), bytes.data(), part);
    reader.filled(part);
    bytes.remove_prefix(part);
  }
}

void expect_same(const Outcome& a, const Outcome& b) {
  ONWARD_CHECK(a.refused_with == b.refused_with);
  ONWARD_CHECK(a.requests.size() == b.requests.size());
  for (std::size_t i = 0; i < a.requests.size(); ++i) {
    ONWARD_CHECK(a.requests[i].method == b.requests[i].method);
    ONWARD_CHECK(a.requests[i].target == b.requests[i].target);
    ONWARD_CHECK(a.requests[i].headers == b.requests[i].headers);
    ONWARD_CHECK(a.requests[i].body == b.requests[i].body);
    ONWARD_CHECK(a.requests[i].body.size() <= body_limit);
  }
}

}  // namespace
}  // namespace onward::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = onward::fuzz::text_of(data, size);
  const auto whole = onward::fuzz::read_all(bytes, bytes.size());
  onward::fuzz::expect_same(whole, onward::fuzz::read_all(bytes, 1));
  for (const onward::http::Request& request : whole.requests) {
    (void)onward::http::parse_multipart(request).ok();
    (void)onward::http::require_media_type(request, {"application/json"}).ok();
    (void)onward::http::check_if_match(request, "\"1\"").ok();
    (void)onward::http::is_not_modified(request, "\"1\"");
  }
  return 0;
}
