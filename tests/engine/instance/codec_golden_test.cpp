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

std::string golden(const std::string& name) {
  std::ifstream in(path_of(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The file's bytes; first written from `today` when the environment asks for it.
std::string golden(const std::string& name, const std::string& today) {
  if (std::getenv("ONWARD_WRITE_GOLDEN") != nullptr)
    std::ofstream(path_of(name), std::ios::binary) << today;
  return golden(name);
}

/// What came with version 3 was not there before.
void forget_version_3(Wait& wait) {
  wait.event = 0;
  wait.holds = false;
}

/// What came with version 4 was not there before.
void forget_version_4(Task& task) {
  task.accepted.reset();
  task.redirections.clear();
  task.subtasks.clear();
  task.notices.clear();
}
void forget_version_4(Wait& wait) { wait.left.reset(); }
void forget_version_4(Instance& instance) {
  for (Wait& wait : instance.waits) forget_version_4(wait);
  for (Task& task : instance.tasks) forget_version_4(task);
  instance.link = {};
}
void forget_version_4(Fact& fact) {
  if (auto* started = std::get_if<InstanceStarted>(&fact)) started->link = {};
  if (auto* opened = std::get_if<TaskOpened>(&fact)) forget_version_4(opened->task);
  if (auto* waits = std::get_if<WaitOpened>(&fact)) forget_version_4(waits->wait);
  if (auto* assigned = std::get_if<TaskAssigned>(&fact)) assigned->accepted.reset();
}

/// The facts are the first of today's: kinds are only ever appended.
void expect_first_facts(const std::string& bytes, std::uint32_t version) {
  const auto decoded = decode_facts(bytes);
  ASSERT_TRUE(decoded) << decoded.error().message;
  std::vector<Fact> expected = test::every_fact();
  for (Fact& fact : expected)
    if (auto* opened = std::get_if<WaitOpened>(&fact); opened != nullptr && version < 3)
      forget_version_3(opened->wait);
  if (version < 4)
    for (Fact& fact : expected) forget_version_4(fact);
  ASSERT_GE(expected.size(), decoded->size());
  for (std::size_t i = 0; i < decoded->size(); ++i)
    EXPECT_TRUE(decoded.value()[i] == expected[i]) << name_of(expected[i]);
}

TEST(CodecGolden, AnInstanceOfVersion1IsReadWithoutMarks) {
  const auto decoded = decode_instance(golden("instance_v1.bin"));
  ASSERT_TRUE(decoded) << decoded.error().message;
  Instance expected = test::full_instance();
  forget_version_4(expected);
  for (Token& token : expected.tokens) token.boundary_set = false;
  for (Wait& wait : expected.waits) forget_version_3(wait);
  expected.compensables = {};
  EXPECT_EQ(*decoded, expected);
}

TEST(CodecGolden, FactsOfVersion1AreRead) { expect_first_facts(golden("facts_v1.bin"), 1); }

TEST(CodecGolden, AnInstanceOfVersion2IsRead) {
  const auto decoded = decode_instance(golden("instance_v2.bin"));
  ASSERT_TRUE(decoded) << decoded.error().message;
  Instance expected = test::full_instance();
  forget_version_4(expected);
  for (Wait& wait : expected.waits) forget_version_3(wait);
  expected.compensables = {};
  EXPECT_EQ(*decoded, expected);
}

TEST(CodecGolden, FactsOfVersion2AreRead) { expect_first_facts(golden("facts_v2.bin"), 2); }

TEST(CodecGolden, AnInstanceOfVersion3IsRead) {
  const auto decoded = decode_instance(golden("instance_v3.bin"));
  ASSERT_TRUE(decoded) << decoded.error().message;
  Instance expected = test::full_instance();
  forget_version_4(expected);
  EXPECT_EQ(*decoded, expected);
}

TEST(CodecGolden, FactsOfVersion3AreRead) { expect_first_facts(golden("facts_v3.bin"), 3); }

TEST(CodecGolden, AnInstanceOfVersion4IsRead) {
  const auto decoded = decode_instance(golden("instance_v4.bin", encode(test::full_instance())));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, test::full_instance());
}

TEST(CodecGolden, FactsOfVersion4AreRead) {
  expect_first_facts(golden("facts_v4.bin", encode(test::every_fact())), 4);
}

}  // namespace
}  // namespace onward
