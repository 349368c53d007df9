// What the codec does with bytes that are cut, changed or from the future: it says malformed, and
// never crashes.
#include <gtest/gtest.h>

#include <iostream>

#include "engine/instance/codec.hpp"
#include "tests/engine/instance/samples.hpp"

namespace onward {
namespace {

constexpr std::uint64_t seed = 4'711;

/// Flips, overwrites, removes, inserts and doubles a few bytes.
std::string damaged(std::string bytes, std::mt19937_64& random) {
  for (auto times = 1 + random() % 4; times > 0 && !bytes.empty(); --times) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 5) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << (random() % 8)));
        break;
      case 1: bytes[at] = static_cast<char>(random()); break;
      case 2: bytes.erase(at, 1 + random() % 8); break;
      case 3: bytes.insert(at, 1 + random() % 8, static_cast<char>(random())); break;
      default: bytes.insert(at, bytes.substr(at, random() % 32)); break;
    }
  }
  return bytes;
}

template <class Decode>
void expect_every_prefix_is_refused(const std::string& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto decoded = decode(std::string_view(bytes).substr(0, size));
    ASSERT_FALSE(decoded) << "prefix of " << size;
    ASSERT_EQ(decoded.error().code, ErrorCode::malformed);
  }
  ASSERT_FALSE(decode(bytes + '\0')) << "a byte too many";
}

template <class Decode>
void expect_damage_is_survived(const std::string& bytes, Decode decode) {
  std::cout << "seed " << seed << '\n';
  std::mt19937_64 random(seed);
  std::size_t refused = 0;
  constexpr std::size_t tries = 3'000;
  for (std::size_t i = 0; i < tries; ++i) {
    const auto decoded = decode(damaged(bytes, random));
    if (decoded) {
      ASSERT_TRUE(decode(encode(*decoded))) << "try " << i << ": what was read can be written";
      continue;
    }
    ASSERT_EQ(decoded.error().code, ErrorCode::malformed) << "try " << i;
    ++refused;
  }
  EXPECT_GT(refused, tries / 4);
}

const auto instance_of = [](std::string_view bytes) { return decode_instance(bytes); };
const auto facts_of = [](std::string_view bytes) { return decode_facts(bytes); };
const auto value_of = [](std::string_view bytes) { return decode_value(bytes); };

TEST(CodecDamage, EveryPrefixIsRefused) {
  expect_every_prefix_is_refused(encode(test::full_instance()), instance_of);
  expect_every_prefix_is_refused(encode(test::every_fact()), facts_of);
  expect_every_prefix_is_refused(encode(test::every_value()), value_of);
}

TEST(CodecDamage, ChangedBytesAreReadOrRefused) {
  expect_damage_is_survived(encode(test::full_instance()), instance_of);
  expect_damage_is_survived(encode(test::every_fact()), facts_of);
  expect_damage_is_survived(encode(test::every_value()), value_of);
}

TEST(CodecDamage, RandomBytesAreReadOrRefused) {
  std::cout << "seed " << seed << '\n';
  std::mt19937_64 random(seed);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes = "\x01";
    for (auto left = random() % 60; left > 0; --left)
      bytes.push_back(static_cast<char>(random() % 24));
    (void)decode_instance(bytes).ok();
    (void)decode_facts(bytes).ok();
    (void)decode_value(bytes).ok();
  }
}

TEST(CodecDamage, AVersionFromTheFutureIsRefused) {
  for (std::string bytes :
       {encode(test::full_instance()), encode(test::every_fact()), encode(Value(1))}) {
    bytes[0] = static_cast<char>(codec_version + 1);
    const auto decoded = decode_instance(bytes);
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, ErrorCode::malformed);
    EXPECT_NE(decoded.error().message.find("newer version"), std::string::npos);
    EXPECT_FALSE(decode_facts(bytes));
    EXPECT_FALSE(decode_value(bytes));
  }
}

TEST(CodecDamage, VersionZeroIsRefused) {
  std::string bytes = encode(test::full_instance());
  bytes[0] = '\0';
  EXPECT_FALSE(decode_instance(bytes));
}

TEST(CodecDamage, IdsThatDoNotRiseAreRefused) {
  Instance instance = test::full_instance();
  std::swap(instance.tokens[0], instance.tokens[1]);
  EXPECT_FALSE(decode_instance(encode(instance)));
  instance = test::full_instance();
  instance.jobs.push_back(instance.jobs[0]);
  EXPECT_FALSE(decode_instance(encode(instance)));
}

TEST(CodecDamage, TheErrorSaysWhatAndWhere) {
  const auto decoded = decode_value(std::string_view("\x01\x03\x05", 3));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().message,
            "stored bytes cannot be read: the end came too early at byte 3 of 3");
  EXPECT_EQ(decoded.error().where, "3");
}

}  // namespace
}  // namespace onward
