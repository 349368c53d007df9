// The JUEL subset, compiled and evaluated.
#include "tests/fuzz/evaluate_text.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto expression = onward::feel::compile_juel(onward::fuzz::text_of(data, size));
  if (expression.ok()) onward::fuzz::evaluate_and_show(*expression);
  return 0;
}
