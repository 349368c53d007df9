// People's operations on opportunities.
#include "engine/sales/opportunity.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/sales/fixture.hpp"

namespace onward::test {
namespace {

std::vector<std::string> pointers(const Error& error) {
  std::vector<std::string> found;
  for (const ErrorDetail& detail : error.details) found.push_back(detail.pointer);
  std::sort(found.begin(), found.end());
  return found;
}

TEST(PostOpportunity, StartsTheProcessOfItsKindAndAssignsTheResponsible) {
  SalesFixture given;

  const auto id =
      given.post(R"({"kind":"deal","title":"Ten","customer":"ACME","responsible":"anna"})");

  ASSERT_TRUE(id.ok()) << id.error().message;
  const auto record = given.opportunity(*id);
  EXPECT_EQ(record->number, "O-000001");
  EXPECT_EQ(record->status, OpportunityStatus::open);
  EXPECT_EQ(record->stage, "first-contact");
  EXPECT_EQ(record->customer_name, "ACME");
  ASSERT_EQ(record->instances.size(), 1U);
  EXPECT_EQ(shard_of(record->instances[0]), shard_of(*id));
  EXPECT_EQ(given.instance(record->instances[0])->tasks.front().assignee, "anna");
}

TEST(PostOpportunity, NamesEveryWrongMemberAtOnce) {
  const auto wanted = sales::new_opportunity_from(
      json(R"({"title":" ","demand":[{"item":"x","quantity":0},{"quantity":"2"}],"colour":1})"));

  ASSERT_FALSE(wanted.ok());
  EXPECT_EQ(wanted.error().code, ErrorCode::invalid);
  EXPECT_EQ(pointers(wanted.error()),
            (std::vector<std::string>{"/colour", "/demand/0/quantity", "/demand/1/item",
                                      "/demand/1/quantity", "/kind", "/title"}));
}

TEST(PostOpportunity, RefusesAKindThatNoProcessNames) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"barter","title":"T","customer":"ACME"})");
  ASSERT_FALSE(id.ok());
  EXPECT_EQ(pointers(id.error()), std::vector<std::string>{"/kind"});
}

TEST(PostOpportunity, NeedsACustomerUnlessTheProcessFindsIt) {
  SalesFixture given;
  const auto deal = given.post(R"({"kind":"deal","title":"T"})");
  const auto outreach = given.post(R"({"kind":"outreach","title":"T"})");
  ASSERT_FALSE(deal.ok());
  EXPECT_EQ(pointers(deal.error()), std::vector<std::string>{"/customer"});
  EXPECT_TRUE(outreach.ok());
}

TEST(PostOpportunity, RefusesACustomerThatDoesNotExist) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"deal","title":"T","customer":{"id":"zzz"}})");
  ASSERT_FALSE(id.ok());
  EXPECT_EQ(pointers(id.error()), std::vector<std::string>{"/customer/id"});
}

TEST(PostOpportunity, FindsTheCustomerOfANameAgain) {
  SalesFixture given;
  const auto one = given.post(R"({"kind":"deal","title":"1","customer":"ACME"})");
  const auto two = given.post(R"({"kind":"deal","title":"2","customer":" ACME "})");
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(given.opportunity(*one)->customer, given.opportunity(*two)->customer);
}

TEST(DraftOpportunity, StartsNothingUntilItIsPostedAndOnlyOnce) {
  SalesFixture given;
  const auto id = given.post(
      R"({"kind":"deal","title":"T","customer":"ACME","draft":true,"variables":{"budget":7}})");
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(given.opportunity(*id)->status, OpportunityStatus::draft);
  EXPECT_TRUE(given.opportunity(*id)->instances.empty());
  const auto post = [&](Unit& unit) { return sales::post_opportunity(unit, *id, anna()); };

  EXPECT_TRUE(given.run(post).ok());
  const auto again = given.run(post);

  ASSERT_EQ(given.opportunity(*id)->instances.size(), 1U);
  EXPECT_EQ(given.variable(*given.instance(given.opportunity(*id)->instances[0]), "budget"),
            Value(7));
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::wrong_state);
}

TEST(Responsible, TakesTheOpenTasksAlong) {
  SalesFixture given;
  const auto id =
      given.post(R"({"kind":"deal","title":"T","customer":"ACME","responsible":"anna"})");
  ASSERT_TRUE(id.ok());

  ASSERT_TRUE(given
                  .run([&](Unit& unit) {
                    return sales::set_responsible(unit, *id, "ben", "holiday", anna());
                  })
                  .ok());

  EXPECT_EQ(given.opportunity(*id)->responsible, "ben");
  EXPECT_EQ(given.instance(given.opportunity(*id)->instances[0])->tasks.front().assignee, "ben");
  const OpportunityChange& change = given.data().opportunity_changes.back();
  EXPECT_EQ(change.reason, "holiday");
  EXPECT_EQ(change.actor, "anna");
  EXPECT_NE(change.changes.find("responsible"), nullptr);
}

TEST(Responsible, TakesTheTasksThatWereOfferedForWantOfOne) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"deal","title":"T","customer":"ACME"})");
  ASSERT_TRUE(id.ok());
  const InstanceId instance = given.opportunity(*id)->instances[0];
  ASSERT_EQ(given.instance(instance)->tasks.front().assignee, "");

  ASSERT_TRUE(
      given.run([&](Unit& unit) { return sales::set_responsible(unit, *id, "ben", {}, anna()); })
          .ok());

  EXPECT_EQ(given.instance(instance)->tasks.front().assignee, "ben");
}

/// An opportunity of anna's whose first task is the office's, and whose second is hers.
struct HandedOver {
  SalesFixture given;
  OpportunityId deal;
  InstanceId instance;
  LocalId first;

  HandedOver() {
    Builder builder("handed");
    builder.start("posted").user("prepare").with(
        [](model::Details& d) { d.user.candidate_groups = feel("[\"office\"]"); });
    builder.user("talk").end("done").lane("sales", {"posted", "prepare", "talk", "done"});
    given.deploy(std::move(builder), "handed");
    deal =
        given.post(R"({"kind":"handed","title":"T","customer":"A","responsible":"anna"})").value();
    instance = given.opportunity(deal)->instances.front();
    first = given.instance(instance)->tasks.front().id;
  }
  Result<Done> complete(Unit& unit) const {
    CompleteTask command;
    command.task = first;
    ONWARD_TRY_DONE(unit.execute({instance, command, anna(), std::nullopt}));
    return Done{};
  }
  Result<Done> hand_over(Unit& unit) const {
    return sales::set_responsible(unit, deal, "ben", {}, anna());
  }
  /// Whose the task is that is open in the end, as it is stored.
  std::string assignee() {
    const InstanceId ids[] = {instance};
    return given.store().load(ids).value().front().tasks.front().assignee;
  }
};

TEST(Responsible, TakesATaskAlongThatAnotherServerOpensMeanwhile) {
  HandedOver deal;
  int tries = 0;
  const auto done = deal.given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(deal.hand_over(unit));
    if (tries++ == 0) {
      EXPECT_TRUE(deal.given.elsewhere([&](Unit& other) { return deal.complete(other); }).ok());
    }
    return Done{};
  });
  EXPECT_TRUE(done.ok());
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(deal.assignee(), "ben");
}

TEST(Responsible, IsTheNewOneForATaskThatOpensWhileAnotherServerHandsOver) {
  HandedOver deal;
  int tries = 0;
  const auto done = deal.given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(deal.complete(unit));
    if (tries++ == 0) {
      EXPECT_TRUE(deal.given.elsewhere([&](Unit& other) { return deal.hand_over(other); }).ok());
    }
    return Done{};
  });
  EXPECT_TRUE(done.ok());
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(deal.assignee(), "ben");
}

TEST(Stage, ClosesAndPeopleMayOpenAgain) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"deal","title":"T","customer":"ACME"})");
  ASSERT_TRUE(id.ok());
  const auto move = [&](const std::string& stage) {
    return given.run([&](Unit& unit) { return sales::set_stage(unit, *id, stage, "why", anna()); })
        .ok();
  };
  EXPECT_TRUE(move("closed-lost"));
  EXPECT_EQ(given.opportunity(*id)->status, OpportunityStatus::lost);
  EXPECT_EQ(*given.opportunity(*id)->fields.find("lossReason"), Value("why"));
  EXPECT_TRUE(move("negotiation"));
  EXPECT_EQ(given.opportunity(*id)->status, OpportunityStatus::open);
  EXPECT_FALSE(move(" "));
}

TEST(PatchOpportunity, MergesAndRefusesAStaleVersion_RFC7396) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"deal","title":"T","customer":"ACME","source":"web"})");
  ASSERT_TRUE(id.ok());
  const auto patch = [&](const std::string& text, std::optional<std::uint64_t> version) {
    return given.run([&](Unit& unit) {
      return sales::patch_opportunity(unit, *id, json(text), version, anna());
    });
  };
  const std::uint64_t version = given.opportunity(*id)->version;
  EXPECT_TRUE(
      patch(R"({"quotation":{"amount":12.50,"date":"2026-11-22"},"source":null})", version).ok());
  EXPECT_TRUE(patch(R"({"quotation":{"date":null}})", std::nullopt).ok());
  const auto stale = patch(R"({"title":"U"})", version);
  const auto wrong = patch(R"({"status":"won","order":{"amount":"much"}})", std::nullopt);

  const Context record = to_context(*given.opportunity(*id));
  EXPECT_EQ(*record.find("amount"), Value(*Decimal::from_text("12.5")));
  EXPECT_EQ(record.find("quotation")->context()->entries().size(), 1U);
  EXPECT_TRUE(record.find("source")->is_null());
  ASSERT_FALSE(stale.ok());
  EXPECT_EQ(stale.error().code, ErrorCode::stale);
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(pointers(wrong.error()), (std::vector<std::string>{"/order/amount", "/status"}));
}

TEST(PatchOpportunity, HoldsPartiesDemandReferencesAndAmountsToTheirShape) {
  SalesFixture given;
  const auto id = given.post(R"({"kind":"deal","title":"T","customer":"ACME","parties":[
      {"company":"ACME","contactPerson":"Ms Lake","role":"decision maker"}],"externalRefs":[
      {"system":"crm","id":"77","url":"https://crm.example/77"}]})");
  ASSERT_TRUE(id.ok()) << id.error().message;
  const auto patch = [&](const std::string& text) {
    return given.run([&](Unit& unit) {
      return sales::patch_opportunity(unit, *id, json(text), std::nullopt, anna());
    });
  };
  ASSERT_TRUE(patch(R"({"demand":[{"item":"Ten","quantity":10,"expectedPrice":5,"comment":"c",
      "unsatisfiedReason":"out of stock"}],"nextStep":"call","nextStepDue":"2026-10-01"})")
                  .ok());
  const OpportunityChange& change = given.data().opportunity_changes.back();
  EXPECT_EQ(*change.changes.find("nextStep")->context()->find("after"), Value("call"));
  EXPECT_TRUE(change.changes.find("nextStep")->context()->find("before")->is_null());
  const Context record = to_context(*given.opportunity(*id));
  EXPECT_EQ(*(*record.find("demand")->list())[0].context()->find("unsatisfiedReason"),
            Value("out of stock"));
  EXPECT_EQ(*(*record.find("externalRefs")->list())[0].context()->find("id"), Value("77"));

  const auto wrong = patch(R"({"parties":[{"role":"buyer"},{"name":"x","colour":1}],
      "externalRefs":[{"system":"crm"}],"quotation":{"amount":-1},"order":{"amount":-2},
      "demand":[{"item":"","quantity":0}]})");
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(pointers(wrong.error()),
            (std::vector<std::string>{"/demand/0/item", "/demand/0/quantity", "/externalRefs/0/id",
                                      "/order/amount", "/parties/0/name", "/parties/1/colour",
                                      "/quotation/amount"}));
  EXPECT_EQ(pointers(patch(R"({"nextStep":")" + std::string(1'048'577, 'x') + "\"}").error()),
            std::vector<std::string>{"/nextStep"});
}

TEST(OpportunityContext, HasTheMembersOfTheApiAndDemandIsAlwaysAList) {
  Opportunity bare;
  bare.id = {77};
  const Context record = to_context(bare);
  EXPECT_EQ(record.entries().front().first, "id");
  EXPECT_TRUE(record.find("customer")->is_null());
  EXPECT_NE(record.find("demand")->list(), nullptr);
  EXPECT_TRUE(record.find("amount")->is_null());
  bare.fields = json(
      R"({"demand":[{"item":"a","quantity":2,"expectedPrice":1.5},{"item":"b","quantity":1}]})");
  EXPECT_EQ(*to_context(bare).find("amount"), Value(3));
}

}  // namespace
}  // namespace onward::test
