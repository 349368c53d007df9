// JSON: what is read can be written, and reads as the same value; so does its typed form.
#include "engine/value/json.hpp"

#include "engine/base/check.hpp"
#include "engine/feel/feel.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = onward::json_from_text(onward::fuzz::text_of(data, size));
  if (!value.ok()) return 0;
  const auto again = onward::json_from_text(onward::to_json(*value));
  ONWARD_CHECK(again.ok() && *again == *value);
  (void)onward::feel::from_typed_value(*value).ok();
  return 0;
}
