// Customers who do not want to be contacted: the mark, and what it refuses.
#include "engine/sales/do_not_contact.hpp"

#include <gtest/gtest.h>

#include "tests/engine/sales/fixture.hpp"

namespace onward::test {
namespace {

/// A customer ACME with an opportunity whose task contacts them.
struct Called {
  SalesFixture given;
  OpportunityId deal;
  InstanceId instance;
  std::uint64_t customer = 0;

  Called() {
    Builder builder("calling");
    builder.start("posted").user("call").with([](model::Details& d) { d.user.contact = true; });
    builder.user("write-up").end("done");
    given.deploy(std::move(builder), "calling");
    deal = given.post(R"({"kind":"calling","title":"T","customer":"ACME"})").value();
    instance = given.opportunity(deal)->instances.front();
    customer = given.opportunity(deal)->customer;
  }
  Result<Reply> patch(const std::string& body) {
    return given.run([&](Unit& unit) -> Result<Done> {
      ONWARD_TRY_DONE(sales::patch_record(unit, RecordKind::customer, customer, json(body),
                                          std::nullopt, anna()));
      return Done{};
    });
  }
  Result<Reply> act(const std::function<Action(LocalId)>& make) {
    const LocalId task = given.instance(instance)->tasks.front().id;
    return given.run([&](Unit& unit) -> Result<Done> {
      ONWARD_TRY_DONE(unit.execute({instance, make(task), anna(), std::nullopt}));
      return Done{};
    });
  }
  Context shown() {
    return sales::to_context(*given.store().record(RecordKind::customer, customer).value());
  }
};

Action complete(LocalId task) {
  CompleteTask command;
  command.task = task;
  return command;
}
Action claim(LocalId task) { return ClaimTask{task}; }
Action assign(LocalId task) { return AssignTask{task, "ben"}; }

std::string code(const Result<Reply>& reply) {
  return reply.ok() ? "ok" : std::string(to_string(reply.error().code));
}

TEST(DoNotContact, IsSetAndLiftedWithAReasonAndBothAreRemembered) {
  Called called;
  EXPECT_EQ(called.patch(R"({"doNotContact":{}})").error().details.at(0).pointer,
            "/doNotContact/reason");
  EXPECT_EQ(called.patch(R"({"doNotContact":true})").error().details.at(0).pointer, "/reason");
  EXPECT_FALSE(called.patch(R"({"doNotContact":"yes"})").ok());
  EXPECT_FALSE(called.patch(R"({"reason":"for what?"})").ok());
  ASSERT_TRUE(called.patch(R"({"doNotContact":{"reason":"asked for it"}})").ok());
  EXPECT_EQ(*called.shown().find("doNotContact")->context()->find("reason"), Value("asked for it"));
  EXPECT_EQ(*called.shown().find("doNotContact")->context()->find("by"), Value("anna"));

  EXPECT_EQ(called.patch(R"({"doNotContact":null})").error().details.at(0).pointer, "/reason");
  ASSERT_TRUE(called.patch(R"({"doNotContact":null,"reason":"called us"})").ok());

  EXPECT_EQ(called.shown().find("doNotContact"), nullptr);
  EXPECT_EQ(called.shown().find("reason"), nullptr);
  const List& lines = *called.shown().find("contactChanges")->list();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(*lines[1].context()->find("doNotContact"), Value(false));
  EXPECT_EQ(*lines[1].context()->find("reason"), Value("called us"));
}

TEST(DoNotContact, KeepsTheLastHundredChanges) {
  Called called;
  for (int i = 0; i < 51; ++i) {
    ASSERT_TRUE(called.patch(R"({"doNotContact":{"reason":"no"}})").ok());
    ASSERT_TRUE(called.patch(R"({"doNotContact":false,"reason":"yes"})").ok());
  }
  EXPECT_EQ(called.shown().find("contactChanges")->list()->size(), 100U);
}

TEST(DoNotContact, RefusesToClaimAndCompleteTasksThatContactUntilItIsLifted) {
  Called called;
  ASSERT_TRUE(called.patch(R"({"doNotContact":{"reason":"asked for it"}})").ok());
  EXPECT_EQ(code(called.act(claim)), "do-not-contact");
  const auto refused = called.act(complete);
  ASSERT_EQ(code(refused), "do-not-contact");
  EXPECT_NE(refused.error().message.find("asked for it"), std::string::npos);
  EXPECT_EQ(refused.error().where, id_to_text(called.customer));
  EXPECT_EQ(code(called.act(assign)), "ok");

  ASSERT_TRUE(called.patch(R"({"doNotContact":null,"reason":"called us"})").ok());
  EXPECT_EQ(code(called.act(complete)), "ok");
  // The task after it contacts nobody.
  ASSERT_TRUE(called.patch(R"({"doNotContact":{"reason":"again"}})").ok());
  EXPECT_EQ(code(called.act(complete)), "ok");
}

TEST(DoNotContact, SaysNothingToWhoMayNotDoTheTask) {
  Called called;
  ASSERT_EQ(code(called.act(assign)), "ok");
  ASSERT_TRUE(called.patch(R"({"doNotContact":{"reason":"asked for it"}})").ok());
  const LocalId task = called.given.instance(called.instance)->tasks.front().id;
  const auto refused = called.given.run([&](Unit& unit) -> Result<Done> {
    const Actor eve{"eve", {}, false};
    ONWARD_TRY_DONE(unit.execute({called.instance, complete(task), eve, std::nullopt}));
    return Done{};
  });
  EXPECT_EQ(code(refused), "already-claimed");
}

TEST(DoNotContact, CannotComeBetweenTheCheckAndTheCommit) {
  Called called;
  const LocalId task = called.given.instance(called.instance)->tasks.front().id;
  int tries = 0;
  const auto done = called.given.run([&](Unit& unit) -> Result<Done> {
    ONWARD_TRY_DONE(unit.execute({called.instance, complete(task), anna(), std::nullopt}));
    if (tries++ > 0) return Done{};
    // Another server marks the customer while this command is on its way.
    TurnWrite write;
    Record customer = *called.given.store().record(RecordKind::customer, called.customer).value();
    Context flag;
    flag.set("reason", Value("at the last moment"));
    customer.fields.set("doNotContact", Value(std::move(flag)));
    write.records.push_back({customer.version, customer});
    ++write.records.back().after.version;
    return called.given.store().commit(write);
  });
  EXPECT_EQ(code(done), "do-not-contact");
  EXPECT_EQ(tries, 1);
  EXPECT_EQ(called.given.instance(called.instance)->tasks.front().id, task);
}

TEST(DoNotContact, IsSetByAProcessOnce) {
  Called called;
  const auto mark = [&](std::uint64_t customer) {
    bool marked = false;
    const auto done = called.given.run([&](Unit& unit) -> Result<Done> {
      ONWARD_TRY(marked, sales::mark_do_not_contact(unit, customer, " no more ", "engine"));
      return Done{};
    });
    return done.ok() && marked;
  };
  EXPECT_TRUE(mark(called.customer));
  EXPECT_FALSE(mark(called.customer));
  EXPECT_FALSE(mark(0));
  EXPECT_FALSE(mark(12'345));
  EXPECT_EQ(*called.shown().find("doNotContact")->context()->find("reason"), Value("no more"));
}

}  // namespace
}  // namespace onward::test
