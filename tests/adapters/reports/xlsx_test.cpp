#include <gtest/gtest.h>

#include <cstdlib>

#include "adapters/reports/sheet_file.hpp"

namespace onward::reports {
namespace {

// What stands inside is looked at by tests/http/contract_reports.py, which can open archives.
TEST(Xlsx, IsAnArchiveHoweverLongTheTextsAre) {
  const std::string long_text(40'000, 'x');
  const auto book = to_xlsx({"A name that is longer than a sheet's name may be",
                             {"a", "b"},
                             {{Value(long_text), Value(Date{1899, 1, 1})}}});
  ASSERT_TRUE(book.ok()) << book.error().message;
  EXPECT_TRUE(book->starts_with("PK"));
}

TEST(Xlsx, IsRefusedWithoutRoomForAFile) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  setenv("TMPDIR", "/nowhere/at/all", 1);
  const auto book = to_xlsx({"s", {"a"}, {}});
  if (before == nullptr)
    unsetenv("TMPDIR");
  else
    setenv("TMPDIR", kept.c_str(), 1);
  ASSERT_FALSE(book.ok());
  EXPECT_EQ(book.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace onward::reports
