#include <gtest/gtest.h>

#include "adapters/reports/sheet_file.hpp"

namespace onward::reports {
namespace {

using sales::Sheet;

std::string csv_of(Value value) {
  std::string text = to_csv(Sheet{"s", {"a"}, {{std::move(value)}}});
  EXPECT_TRUE(text.starts_with("a\r\n") && text.ends_with("\r\n")) << text;
  return text.substr(3, text.size() - 5);
}

TEST(Csv, QuotesWhatWouldBreakALine) {
  EXPECT_EQ(csv_of(Value("plain")), "plain");
  EXPECT_EQ(csv_of(Value("a,b")), "\"a,b\"");
  EXPECT_EQ(csv_of(Value("say \"hi\"")), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv_of(Value("one\ntwo")), "\"one\ntwo\"");
}

TEST(Csv, GuardsTextsThatLookLikeFormulas) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    EXPECT_EQ(csv_of(Value(text)), std::string("'") + text);
  EXPECT_EQ(csv_of(Value("\r=1")), "\"'\r=1\"");
  EXPECT_EQ(csv_of(Value(List{Value("=1"), Value("b")})), "'=1; b");
}

TEST(Csv, LeavesNumbersAndDatesAlone) {
  EXPECT_EQ(csv_of(Value(-12)), "-12");
  EXPECT_EQ(csv_of(Value(Date{2026, 11, 2})), "2026-11-02");
  EXPECT_EQ(csv_of(Value(true)), "true");
  EXPECT_EQ(csv_of(Value{}), "");
}

TEST(Csv, WritesAHeaderAndEveryRow) {
  const Sheet sheet{"s", {"a", "b"}, {{Value(1), Value{}}, {Value("x"), Value("y")}}};
  EXPECT_EQ(to_csv(sheet), "a,b\r\n1,\r\nx,y\r\n");
  EXPECT_EQ(to_file(sheet, sales::SheetFormat::csv).value(), to_csv(sheet));
}

}  // namespace
}  // namespace onward::reports
