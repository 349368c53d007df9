// FEEL: expressions and unary tests, compiled and evaluated within the bounds of limits.hpp.
#include "engine/feel/feel.hpp"

#include "tests/fuzz/evaluate_text.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = onward::fuzz::text_of(data, size);
  const auto expression = onward::feel::compile(text, {"Applicant Age", "a-b"});
  if (expression.ok()) onward::fuzz::evaluate_and_show(*expression);
  const auto tests = onward::feel::compile_unary_tests(text);
  if (tests.ok()) onward::fuzz::evaluate_and_show(*tests);
  return 0;
}
