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

TEST(Lines, OfAnEmptyTextAreOne) { EXPECT_EQ(Lines("").at("", 0), (Position{1, 1})); }

}  // namespace
}  // namespace onward::xml
