#include "engine/sales/mis.hpp"

#include <gtest/gtest.h>

#include "engine/base/limits.hpp"
#include "tests/engine/sales/told_reports.hpp"

namespace onward::sales {
namespace {

Instant at(const char* text) { return instant_from_text(text).value(); }

OpportunityChange changed(std::uint64_t version, const char* name, Value before, Value after) {
  Context change;
  Context changes;
  change.set("before", std::move(before));
  change.set("after", std::move(after));
  changes.set(name, Value(std::move(change)));
  OpportunityChange made;
  made.opportunity = OpportunityId{7};
  made.version = version;
  made.changes = std::move(changes);
  return made;
}

Opportunity open_one() {
  Opportunity one;
  one.id = OpportunityId{7};
  one.status = OpportunityStatus::open;
  one.created = at("2026-10-31T23:30:00Z");
  one.responsible = "anna";
  return one;
}

TEST(Month, BeginsAndEndsInTheZone) {
  const auto berlin = month_from_text("2026-10", "Europe/Berlin");
  ASSERT_TRUE(berlin.ok()) << berlin.error().message;
  EXPECT_EQ(to_text(berlin->from), "2026-09-30T22:00:00.000Z");
  EXPECT_EQ(to_text(berlin->to), "2026-10-31T23:00:00.000Z");
  EXPECT_EQ(month_before(at("2026-10-31T23:00:00Z"), "Europe/Berlin")->text, "2026-10");
  EXPECT_EQ(month_before(at("2026-10-31T22:59:59Z"), "Europe/Berlin")->text, "2026-09");
  EXPECT_EQ(month_before(at("2027-01-15T00:00:00Z"), "UTC")->text, "2026-12");
}

TEST(Month, IsRefusedWhenThereIsNone) {
  for (const char* text : {"", "2026", "2026-13", "2026-00", "2026/10", "26-10-01", "x026-10"})
    EXPECT_EQ(month_from_text(text, "UTC").error().code, ErrorCode::malformed) << text;
  EXPECT_FALSE(month_from_text("2026-10", "Nowhere/City").ok());
}

TEST(Mis, TakesTheRecordBackToTheEndOfTheMonth) {
  test::ToldReports told;
  told.touched = {{OpportunityId{7}, "ben"}, {OpportunityId{7}, "engine"}};
  told.records = {open_one()};
  told.records[0].fields.set("requirements", Value("third"));
  // The newest first, as the store gives them.
  told.changes = {changed(4, "requirements", Value("second"), Value("third")),
                  changed(3, "requirements", Value("first"), Value("second"))};
  const auto sheet = mis(told, month_from_text("2026-10", "UTC").value(), "UTC");
  ASSERT_TRUE(sheet.ok()) << sheet.error().message;
  ASSERT_EQ(sheet->rows.size(), 1U);
  EXPECT_EQ(sheet->rows[0][0], Value(List{Value("ben")}));
  EXPECT_EQ(sheet->rows[0][3], Value("first"));
  EXPECT_EQ(sheet->rows[0][1], Value(Date{2026, 10, 31}));
  EXPECT_EQ(mis(told, month_from_text("2026-10", "UTC").value(), "Europe/Berlin")->rows[0][1],
            Value(Date{2026, 11, 1}));
}

TEST(Mis, NamesTheResponsiblePersonWhenOnlyTheEngineWorked) {
  test::ToldReports told;
  told.touched = {{OpportunityId{7}, "engine"}};
  told.records = {open_one()};
  const auto sheet = mis(told, month_from_text("2026-10", "UTC").value(), "UTC");
  EXPECT_EQ(sheet->rows[0][0], Value(List{Value("anna")}));
}

TEST(Mis, IsRefusedWhenItWouldBeTooLong) {
  test::ToldReports told;
  told.touched.resize(limits::report_rows + 1);
  EXPECT_EQ(mis(told, month_from_text("2026-10", "UTC").value(), "UTC").error().code,
            ErrorCode::too_large);
}

}  // namespace
}  // namespace onward::sales
