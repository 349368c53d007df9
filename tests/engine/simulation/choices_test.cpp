// Which way imaginary instances go: probabilities, what is known, history, equal shares.
#include "tests/engine/simulation/fixture.hpp"

namespace onward::simulation {
namespace {

/// A form field as the model has it.
model::FormField field(std::string_view id, model::FieldType type) {
  model::FormField made;
  made.id = id;
  made.type = type;
  return made;
}

/// A task with these fields, and a gateway behind it with this condition.
test::Builder asked(std::vector<model::FormField> fields, std::string_view condition) {
  test::Builder b("p");
  b.start("s").user("ask").exclusive("which").on(condition).end("yes");
  b.at("which").otherwise().end("no");
  b.get("ask").details.user.form = std::move(fields);
  return b;
}

TEST(Choices, ProbabilitiesOfTheModelDecide) {
  test::Builder b("p");
  b.start("s").exclusive("which").on("amount > 10").end("yes");
  b.at("which").otherwise().end("no");
  share(b, "which-yes", 0.3);
  share(b, "which-no", 0.7);
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 300, 45);  // 3 standard deviations
  EXPECT_EQ(ended_at(report, "yes") + ended_at(report, "no"), 1'000U);
}

TEST(Choices, FlowsThatSayNothingShareTheRest) {
  test::Builder b("p");
  b.start("s").exclusive("which").on("x = 1").end("a");
  b.at("which").on("x = 2").end("b");
  b.at("which").otherwise().end("c");
  share(b, "which-a", 1);
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 20))), "ended a 20");
  share(b, "which-a", 0);
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "b")), 500, 48);
  EXPECT_EQ(ended_at(report, "a"), 0U);
}

TEST(Choices, ABooleanOfAFormIsDrawnAndBothGatewaysSeeIt) {
  test::Builder b = asked({field("ok", model::FieldType::boolean)}, "ok = true");
  b.get("yes").kind = model::ElementKind::exclusive_gateway;
  b.at("yes").on("ok = true").end("sure");
  b.at("yes").otherwise().end("torn");
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "sure")), 500, 48);
  EXPECT_EQ(ended_at(report, "torn"), 0U);
}

TEST(Choices, AnEnumerationHasEachOptionEquallyOften) {
  model::FormField source = field("source", model::FieldType::enumeration);
  source.options = {{"web", "Web"}, {"fair", "Fair"}, {"friend", "Friend"}, {"other", "Other"}};
  const Report report = report_of(plan_of(asked({source}, "source = \"web\""), 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 250, 41);
}

TEST(Choices, MadeUpNumbersDecideNothing) {
  model::FormField amount = field("amount", model::FieldType::number);
  amount.min = Decimal(100);
  amount.max = Decimal(200);
  // Every number that is made up is over 50: going by it would always say yes.
  const Report report = report_of(plan_of(asked({amount}, "amount > 50"), 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 500, 48);
}

TEST(Choices, WhatIsComputedFromUnknownThingsIsUnknown) {
  test::Builder b("p");
  b.start("s").user("ask").script("twice", "amount * 2", "double");
  b.exclusive("which").on("double > 0").end("yes");
  b.at("which").otherwise().end("no");
  b.get("ask").details.user.form = {field("amount", model::FieldType::number)};
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 500, 48);
}

TEST(Choices, KnownDataIsGoneBy) {
  test::Builder b("p");
  b.start("s").script("twice", "amount * 2", "double");
  b.exclusive("which").on("double > 50").end("yes");
  b.at("which").otherwise().end("no");
  Plan plan = plan_of(b, 20);
  plan.variables.set("amount", Value(30));
  EXPECT_EQ(outcomes_of(report_of(plan)), "ended yes 20");
  plan.variables.set("amount", Value(20));
  EXPECT_EQ(outcomes_of(report_of(plan)), "ended no 20");
}

TEST(Choices, WhatNothingInTheModelWritesIsUnknown) {
  test::Builder b("p");
  b.start("s").exclusive("which").on("nobody = true").end("yes");
  b.at("which").otherwise().end("no");
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 500, 48);
}

TEST(Choices, AConditionThatFailsIsNoIncident) {
  test::Builder b("p");
  b.start("s").script("make", "\"text\"", "known").exclusive("which").on("known + 1").end("yes");
  b.at("which").otherwise().end("no");
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 500, 48);
  EXPECT_EQ(ended_at(report, "yes") + ended_at(report, "no"), 1'000U);
}

TEST(Choices, AnInclusiveGatewayTakesEachFlowByItself) {
  test::Builder b("p");
  b.start("s").inclusive("split").on("x = 1").user("a").end("ae");
  b.at("split").on("x = 2").user("b").end("be");
  b.at("split").otherwise().user("c").end("ce");
  share(b, "split-a", 1);
  share(b, "split-b", 0.25);
  share(b, "split-c", 0.9);  // the default is taken only when no other is
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_EQ(activity(report, "a").done, 1'000U);
  EXPECT_NEAR(static_cast<double>(activity(report, "b").done), 250, 41);
  for (const ActivityRow& row : report.activities) EXPECT_NE(row.element, "c");
}

TEST(Choices, DefaultsOfFieldsStandButNotOfWhatIsDrawn) {
  model::FormField size = field("size", model::FieldType::string);
  size.default_value = test::feel("\"large\"");
  EXPECT_EQ(outcomes_of(report_of(plan_of(asked({size}, "size = \"large\""), 50))), "ended yes 50");
  model::FormField ok = field("ok", model::FieldType::boolean);
  ok.default_value = test::feel("false");
  const Report report = report_of(plan_of(asked({ok}, "ok = true"), 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 500, 48);
}

TEST(Choices, WhatIsRequiredIsMadeUpWhenItsDefaultGivesNothing) {
  model::FormField partner = field("partner", model::FieldType::string);
  partner.default_value = test::feel("opportunity.customer.name");
  partner.required = true;
  const Report report = report_of(plan_of(asked({partner}, "partner = \"x\""), 100));
  EXPECT_EQ(report.cycle.count, 100U);
  EXPECT_GT(ended_at(report, "yes"), 0U);  // it is unknown: one way as often as the other
  EXPECT_GT(ended_at(report, "no"), 0U);
}

/// One task of 2 or 4 hours, then two of three instances went to "yes".
History lived() {
  History history;
  for (int i = 0; i < 3; ++i) {
    const Instant begin{1'000};
    Task task;
    task.id = LocalId{5};
    task.element = "ask";
    task.element = "ask";
    TaskClosed closed;
    closed.task = task.id;
    const std::string way = i < 2 ? "yes" : "no";
    learn(history, {{{},
                     1,
                     1,
                     begin,
                     "a",
                     "start",
                     {TokenCreated{{}, {}, "ask", "s-ask", {}}, TaskOpened{task}}},
                    {{},
                     2,
                     2,
                     begin + Duration{(i == 0 ? 2 : 4) * hour},
                     "a",
                     "complete-task",
                     {closed, TokenCreated{{}, {}, "which", "ask-which", {}},
                      TokenCreated{{}, {}, way, "which-" + way, {}}}}});
  }
  return history;
}

TEST(Choices, HistoryDecidesWhatTheModelLeavesOpen) {
  Plan plan = plan_of(asked({}, "unknown = 1"), 1'000);
  plan.histories["p"] = lived();
  const Report report = report_of(plan);
  EXPECT_NEAR(static_cast<double>(ended_at(report, "yes")), 667, 45);
  EXPECT_EQ(activity(report, "ask").duration_from, "history");
  EXPECT_NEAR(static_cast<double>(report.cycle.mean_ms), 10.0 / 3 * hour, 0.1 * hour);
  EXPECT_EQ(report.cycle.p95_ms, 4 * hour);
}

TEST(Choices, TheModelWinsOverHistory) {
  test::Builder b = asked({}, "unknown = 1");
  takes(b, "ask", "PT1H");
  share(b, "which-no", 1);
  Plan plan = plan_of(b, 20);
  plan.histories["p"] = lived();
  const Report report = report_of(plan);
  EXPECT_EQ(outcomes_of(report), "ended no 20");
  EXPECT_EQ(report.cycle.mean_ms, hour);
}

TEST(Choices, AwaitedEventsComeAsOftenAsTheyDid) {
  History history;
  for (int i = 0; i < 4; ++i) {
    Wait wait;
    wait.id = LocalId{5};
    wait.element = "paid";
    wait.kind = WaitKind::message;
    learn(history, {{{}, 1, 1, Instant{0}, "a", "start", {WaitOpened{wait}}},
                    {{},
                     2,
                     2,
                     Instant{2 * hour},
                     "a",
                     "deliver",
                     {WaitClosed{wait.id, i == 0 ? WaitEnd::fired : WaitEnd::cancelled}}}});
  }
  test::Builder b("p");
  b.start("s").catch_message("paid", "payment").end("e");
  Plan plan = plan_of(b, 1'000);
  plan.histories["p"] = history;
  const Report report = report_of(plan);
  EXPECT_NEAR(static_cast<double>(ended_at(report, "e")), 250, 41);
  EXPECT_EQ(report.cycle.mean_ms, 2 * hour);
  EXPECT_EQ(activity(report, "paid").duration_from, "history");
}

}  // namespace
}  // namespace onward::simulation
