// Stored bytes: whatever they are, they are refused or read, and what is read can be stored again
// as what it is.
#include "engine/instance/codec.hpp"

#include "engine/base/check.hpp"
#include "tests/fuzz/target.hpp"

namespace onward::fuzz {
namespace {

template <class Decode>
void check(std::string_view bytes, Decode decode) {
  const auto decoded = decode(bytes);
  if (!decoded.ok()) {
    ONWARD_CHECK(decoded.error().code == ErrorCode::malformed);
    return;
  }
  const std::string stored = encode(*decoded);
  const auto again = decode(stored);
  ONWARD_CHECK(again.ok() && encode(*again) == stored);
}

}  // namespace
}  // namespace onward::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = onward::fuzz::text_of(data, size);
  onward::fuzz::check(bytes, [](std::string_view text) { return onward::decode_instance(text); });
  onward::fuzz::check(bytes, [](std::string_view text) { return onward::decode_facts(text); });
  onward::fuzz::check(bytes, [](std::string_view text) { return onward::decode_value(text); });
  return 0;
}
