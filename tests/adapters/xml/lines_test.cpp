#include "adapters/xml/lines.hpp"

#include <gtest/gtest.h>

namespace onward::xml {
namespace {

TEST(Lines, CountLinesAndCharactersFromOne) {
  const std::string_view text = "ab\r\n\xC3\xA9x\n";
  const Lines lines(text);
  EXPECT_EQ(lines.at(text, 0), (Position{1, 1}));
  EXPECT_EQ(lines.at(text, 3), (Position{1, 4}));
  EXPECT_EQ(lines.at(text, 4), (Position{2, 1}));
  EXPECT_EQ(lines.at(text, 6), (Position{2, 2}));
  EXPECT_EQ(lines.at(text, 8), (Position{3, 1}));
  EXPECT_EQ(lines.at(text, 999), (Position{3, 1}));
  EXPECT_EQ(to_text(lines.at(text, 6)), "2:2");
}

/// Marks inside a long line, also in the middle of a character, count as walking from its start
/// does.
TEST(Lines, CountInLongLinesAsInShortOnes) {
  std::string text = "a\n";
  for (int i = 0; i < 3'000; ++i) text += i % 3 == 0 ? "\xC3\xA9" : "x";
  text += "\nb";
  const Lines lines(text);
  std::uint32_t column = 1;
  for (std::size_t i = 2; i < text.size() - 2; ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins) {
      ASSERT_EQ(lines.at(text, i), (Position{2, column})) << i;
      ++column;
    }
  }
  EXPECT_EQ(lines.at(text, text.size()), (Position{3, 2}));
}

TEST(Lines, OfAnEmptyTextAreOne) { EXPECT_EQ(Lines("").at("", 0), (Position{1, 1})); }

}  // namespace
}  // namespace onward::xml
