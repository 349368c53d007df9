// Questions about texts: what is a name, a time, an indentation.
#include "adapters/xml/texts.hpp"

#include "gtest/gtest.h"

namespace onward::xml {
namespace {

TEST(Texts, ReadsBooleansAndIntegersAsXmlSchemaDoes_3_2_2) {
  EXPECT_EQ(boolean_of(" 1 "), true);
  EXPECT_EQ(boolean_of("false"), false);
  EXPECT_EQ(boolean_of("True"), std::nullopt);
  EXPECT_EQ(integer_of(" +7 "), 7);
  EXPECT_EQ(integer_of("7.0"), std::nullopt);
  EXPECT_EQ(integer_of(""), std::nullopt);
}

TEST(Texts, KnowsNames) {
  EXPECT_TRUE(is_ncname("_a-1.b"));
  EXPECT_TRUE(is_ncname("\xc3\xa4"));
  EXPECT_FALSE(is_ncname("1a"));
  EXPECT_FALSE(is_ncname("a:b"));
  EXPECT_FALSE(is_ncname(""));
  EXPECT_TRUE(is_plain_name("a_1"));
  EXPECT_FALSE(is_plain_name("a-1"));
}

TEST(Texts, KnowsTimes) {
  EXPECT_TRUE(is_iso_date("2026-01-31"));
  EXPECT_TRUE(is_iso_date("2026-01-31T09:00:00Z"));
  EXPECT_FALSE(is_iso_date("2026-02-30"));
  EXPECT_FALSE(is_iso_date("callBackOn"));
  EXPECT_TRUE(is_iso_duration("P3D"));
  EXPECT_FALSE(is_iso_duration("Period"));
  EXPECT_TRUE(is_iso_repetition("R3/PT1H"));
  EXPECT_FALSE(is_iso_repetition("Repeat"));
  EXPECT_TRUE(is_cron("0 6 1 * *"));
  EXPECT_TRUE(is_cron("0 0 9 ? * MON-FRI"));
  EXPECT_TRUE(is_cron("@daily"));
  EXPECT_TRUE(is_cron("0 0 12 L * ?"));
  EXPECT_TRUE(is_cron("0 0 12 LW * ? 2027"));
  EXPECT_TRUE(is_cron("H 6 * * *"));
  EXPECT_FALSE(is_cron("a + b - c"));
  EXPECT_FALSE(is_cron("every day"));
}

TEST(Texts, TakesAwaySharedIndentation) {
  EXPECT_EQ(without_indentation("\n    a\n\n      b  \n  "), "a\n\n  b");
  EXPECT_EQ(without_indentation("a"), "a");
  EXPECT_EQ(without_indentation(" \n "), "");
}

TEST(Texts, SplitsAndLists) {
  EXPECT_EQ(comma_list(" a, b ,,c"), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_EQ(words(" a  b\n"), (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(one_of({"a", "b", "c"}), "a, b or c");
}

}  // namespace
}  // namespace onward::xml
