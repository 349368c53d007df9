// Calls, e-mails, meetings, notes: what is kept, what is refused, and what an opportunity takes
// from one.
#include "engine/sales/interactions.hpp"

#include <gtest/gtest.h>

#include "tests/engine/sales/fixture.hpp"

namespace onward::test {
namespace {

Result<Reply> record(SalesFixture& given, std::uint64_t id, const std::string& body) {
  return given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(sales::create_record(unit, RecordKind::interaction, id, json(body), anna()));
    return Done{};
  });
}

Result<Reply> change(SalesFixture& given, std::uint64_t id, const std::string& body) {
  return given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(
        sales::patch_record(unit, RecordKind::interaction, id, json(body), std::nullopt, anna()));
    return Done{};
  });
}

Context shown(SalesFixture& given, std::uint64_t id) {
  const auto found = given.store().record(RecordKind::interaction, id);
  return found.ok() && *found ? sales::to_context(**found) : Context{};
}

std::string text(const Context& context, std::string_view name) {
  const Value* value = context.find(name);
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string{};
}

std::vector<std::string> wrong(const Result<Reply>& reply) {
  std::vector<std::string> places;
  if (reply.ok()) return places;
  for (const ErrorDetail& detail : reply.error().details)
    places.push_back(detail.pointer + " " + detail.code);
  return places;
}

const std::string now = "2026-09-21T14:13:20.000Z";  // of the fixture

TEST(Interaction, ShowsWhenItWasAndWhenItWasRecorded) {
  SalesFixture given;
  ASSERT_TRUE(record(given, 5, R"({"type":"call-in","subject":" Asked ","voicemail":true,
      "at":"2026-09-18T10:00:00+02:00","participants":["Ms Lake",{"name":"Mr Quay","role":"buyer"}],
      "details":"d","outcome":"o","nextStep":"n","nextStepDue":"2026-10-01"})")
                  .ok());
  const Context call = shown(given, 5);
  EXPECT_EQ(text(call, "subject"), "Asked");
  EXPECT_EQ(text(call, "at"), "2026-09-18T08:00:00.000Z");
  EXPECT_EQ(text(call, "recordedAt"), now);
  EXPECT_EQ(text(call, "recordedBy"), "anna");
  EXPECT_EQ(text(call, "chainId"), id_to_text(5));
  ASSERT_EQ(call.find("participants")->list()->size(), 2U);
  EXPECT_EQ(text(*(*call.find("participants")->list())[0].context(), "name"), "Ms Lake");
}

TEST(Interaction, IsRecordedWhenWhatWasPlannedIsDone) {
  SalesFixture given;
  EXPECT_EQ(wrong(record(given, 5, R"({"type":"meeting","subject":"x","planned":true})")),
            std::vector<std::string>{"/at required"});
  ASSERT_TRUE(
      record(given, 5,
             R"({"type":"meeting","subject":"x","planned":true,"at":"2026-10-01T08:00:00Z"})")
          .ok());
  EXPECT_EQ(shown(given, 5).find("recordedAt"), nullptr);
  ASSERT_TRUE(change(given, 5, R"({"planned":false,"outcome":"good"})").ok());
  EXPECT_EQ(text(shown(given, 5), "recordedAt"), now);
  EXPECT_EQ(text(shown(given, 5), "at"), "2026-10-01T08:00:00.000Z");
}

TEST(Interaction, NamesEveryThingThatIsWrong) {
  SalesFixture given;
  EXPECT_EQ(
      wrong(record(given, 5, R"({"type":"shout","at":"today","mailbox":"a@b","colour":1,
      "participants":[{"role":"buyer"}],"nextStepDue":"2026-02-30"})")),
      (std::vector<std::string>{
          "/colour unknown-member", "/subject required", "/type invalid-value", "/at wrong-type",
          "/participants/0/name required", "/nextStepDue wrong-type", "/mailbox not-fitting"}));
  EXPECT_EQ(wrong(record(given, 5, R"({"type":"note","subject":"x","voicemail":true})")),
            std::vector<std::string>{"/voicemail not-fitting"});
  EXPECT_EQ(wrong(record(given, 5, R"({"type":"note","subject":"x","leadId":"7"})")),
            std::vector<std::string>{"/leadId unknown-lead"});
  EXPECT_EQ(wrong(record(given, 5, R"({"type":"note","subject":"x","basedOn":"7"})")),
            std::vector<std::string>{"/basedOn unknown-interaction"});
  const std::string who = R"({"type":"note","subject":"x","participants":[{"name":"y",)";
  EXPECT_EQ(wrong(record(given, 5, who + R"("contactId":"7"}]})")),
            std::vector<std::string>{"/participants/0/contactId unknown-contact"});
  const std::string details(65'537, 'x');
  EXPECT_EQ(
      wrong(record(given, 5, R"({"type":"note","subject":"x","details":")" + details + "\"}")),
      std::vector<std::string>{"/details too-long"});
}

TEST(Interaction, BasedOnAnotherKeepsItsChainAndCustomer) {
  SalesFixture given;
  ASSERT_TRUE(record(given, 5, R"({"type":"call","subject":"1","customer":"ACME"})").ok());
  ASSERT_TRUE(record(given, 6, R"({"type":"call","subject":"2","basedOn":"5"})").ok());
  ASSERT_TRUE(record(given, 7, R"({"type":"call","subject":"3","basedOn":"6"})").ok());
  EXPECT_EQ(text(shown(given, 7), "chainId"), "5");
  EXPECT_EQ(text(shown(given, 7), "basedOn"), "6");
  EXPECT_EQ(text(*shown(given, 7).find("customer")->context(), "name"), "ACME");
  EXPECT_EQ(wrong(change(given, 7, R"({"basedOn":"5"})")),
            std::vector<std::string>{"/basedOn cannot-change"});
}

TEST(Interaction, ShowsTheOpportunitiesThatAreBasedOnIt) {
  SalesFixture given;
  ASSERT_TRUE(record(given, 5, R"({"type":"call","subject":"1","customer":"ACME"})").ok());
  const auto first = given.post(R"({"kind":"deal","title":"T","basedOn":"5"})");
  ASSERT_TRUE(first.ok()) << first.error().message;
  EXPECT_EQ(given.opportunity(*first)->customer_name, "ACME");
  EXPECT_EQ(text(shown(given, 5), "opportunityId"), to_text(*first));
  const auto second = given.post(R"({"kind":"deal","title":"U","customer":"Bolt"})");
  ASSERT_TRUE(second.ok());
  ASSERT_TRUE(given
                  .run([&](Unit& unit) {
                    return sales::patch_opportunity(unit, *second, json(R"({"basedOn":"5"})"),
                                                    std::nullopt, anna());
                  })
                  .ok());
  EXPECT_EQ(text(shown(given, 5), "opportunityId"), to_text(*first));
  EXPECT_EQ(shown(given, 5).find("ledTo")->list()->size(), 2U);
  EXPECT_FALSE(given.post(R"({"kind":"deal","title":"T","customer":"A","basedOn":"9"})").ok());
}

TEST(Interaction, WithAnOpportunityHasItsCustomer) {
  SalesFixture given;
  const auto deal = given.post(R"({"kind":"deal","title":"T","customer":"ACME"})");
  ASSERT_TRUE(deal.ok());
  ASSERT_TRUE(
      record(given, 5, R"({"type":"note","subject":"x","opportunityId":")" + to_text(*deal) + "\"}")
          .ok());
  EXPECT_EQ(text(*shown(given, 5).find("customer")->context(), "name"), "ACME");
}

}  // namespace
}  // namespace onward::test
