// A body of several files. The first line of the input is the content-type.
#include "server/http/multipart.hpp"

#include "engine/base/check.hpp"
#include "engine/base/limits.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = onward::fuzz::text_of(data, size);
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  onward::http::Request request;
  request.headers.emplace_back("content-type", bytes.substr(0, end));
  request.body = bytes.substr(std::min(end + 1, bytes.size()));
  const auto parts = onward::http::parse_multipart(request);
  if (!parts.ok()) return 0;
  ONWARD_CHECK(parts->size() <= onward::limits::http_parts);
  for (const onward::http::Part& part : *parts) ONWARD_CHECK(!part.name.empty());
  return 0;
}
