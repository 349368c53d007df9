// The flowchart of an instance, from commands that ran for real.
#include "engine/sales/flow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/execution/execute.hpp"
#include "engine/sales/flow_graph.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using sales::FlowChart;
using sales::FlowStep;
using sales::StepState;
using testing::ElementsAre;

class NoCatalogue final : public Catalogue {
 public:
  Result<model::DefinitionPtr> process(std::string_view, std::uint32_t) override {
    return Error{ErrorCode::not_found};
  }
  Result<model::DefinitionPtr> bound_process(std::string_view, const Bound&) override {
    return Error{ErrorCode::not_found};
  }
  Result<std::shared_ptr<const dmn::Model>> bound_decision(std::string_view,
                                                           const Bound&) override {
    return Error{ErrorCode::not_found};
  }
  std::vector<model::DefinitionPtr> latest() override { return {}; }
};

class SomeIds final : public NewIds {
 public:
  std::uint64_t next(std::uint16_t) override { return ++last_; }
  std::uint64_t next_root() override { return ++last_; }

 private:
  std::uint64_t last_ = 100;
};

/// One instance of a definition, with what its history tells.
class Walk {
 public:
  explicit Walk(const Builder& builder) : definition_(builder.build()) {
    StartInstance start;
    start.definition = definition_->ref;
    run({InstanceId{7}, start, {"anna", {}, true}, std::nullopt});
  }
  explicit Walk(const Builder& builder, Context variables) : definition_(builder.build()) {
    StartInstance start;
    start.definition = definition_->ref;
    start.variables = std::move(variables);
    run({InstanceId{7}, start, {"anna", {}, true}, std::nullopt});
  }

  void complete(const std::string& element, const std::string& by, Context variables = {}) {
    CompleteTask complete;
    complete.task = task_at(element);
    complete.variables = std::move(variables);
    run({InstanceId{7}, complete, {by, {}, true}, std::nullopt});
  }
  void assign(const std::string& element, const std::string& to) {
    run({InstanceId{7}, AssignTask{task_at(element), to}, {"boss", {}, true}, std::nullopt});
  }
  void cancel() {
    run({InstanceId{7}, CancelInstance{"no need"}, {"boss", {}, true}, std::nullopt});
  }

  [[nodiscard]] FlowChart chart() const { return flow_chart(*definition_, instance_, passages_); }
  [[nodiscard]] FlowStep step(const std::string& id) const {
    for (FlowStep& step : chart().steps)
      if (step.id == id) return step;
    ADD_FAILURE() << "no step " << id;
    return {};
  }
  [[nodiscard]] StepState state(const std::string& id) const { return step(id).state; }

 private:
  LocalId task_at(const std::string& element) {
    for (const Task& task : instance_.tasks)
      if (task.element == element) return task.id;
    ADD_FAILURE() << "no open task at " << element;
    return {};
  }
  void run(const Command& command) {
    auto changes =
        execute(*definition_, instance_, command, {Instant{1'000}, "UTC", catalogue_, ids_, {}});
    ASSERT_TRUE(changes.ok()) << changes.error().message;
    HistoryRow row;
    row.facts = changes->facts;
    passages_.add(row);
    instance_ = changes->after;
  }

  model::DefinitionPtr definition_;
  NoCatalogue catalogue_;
  SomeIds ids_;
  Instance instance_;
  sales::Passages passages_;
};

Context with(const std::string& name, Value value) {
  Context context;
  context.set(name, std::move(value));
  return context;
}

std::vector<std::string> ids_of(const FlowChart& chart) {
  std::vector<std::string> ids;
  for (const FlowStep& step : chart.steps) ids.push_back(step.id);
  return ids;
}

std::vector<std::string> links_of(const FlowChart& chart) {
  std::vector<std::string> links;
  for (const sales::FlowLink& link : chart.flows)
    links.push_back(link.from + ">" + link.to + (link.label.empty() ? "" : ":" + link.label));
  return links;
}

/// qualify, then sell or nurture; nurturing leads back to qualify.
Builder sale() {
  Builder b("sale");
  b.start("posted").user("qualify").exclusive("fit");
  b.on("fits = true").user("sell").end("won");
  b.at("fit").otherwise().user("nurture").to("qualify");
  return b;
}

TEST(Flow, TellsStepsBreadthFirstAndALoopOnce) {
  EXPECT_THAT(ids_of(Walk(sale()).chart()),
              ElementsAre("posted", "qualify", "fit", "sell", "nurture", "won"));
}

TEST(Flow, PassesOverEventsAndGatewaysWithoutAName) {
  Builder b = sale();
  for (const char* id : {"posted", "fit", "won"}) b.get(id).name.clear();
  b.get_flow("fit-sell").name = "fits";

  const FlowChart chart = Walk(b).chart();

  EXPECT_THAT(ids_of(chart), ElementsAre("qualify", "sell", "nurture"));
  EXPECT_THAT(links_of(chart),
              ElementsAre("qualify>sell:fits", "qualify>nurture", "nurture>qualify"));
}

TEST(Flow, ShowsATaskWithoutANameByItsId) {
  Builder b = sale();
  b.get("sell").name.clear();
  EXPECT_EQ(Walk(b).step("sell").name, "sell");
}

TEST(Flow, StatesFollowTheTokens) {
  Walk walk(sale());
  EXPECT_EQ(walk.state("posted"), StepState::done);
  EXPECT_EQ(walk.state("qualify"), StepState::active);
  EXPECT_EQ(walk.state("sell"), StepState::possible);
  EXPECT_EQ(walk.state("nurture"), StepState::possible);

  walk.complete("qualify", "anna", with("fits", Value(true)));

  EXPECT_EQ(walk.state("qualify"), StepState::done);
  EXPECT_EQ(walk.state("sell"), StepState::active);
  EXPECT_EQ(walk.state("nurture"), StepState::skipped);
  EXPECT_EQ(walk.state("won"), StepState::possible);
}

TEST(Flow, WhatALoopLeadsBackToIsPossibleAgainAndItsPassesCount) {
  Walk walk(sale());

  walk.complete("qualify", "anna", with("fits", Value(false)));
  EXPECT_EQ(walk.state("sell"), StepState::possible);
  walk.complete("nurture", "ben");
  walk.complete("qualify", "carl", with("fits", Value(true)));

  EXPECT_EQ(walk.step("qualify").passes, 2U);
  EXPECT_EQ(walk.step("nurture").passes, 1U);
}

TEST(Flow, AnEndedInstanceHasSkippedWhatItDidNotDo) {
  Walk walk(sale());

  walk.cancel();

  EXPECT_EQ(walk.state("posted"), StepState::done);
  EXPECT_EQ(walk.state("qualify"), StepState::skipped);
  EXPECT_EQ(walk.state("won"), StepState::skipped);
}

TEST(Flow, PersonInChargeIsTheAssigneeThenWhoDidItThenTheGroup) {
  Builder b = sale();
  b.lane("sellers", {"qualify", "sell", "nurture"});
  Walk walk(b);
  EXPECT_EQ(walk.step("qualify").person_in_charge, "sellers");

  walk.assign("qualify", "dora");
  EXPECT_EQ(walk.step("qualify").person_in_charge, "dora");

  walk.complete("qualify", "emil", with("fits", Value(true)));
  EXPECT_EQ(walk.step("qualify").person_in_charge, "emil");
  EXPECT_EQ(walk.step("nurture").person_in_charge, "sellers");
}

TEST(Flow, NamesOpenTasksTheirDueDateAndWhatToDo) {
  Builder b("one");
  b.start("s").user("call").with([](model::Details& details) {
    details.user.due = literal("P1D");
    details.user.deliverable = "A note";
    details.user.instructions = "Ask first.";
  });
  b.end("e");

  const FlowStep step = Walk(b).step("call");

  ASSERT_EQ(step.open_tasks.size(), 1U);
  EXPECT_EQ(step.open_tasks.front().instance, InstanceId{7});
  ASSERT_TRUE(step.due.has_value());
  EXPECT_EQ(step.due->ms, 1'000 + 86'400'000);
  EXPECT_EQ(step.deliverable, "A note");
  EXPECT_EQ(step.instructions, "Ask first.");
}

TEST(Flow, InstancesOfAMultiInstanceActivityAreOnePass_13_3_7) {
  Builder b("many");
  b.start("s").user("ask").times("2").user("sum").end("e");
  Walk walk(b);
  EXPECT_EQ(walk.step("ask").open_tasks.size(), 2U);

  walk.complete("ask", "anna");
  EXPECT_EQ(walk.state("ask"), StepState::active);
  walk.complete("ask", "ben");

  EXPECT_EQ(walk.step("ask").passes, 1U);
  EXPECT_EQ(walk.step("ask").person_in_charge, "ben");
}

TEST(Flow, ReachesOutOfASubProcessAndNotBackIntoItsStart) {
  Builder b("nested");
  b.start("s");
  b.sub("offer", [](Builder& in) { in.start("o").user("write").user("check").end("p"); });
  b.user("send").end("e");
  Walk walk(b);
  EXPECT_THAT(ids_of(walk.chart()),
              ElementsAre("s", "offer", "o", "write", "check", "p", "send", "e"));

  walk.complete("write", "anna");

  EXPECT_EQ(walk.state("offer"), StepState::active);
  EXPECT_EQ(walk.state("check"), StepState::active);
  EXPECT_EQ(walk.state("send"), StepState::possible);
}

TEST(Flow, ASubProcessWithoutANameIsPassedThrough) {
  Builder b("nested");
  b.start("s");
  b.sub("offer", [](Builder& in) { in.start("o").user("write").end("p"); });
  b.user("send").end("e");
  for (const char* id : {"s", "offer", "o", "p", "e"}) b.get(id).name.clear();

  const FlowChart chart = Walk(b).chart();

  EXPECT_THAT(ids_of(chart), ElementsAre("write", "send"));
  EXPECT_THAT(links_of(chart), ElementsAre("write>send"));
}

TEST(Flow, BoundaryEventsArePossibleWhileTheirActivityIsOpen_13_5_3) {
  Builder b("negotiation");
  b.start("s").user("negotiate").user("close").end("e");
  b.boundary_timer("chase-due", "negotiate", "P7D", Interrupting::no).user("chase").end("chased");
  Walk walk(b);
  EXPECT_EQ(walk.state("chase"), StepState::possible);

  walk.complete("negotiate", "anna");

  EXPECT_EQ(walk.state("chase-due"), StepState::skipped);
  EXPECT_EQ(walk.state("chase"), StepState::skipped);
  EXPECT_EQ(walk.state("close"), StepState::active);
}

TEST(Flow, AnEventSubProcessIsPossibleWhileItsScopeIsOpen_13_5_4) {
  Builder b("interrupted");
  b.start("s").user("work").end("e");
  b.event_sub("complaint", [](Builder& in) {
    in.start("complained", event(model::EventKind::message, "complaint")).user("calm").end("c");
  });
  Walk walk(b);
  EXPECT_THAT(ids_of(walk.chart()),
              ElementsAre("s", "work", "e", "complaint", "complained", "calm", "c"));
  EXPECT_EQ(walk.state("complaint"), StepState::possible);
  EXPECT_EQ(walk.state("calm"), StepState::possible);

  walk.complete("work", "anna");

  EXPECT_EQ(walk.state("calm"), StepState::skipped);
}

TEST(Flow, AParallelBranchLeavesTheOthersPossible_13_4_1) {
  Builder b("both");
  b.start("s").parallel("fork").user("pick").parallel("join").user("ship").end("e");
  b.at("fork").user("pack").to("join");
  Walk walk(b);

  walk.complete("pick", "anna");

  EXPECT_EQ(walk.state("pick"), StepState::done);
  EXPECT_EQ(walk.state("pack"), StepState::active);
  EXPECT_EQ(walk.state("join"), StepState::active);
  EXPECT_EQ(walk.state("ship"), StepState::possible);
}

TEST(Flow, ADefinitionThatNeverRanIsAllSkipped) {
  const model::DefinitionPtr definition = sale().build();
  Instance nothing;
  nothing.state = InstanceState::cancelled;
  for (const FlowStep& step : sales::flow_chart(*definition, nothing, {}).steps)
    EXPECT_EQ(to_string(step.state), "skipped");
}

}  // namespace
}  // namespace onward::test
