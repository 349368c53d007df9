// Runs a fuzz target without a fuzzer, on every file of the folders that are named: the seeds are
// tests in every build, and a finding can be looked at with any compiler.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "tests/fuzz/target.hpp"

namespace {

void feed(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t fed = 0;
  for (int i = 1; i < count; ++i) {
    const std::filesystem::path path = arguments[i];
    if (!std::filesystem::is_directory(path)) {
      feed(path);
      ++fed;
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      feed(entry.path());
      ++fed;
    }
  }
  std::cout << fed << " files\n";
  return fed == 0 ? 1 : 0;  // a corpus that nobody found proves nothing
}
