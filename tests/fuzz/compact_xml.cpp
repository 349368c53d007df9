// The compact dialect: reader, rules, compiler.
#include "adapters/native_xml/reader.hpp"
#include "tests/fuzz/compile_draft.hpp"
#include "tests/fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto draft = onward::native_xml::read(onward::fuzz::text_of(data, size));
  if (draft.ok()) onward::fuzz::compile_all(*draft);
  return 0;
}
