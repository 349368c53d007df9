#include "engine/instance/rising_list.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace onward {
namespace {

/// Counts how often items are moved from place to place.
struct Counted {
  int id = 0;
  static inline std::size_t moves = 0;
  Counted() = default;
  explicit Counted(int number) : id(number) {}
  Counted(const Counted&) = default;
  Counted(Counted&& other) noexcept : id(other.id) { ++moves; }
  Counted& operator=(const Counted&) = default;
  Counted& operator=(Counted&& other) noexcept {
    id = other.id;
    ++moves;
    return *this;
  }
  ~Counted() = default;
};

TEST(RisingList, HoldsWhatAVectorHolds) {
  constexpr std::uint64_t seed = 20'261'127;
  std::cout << "seed " << seed << '\n';
  std::mt19937_64 random(seed);
  RisingList<int> list;
  std::vector<int> expected;
  for (int i = 0; i < 20'000; ++i) {
    if (expected.empty() || random() % 100 < 52) {
      list.push_back(i);
      expected.push_back(i);
    } else {
      const auto at = static_cast<std::ptrdiff_t>(random() % expected.size());
      list.erase(list.begin() + at);
      expected.erase(expected.begin() + at);
    }
    ASSERT_EQ(list.size(), expected.size());
    ASSERT_EQ(list.empty(), expected.empty());
    if (i % 97 == 0) {
      ASSERT_TRUE(std::equal(list.begin(), list.end(), expected.begin(), expected.end())) << i;
    }
  }
}

TEST(RisingList, ACopyAndWhatWasMovedHoldTheSame) {
  RisingList<int> list{1, 2, 3, 4};
  list.erase(list.begin());
  RisingList<int> copy = list;
  EXPECT_EQ(copy, (RisingList<int>{2, 3, 4}));
  const RisingList<int> moved = std::move(list);
  EXPECT_EQ(moved, copy);
  EXPECT_NE(moved, (RisingList<int>{2, 3}));
  copy = RisingList<int>{7};
  EXPECT_EQ(copy.front(), 7);
  EXPECT_EQ(copy.back(), 7);
}

TEST(RisingList, FirstInFirstOutMovesEachItemAFewTimesOnly) {
  constexpr int count = 10'000;
  RisingList<Counted> list;
  for (int i = 0; i < count; ++i) list.push_back(Counted(i));
  Counted::moves = 0;
  for (int i = 0; i < count; ++i) {
    list.erase(list.begin());
    list.push_back(Counted(count + i));
  }
  EXPECT_EQ(list.front().id, count);
  EXPECT_LT(Counted::moves, 10U * count);
}

}  // namespace
}  // namespace onward
