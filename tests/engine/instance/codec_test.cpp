#include "engine/instance/codec.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "tests/engine/instance/samples.hpp"

namespace onward {
namespace {

constexpr std::uint64_t seed = 20'261'122;

std::mt19937_64 random_source() {
  std::cout << "seed " << seed << '\n';
  return std::mt19937_64(seed);
}

TEST(Codec, AnInstanceComesBackWithEveryField) {
  const Instance instance = test::full_instance();
  const auto decoded = decode_instance(encode(instance));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, instance);
}

TEST(Codec, AnEmptyInstanceComesBack) {
  const auto decoded = decode_instance(encode(Instance{}));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, Instance{});
}

TEST(Codec, EveryFactComesBackWithEveryField) {
  const std::vector<Fact> facts = test::every_fact();
  const auto decoded = decode_facts(encode(facts));
  ASSERT_TRUE(decoded) << decoded.error().message;
  ASSERT_EQ(decoded->size(), facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i)
    EXPECT_TRUE(decoded.value()[i] == facts[i]) << name_of(facts[i]);
}

TEST(Codec, NoFactsComeBackAsNone) {
  const auto decoded = decode_facts(encode(std::span<const Fact>()));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_TRUE(decoded->empty());
}

TEST(Codec, RandomInstancesComeBack) {
  std::mt19937_64 random = random_source();
  for (int i = 0; i < 500; ++i) {
    const Instance instance = test::random_instance(random);
    const auto decoded = decode_instance(encode(instance));
    ASSERT_TRUE(decoded) << i << ": " << decoded.error().message;
    ASSERT_EQ(*decoded, instance) << i;
  }
}

TEST(Codec, RandomFactsComeBack) {
  std::mt19937_64 random = random_source();
  for (int i = 0; i < 50; ++i) {
    std::vector<Fact> facts;
    for (std::size_t kind = 0; kind < std::variant_size_v<Fact>; ++kind)
      facts.push_back(test::random_fact(random, kind));
    const auto decoded = decode_facts(encode(facts));
    ASSERT_TRUE(decoded) << i << ": " << decoded.error().message;
    ASSERT_TRUE(*decoded == facts) << i;
  }
}

TEST(Codec, TheSameInstanceGivesTheSameBytes) {
  EXPECT_EQ(encode(test::full_instance()), encode(test::full_instance()));
}

TEST(Codec, ASmallInstanceTakesFewBytes) {
  const Instance instance{.id = {1}, .definition = {"p", 1}, .scopes = {{.id = root_scope}}};
  EXPECT_LT(encode(instance).size(), 50U);
}

}  // namespace
}  // namespace onward
