#include "engine/base/ids.hpp"

#include <gtest/gtest.h>

namespace onward {
namespace {

TEST(Ids, AreWrittenInBase32WithoutLeadingZeros) {
  EXPECT_EQ(id_to_text(1), "1");
  EXPECT_EQ(id_to_text(31), "z");
  EXPECT_EQ(id_to_text(32), "10");
  EXPECT_EQ(id_to_text(0x7FFF'FFFF'FFFF'FFFF), "7zzzzzzzzzzzz");
}

TEST(Ids, HaveOneSpellingEach) {
  for (const std::uint64_t id : {1ULL, 31ULL, 32ULL, 0x7FFF'FFFF'FFFF'FFFFULL})
    EXPECT_EQ(id_from_text(id_to_text(id)), id);
  for (const std::string_view text :
       {"", "0", "01", "Z", "i", "8000000000000", "10000000000000", "1 ", "-1"})
    EXPECT_EQ(id_from_text(text), std::nullopt) << text;
}

TEST(Ids, NameThingsInsideAnInstance) {
  const LocalRef ref{{42}, {14}};
  EXPECT_EQ(to_text(ref), "1a-14");
  EXPECT_EQ(local_ref_from_text("1a-14"), ref);
  for (const std::string_view text :
       {"1a", "1a-", "-14", "1a-0", "1a-014", "1a-4294967296", "1a-1-2", "1a--1"})
    EXPECT_EQ(local_ref_from_text(text), std::nullopt) << text;
}

TEST(Ids, CarryTheirShard) {
  const std::uint64_t id = (std::uint64_t{1023} << 53U) | 7U;
  EXPECT_EQ(shard_of(id), 1023);
  EXPECT_EQ(sequence_of(id), 7U);
}

}  // namespace
}  // namespace onward
