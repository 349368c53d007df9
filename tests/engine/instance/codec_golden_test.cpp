// Bytes that a released version wrote must be read for ever. The golden files are written once for
// each codec version:
//   ONWARD_WRITE_GOLDEN=1 engine_instance_tests --gtest_filter='CodecGolden.*'
// and only for a new version (new file names): never rewrite the files of a version that was
// released.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "engine/instance/codec.hpp"
#include "tests/engine/instance/samples.hpp"

namespace onward {
namespace {

std::string path_of(const std::string& name) {
  return std::string(ONWARD_SOURCE_DIR) + "/tests/golden/" + name;
}

/// The file's bytes; first written from `today` when the environment asks for it.
std::string golden(const std::string& name, const std::string& today) {
  if (std::getenv("ONWARD_WRITE_GOLDEN") != nullptr)
    std::ofstream(path_of(name), std::ios::binary) << today;
  std::ifstream in(path_of(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(CodecGolden, AnInstanceOfVersion1IsRead) {
  const std::string bytes = golden("instance_v1.bin", encode(test::full_instance()));
  const auto decoded = decode_instance(bytes);
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, test::full_instance());
}

TEST(CodecGolden, FactsOfVersion1AreRead) {
  const std::string bytes = golden("facts_v1.bin", encode(test::every_fact()));
  const auto decoded = decode_facts(bytes);
  ASSERT_TRUE(decoded) << decoded.error().message;
  const std::vector<Fact> expected = test::every_fact();
  ASSERT_GE(expected.size(), decoded->size());
  for (std::size_t i = 0; i < decoded->size(); ++i)
    EXPECT_TRUE(decoded.value()[i] == expected[i]) << name_of(expected[i]);
}

}  // namespace
}  // namespace onward
