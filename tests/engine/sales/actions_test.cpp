// Built-in actions and effects, through whole turns.
#include "engine/sales/actions.hpp"

#include <gtest/gtest.h>

#include "engine/service/outbox.hpp"
#include "tests/engine/sales/fixture.hpp"

namespace onward::test {
namespace {

constexpr const char* deal_with_p1 =
    R"({"kind":"deal","title":"Deal","customer":"ACME","responsible":"anna",
        "demand":[{"product":"P1","item":"One","quantity":1},{"product":"P2","item":"Two","quantity":1}]})";

/// P1 proposes P2 (in the deal already), P3 and P4 (not ticked as cross), P5 (not in the
/// catalogue).
void fill_catalogue(SalesFixture& given) {
  given.product("P1", R"({"name":"One","price":1,"proposes":[{"sku":"P2","cross":true},
      {"sku":"P3","cross":true},{"sku":"P4","up":true},{"sku":"P5","cross":true}]})");
  given.product("P2", R"({"name":"Two","price":2,"proposes":[{"sku":"P3","cross":true}]})");
  given.product("P3", R"({"name":"Three","price":3.50})");
  given.product("P4", R"({"name":"Four","price":4})");
}

const std::vector<std::pair<std::string, std::string>> of_the_deal = {
    {"products", "for line in opportunity.demand return line.product"}};

TEST(FindAdditionalProducts, GivesCrossOnesOnceWithoutThoseOfTheDeal) {
  SalesFixture given;
  fill_catalogue(given);
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());

  const auto done = given.act("catalogue.find-additional-products", *deal, of_the_deal);

  const Value found = given.variable(*done, "answer");
  ASSERT_NE(found.list(), nullptr);
  ASSERT_EQ(found.list()->size(), 1U);
  EXPECT_EQ(found.list()->front(), Value(json(R"({"sku":"P3","name":"Three","price":3.5})")));
}

TEST(FindAdditionalProducts, LeavesOutWhatAnOpenOpportunityHoldsUntilItCloses) {
  SalesFixture given;
  fill_catalogue(given);
  const auto deal = given.post(deal_with_p1);
  const auto other = given.post(
      R"({"kind":"deal","title":"D","customer":"ACME","demand":[{"product":"P3","item":"3","quantity":1}]})");
  ASSERT_TRUE(deal.ok() && other.ok());

  const auto held = given.act("catalogue.find-additional-products", *deal, of_the_deal);
  ASSERT_NE(given.variable(*held, "answer").list(), nullptr);
  EXPECT_TRUE(given.variable(*held, "answer").list()->empty());
  ASSERT_TRUE(given
                  .run([&](Unit& unit) {
                    return sales::set_stage(unit, *other, "closed-lost", {}, anna());
                  })
                  .ok());
  const auto freed = given.act("catalogue.find-additional-products", *deal, of_the_deal);
  EXPECT_EQ(given.variable(*freed, "answer").list()->size(), 1U);
}

TEST(CreateOpportunity, TravelsToItsOwnShardOnceAndHoldsItsProducts) {
  SalesFixture given;
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());
  const std::vector<std::pair<std::string, std::string>> inputs = {
      {"kind", "\"deal\""},
      {"title", "\"More\""},
      {"items", "[{sku: \"P3\", name: \"Three\", price: 3}]"}};

  const auto first = given.act("opportunity.create", *deal, inputs);
  const auto second = given.act("opportunity.create", *deal, inputs);

  const Value answer = given.variable(*first, "answer");
  ASSERT_NE(answer.text(), nullptr);
  const auto made = given.opportunity({*id_from_text(*answer.text())});
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->title, "More");
  EXPECT_EQ(made->customer_name, "ACME");
  EXPECT_EQ(made->responsible, "anna");
  EXPECT_EQ(made->posted_by, "") << "the engine is nobody";
  EXPECT_NE(given.opportunity(*deal)->posted_by, "");
  EXPECT_EQ(*made->fields.find("basedOn"), Value(to_text(*deal)));
  EXPECT_EQ(sales::products_of(made->fields, "demand"), std::vector<std::string>{"P3"});
  ASSERT_EQ(made->instances.size(), 1U);
  EXPECT_EQ(given.instance(made->instances[0])->tasks.size(), 1U);
  // Nothing is proposed twice while it is open.
  EXPECT_TRUE(given.variable(*second, "answer").is_null());
  EXPECT_EQ(given.data().opportunities.size(), 2U);
}

TEST(CreateOpportunity, ATwiceDeliveredRowMakesItOnce) {
  SalesFixture given;
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());
  const Context body = json(
      R"({"do":"register-opportunity","opportunity":99,"number":"O-9","kind":"deal","title":"T","customer":1,"customerName":"C"})");
  const auto deliver = [&](Unit& unit) { return sales::deliver_opportunity(unit, body); };

  ASSERT_TRUE(given.run(deliver).ok());
  ASSERT_TRUE(given.run(deliver).ok());

  EXPECT_EQ(given.opportunity({99})->instances.size(), 1U);
}

TEST(CreateOpportunity, WithoutCustomerIsAnIncidentOfItsOwnCode) {
  SalesFixture given;
  const auto outreach = given.post(R"({"kind":"outreach","title":"T"})");
  ASSERT_TRUE(outreach.ok());
  const auto nobody = given.act("opportunity.create", *outreach, {{"kind", "\"deal\""}});
  const auto unknown = given.act("opportunity.create", *outreach, {{"kind", "\"barter\""}});
  ASSERT_EQ(nobody->incidents.size(), 1U);
  EXPECT_EQ(nobody->incidents[0].code, "customer-unknown");
  ASSERT_EQ(unknown->incidents.size(), 1U);
  EXPECT_EQ(unknown->incidents[0].code, "invalid-argument");
  EXPECT_EQ(given.data().opportunities.size(), 1U);
}

TEST(CloseAction, ClosesOnceKeepsTheReasonAndDoesNothingWithoutAnOpportunity) {
  SalesFixture given;
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());
  (void)given.act("opportunity.close", *deal,
                  {{"stage", "\"closed-lost\""}, {"reason", "\"price\""}});
  (void)given.act("opportunity.close", *deal, {{"stage", "\"closed-won\""}});
  EXPECT_EQ(given.opportunity(*deal)->status, OpportunityStatus::lost);
  EXPECT_EQ(*given.opportunity(*deal)->fields.find("lossReason"), Value("price"));
  EXPECT_TRUE(given.data().reservations.empty());
  const auto alone = given.act("opportunity.close", {}, {{"stage", "\"closed-won\""}});
  EXPECT_TRUE(alone->incidents.empty());
  const auto wrong = given.act("opportunity.close", *deal, {{"stage", "\"needs\""}});
  ASSERT_EQ(wrong->incidents.size(), 1U);
}

TEST(SetAction, WritesAFieldOfItsTypeAndNoNull) {
  SalesFixture given;
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());
  (void)given.act("opportunity.set", *deal, {{"field", "\"needs\""}, {"value", "\"speed\""}});
  (void)given.act("opportunity.set", *deal, {{"field", "\"needs\""}, {"value", "null"}});
  const auto wrong =
      given.act("opportunity.set", *deal, {{"field", "\"dealSize\""}, {"value", "\"big\""}});
  EXPECT_EQ(*given.opportunity(*deal)->fields.find("needs"), Value("speed"));
  EXPECT_EQ(wrong->incidents.size(), 1U);
}

TEST(LeadAndTicket, AreLinkedToTheOpportunity) {
  SalesFixture given;
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());
  const auto lead =
      given.act("lead.create", *deal, {{"items", "[{sku: \"P3\", name: \"Three\"}]"}});
  const auto ticket = given.act("ticket.create", *deal, {{"subject", "\"Late\""}});

  const auto lead_id = id_from_text(*given.variable(*lead, "answer").text());
  const auto stored = given.store().record(RecordKind::lead, *lead_id);
  ASSERT_TRUE(stored.ok() && stored->has_value());
  EXPECT_EQ((*stored)->name, "ACME");
  EXPECT_EQ((*stored)->opportunity, *deal);
  const auto ticket_id = id_from_text(*given.variable(*ticket, "answer").text());
  EXPECT_EQ(given.store().record(RecordKind::ticket, *ticket_id).value()->name, "Late");
}

TEST(KeepFields, SetCustomerAndFieldsAndNullsDoNotWipeOut) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"outreach","title":"T"})");
  ASSERT_TRUE(id.ok());
  const auto done =
      given.complete(given.opportunity(*id)->instances[0], R"({"client":"Nova","quoted":5})");
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_EQ(given.opportunity(*id)->customer_name, "Nova");
  EXPECT_EQ(*to_context(*given.opportunity(*id)).find("amount"), Value(5));
}

TEST(StageOfANode, IsNotWrittenForAnInstanceBegunFromASignal) {
  SalesFixture given;
  Builder follower("follower");
  follower.start("won", event(model::EventKind::signal, "won")).with([](model::Details& d) {
    d.opportunity = model::Details::OpportunityUse::from_signal;
  });
  follower.user("look").with([](model::Details& d) { d.stage = "qualification"; }).end("e");
  given.deploy(std::move(follower));
  const auto deal = given.post(deal_with_p1);
  ASSERT_TRUE(deal.ok());

  ASSERT_TRUE(given
                  .run([&](Unit& unit) -> Result<Done> {
                    unit.post(shard_of(*deal), "effect",
                              to_context(Effect(BroadcastSignal{"won", {}, *deal}), {}));
                    return Done{};
                  })
                  .ok());

  EXPECT_EQ(given.data().instances.size(), 2U);
  EXPECT_EQ(given.opportunity(*deal)->stage, "first-contact");
}

TEST(RegisterOpportunity, MakesTheRecordOfAnInstanceThatBeganByItself) {
  SalesFixture given;
  Builder enquiry("enquiry");
  enquiry.start("asked").with([](model::Details& d) {
    d.opportunity = model::Details::OpportunityUse::create;
    d.opportunity_inputs = {{"title", feel("\"Enquiry\"")}, {"customer", feel("\"ACME\"")}};
  });
  enquiry.user("answer").end("e");
  given.deploy(std::move(enquiry), "enquiry");
  const InstanceId id{4242};
  ASSERT_TRUE(given
                  .run([&](Unit& unit) -> Result<Done> {
                    StartInstance start;
                    start.definition = {"enquiry", 1};
                    ONWARD_TRY_DONE(unit.start({id, start, anna(), std::nullopt}, true));
                    return Done{};
                  })
                  .ok());
  const auto record = given.opportunity(given.instance(id)->opportunity);
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->kind, "enquiry");
  EXPECT_EQ(record->customer_name, "ACME");
  EXPECT_EQ(record->instances, std::vector<InstanceId>{id});
  EXPECT_EQ(record->number, "O-000001");
}

}  // namespace
}  // namespace onward::test
