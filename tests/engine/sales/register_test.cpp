// Customers, leads, products and users as people send them.
#include "engine/sales/register.hpp"

#include <gtest/gtest.h>

#include "tests/engine/sales/fixture.hpp"

namespace onward::test {
namespace {

Result<Reply> create(SalesFixture& given, RecordKind kind, std::uint64_t id,
                     const std::string& body) {
  return given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(sales::create_record(unit, kind, id, json(body), anna()));
    return Done{};
  });
}

TEST(Register, RefusesASecondCustomerOfTheName) {
  SalesFixture given;
  EXPECT_TRUE(create(given, RecordKind::customer, 5, R"({"name":"ACME"})").ok());
  const auto again = create(given, RecordKind::customer, 6, R"({"name":"ACME"})");
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().details.at(0).code, "name-taken");
}

TEST(Register, PatchesByVersion) {
  SalesFixture given;
  ASSERT_TRUE(create(given, RecordKind::ticket, 5, R"({"subject":"Late","description":"d"})").ok());
  const auto patch = [&](std::uint64_t version) {
    return given.run([&](Unit& unit) -> Result<Done> {
      ONWARD_TRY_DONE(sales::patch_record(unit, RecordKind::ticket, 5,
                                          json(R"({"status":"closed","description":null})"),
                                          version, anna()));
      return Done{};
    });
  };
  EXPECT_TRUE(patch(1).ok());
  const auto stale = patch(1);
  ASSERT_FALSE(stale.ok());
  EXPECT_EQ(stale.error().code, ErrorCode::stale);
  const auto shown = sales::to_context(*given.store().record(RecordKind::ticket, 5).value());
  EXPECT_EQ(*shown.find("status"), Value("closed"));
  EXPECT_EQ(shown.find("description"), nullptr);
}

TEST(Register, ALeadBecomesAnOpportunityOnce) {
  SalesFixture given;
  ASSERT_TRUE(
      create(
          given, RecordKind::lead, 5,
          R"({"partner":"ACME","customer":"ACME","source":"fair","products":[{"sku":"P3","name":"Three"}]})")
          .ok());
  const auto convert = [&](std::uint64_t id) {
    return given.run([&](Unit& unit) -> Result<Done> {
      ONWARD_TRY_DONE(sales::convert_lead(unit, 5, OpportunityId{id}, "O-1",
                                          json(R"({"kind":"deal"})"), anna()));
      return Done{};
    });
  };
  const auto done = convert(70);
  ASSERT_TRUE(done.ok()) << done.error().message;
  const auto again = convert(71);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::wrong_state);
  EXPECT_EQ(given.opportunity({70})->customer_name, "ACME");
  const auto lead = sales::to_context(*given.store().record(RecordKind::lead, 5).value());
  EXPECT_EQ(*lead.find("opportunityId"), Value(id_to_text(70)));
  EXPECT_EQ(*lead.find("status"), Value("converted"));
  EXPECT_EQ(*given.opportunity({70})->fields.find("source"), Value("fair"));
  ASSERT_EQ(given.data().reservations.size(), 1U);
  EXPECT_EQ(given.data().reservations.begin()->second, 70U);
}

TEST(Register, NamesWhatIsWrongInAProductAndAUser) {
  SalesFixture given;
  const auto product = given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(
        sales::put_product(unit, "P", json(R"({"price":-1,"proposes":[{"cross":1}]})")));
    return Done{};
  });
  ASSERT_FALSE(product.ok());
  EXPECT_EQ(product.error().details.size(), 4U);
  const auto user =
      sales::user_from("anna", json(R"({"roles":"admin","absentFrom":"2026-02-30"})"));
  ASSERT_FALSE(user.ok());
  EXPECT_EQ(user.error().details.size(), 2U);
  const auto back =
      sales::user_from("anna", json(R"({"absentFrom":"2026-12-24","absentTo":"2026-12-23"})"));
  ASSERT_FALSE(back.ok());
  EXPECT_EQ(back.error().details.front().pointer, "/absentTo");
  EXPECT_TRUE(
      sales::user_from("anna", json(R"({"absentFrom":"2026-12-24","absentTo":"2026-12-24"})"))
          .ok());
}

}  // namespace
}  // namespace onward::test
