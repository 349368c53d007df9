// Request targets, media types and entity tags. A path that is let through has none of what two
// readers could see differently.
#include <vector>

#include "engine/base/check.hpp"
#include "server/http/etag.hpp"
#include "server/http/media_type.hpp"
#include "server/http/router.hpp"
#include "server/http/target.hpp"
#include "tests/fuzz/target.hpp"

namespace onward::fuzz {
namespace {

http::Router<int> routes() {
  http::Router<int> router;
  router.add(http::Method::get, "/tasks/{id}", 1);
  router.add(http::Method::post, "/tasks/{id}/complete", 2);
  router.add(http::Method::get, "/files/{path...}", 3);
  return router;
}

void check_path(const std::string& path) {
  ONWARD_CHECK(path.starts_with('/'));
  ONWARD_CHECK(path.find("//") == std::string::npos);
  ONWARD_CHECK((path + "/").find("/../") == std::string::npos);
  ONWARD_CHECK((path + "/").find("/./") == std::string::npos);
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    ONWARD_CHECK(byte >= 0x20 && byte != 0x7F && c != '\\');
  }
}

}  // namespace
}  // namespace onward::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = onward::fuzz::text_of(data, size);
  static const auto router = onward::fuzz::routes();
  const auto target = onward::http::parse_target(text);
  if (target.ok()) {
    onward::fuzz::check_path(target->path);
    (void)router.match(onward::http::Method::get, target->path);
    (void)router.match(onward::http::Method::put, target->path);
  }
  (void)onward::http::parse_media_type(text).ok();
  (void)onward::http::parse_entity_tags(text).ok();
  return 0;
}
