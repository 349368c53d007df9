// Times, queues and ends of simulated instances, where they can be told beforehand
// (docs/simulate.md).
#include "engine/simulation/simulation.hpp"

#include "tests/engine/simulation/fixture.hpp"

namespace onward::simulation {
namespace {

test::Builder one_task(std::string_view duration) {
  test::Builder b("p");
  b.start("s").user("work").end("e");
  b.lane("sales", {"work"});
  takes(b, "work", duration);
  return b;
}

TEST(Simulation, AFixedDurationGivesExactTimes) {
  const Report report = report_of(plan_of(one_task("PT2H"), 10));
  EXPECT_EQ(outcomes_of(report), "ended e 10");
  EXPECT_DOUBLE_EQ(report.outcomes.front().share, 1);
  EXPECT_EQ(report.cycle.count, 10U);
  EXPECT_EQ(report.cycle.mean_ms, 2 * hour);
  EXPECT_EQ(report.cycle.p50_ms, 2 * hour);
  EXPECT_EQ(report.cycle.p95_ms, 2 * hour);
  const ActivityRow& work = activity(report, "work");
  EXPECT_EQ(work.done, 10U);
  EXPECT_EQ(work.mean_work_ms, 2 * hour);
  EXPECT_EQ(work.mean_wait_ms, 0);
  EXPECT_EQ(work.duration_from, "model");
  // The last begins after nine hours and is done after eleven; ten did two hours each.
  EXPECT_EQ(report.simulated_ms, 11 * hour);
  EXPECT_DOUBLE_EQ(resource(report, "sales").busy, 20.0 / 11);
  EXPECT_FALSE(resource(report, "sales").capacity.has_value());
}

TEST(Simulation, AQueueGrowsWhereWorkTakesLongerThanItComes) {
  Plan plan = plan_of(one_task("PT2H"), 5);
  plan.capacities["sales"] = 1;
  const Report report = report_of(plan);
  // They come at 0, 1, 2, 3 and 4 hours, and begin at 0, 2, 4, 6 and 8.
  const ActivityRow& work = activity(report, "work");
  EXPECT_EQ(work.mean_wait_ms, 2 * hour);
  EXPECT_EQ(work.total_wait_ms, 10 * hour);
  EXPECT_EQ(work.mean_work_ms, 2 * hour);
  EXPECT_EQ(work.longest_queue, 2U);
  EXPECT_EQ(report.cycle.mean_ms, 4 * hour);
  EXPECT_EQ(report.cycle.p80_ms, 5 * hour);
  EXPECT_EQ(report.cycle.p95_ms, 6 * hour);
  const ResourceRow& sales = resource(report, "sales");
  EXPECT_EQ(sales.capacity, 1U);
  EXPECT_DOUBLE_EQ(sales.utilisation, 1);
  EXPECT_EQ(sales.mean_wait_ms, 2 * hour);
  EXPECT_EQ(sales.longest_queue, 2U);
}

TEST(Simulation, WhereMostIsWaitedComesFirst) {
  test::Builder b("p");
  b.start("s").user("quick").user("slow").end("e");
  b.lane("one", {"quick"}).lane("two", {"slow"});
  takes(b, "quick", "PT1M");
  takes(b, "slow", "PT3H");
  Plan plan = plan_of(b, 10);
  plan.capacities = {{"one", 1}, {"two", 1}};
  EXPECT_EQ(report_of(plan).activities.front().element, "slow");
}

TEST(Simulation, TheSameSeedGivesTheSameAndAnotherDoesNot) {
  const test::Builder b = one_task("exponential(PT2H)");
  Plan plan = plan_of(b, 50);
  plan.seed = 7;
  plan.arrivals = spread("exponential(PT1H)");
  const Report one = report_of(plan);
  const Report same = report_of(plan);
  EXPECT_EQ(one.cycle.mean_ms, same.cycle.mean_ms);
  EXPECT_EQ(one.cycle.p95_ms, same.cycle.p95_ms);
  EXPECT_EQ(one.simulated_ms, same.simulated_ms);
  plan.seed = 8;
  EXPECT_NE(report_of(plan).cycle.mean_ms, one.cycle.mean_ms);
}

TEST(Simulation, TimersRunOnTheVirtualClock) {
  test::Builder b("p");
  b.start("s").catch_timer("pause", "P30D").end("e");
  const Report report = report_of(plan_of(b, 3));
  EXPECT_EQ(report.cycle.mean_ms, 30 * 24 * hour);
  EXPECT_EQ(activity(report, "pause").mean_wait_ms, 30 * 24 * hour);
}

TEST(Simulation, ABoundaryTimerTakesTheTaskAwayAndSetsItsPersonFree) {
  test::Builder b = one_task("PT10H");
  b.boundary_timer("late", "work", "PT2H").end("given-up");
  Plan plan = plan_of(b, 3);
  plan.arrivals = spread("PT2H");
  plan.capacities["sales"] = 1;
  const Report report = report_of(plan);
  EXPECT_EQ(outcomes_of(report), "ended given-up 3");
  EXPECT_EQ(activity(report, "work").cancelled, 3U);
  EXPECT_EQ(activity(report, "work").longest_queue, 0U);
  EXPECT_EQ(activity(report, "late").done, 3U);
  EXPECT_DOUBLE_EQ(resource(report, "sales").utilisation, 1);
}

TEST(Simulation, WorkThatIsTakenAwayWhileItWaitsLeavesTheQueue) {
  test::Builder b("p");
  b.start("s").parallel("fork").user("long").end("done");
  b.at("fork").user("short").end("never");
  b.boundary_timer("late", "short", "PT4H").end("given-up");
  b.lane("sales", {"long", "short"});
  takes(b, "long", "PT10H");
  takes(b, "short", "PT1H");
  Plan plan = plan_of(b, 1);
  plan.capacities["sales"] = 1;
  const Report report = report_of(plan);
  EXPECT_EQ(outcomes_of(report), "ended done 1");
  EXPECT_EQ(report.cycle.mean_ms, 10 * hour);
  EXPECT_EQ(activity(report, "short").cancelled, 1U);
  EXPECT_EQ(activity(report, "short").longest_queue, 1U);
  EXPECT_EQ(resource(report, "sales").handled, 1U);
}

TEST(Simulation, JobsTakeTheirTimeAndTheirTopicIsTheirResource) {
  test::Builder b("p");
  b.start("s").service("ship", "shipping").end("e");
  takes(b, "ship", "PT30M");
  const Report report = report_of(plan_of(b, 2));
  EXPECT_EQ(report.cycle.mean_ms, hour / 2);
  EXPECT_EQ(resource(report, "shipping").handled, 2U);
}

TEST(Simulation, WhatNothingSaysIsAssumedAndTold) {
  test::Builder b("p");
  b.start("s").user("work").service("ship", "shipping").end("e");
  const Report report = report_of(plan_of(b, 2));
  EXPECT_EQ(activity(report, "work").mean_work_ms, hour);
  EXPECT_EQ(activity(report, "work").duration_from, "assumed");
  EXPECT_EQ(activity(report, "ship").mean_work_ms, hour / 60);
}

TEST(Simulation, AMessageComesWhenTheModelSaysSo) {
  test::Builder b("p");
  b.start("s").catch_message("paid", "payment").end("e");
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 4))), "waits paid message payment 4");
  takes(b, "paid", "PT3H");
  const Report report = report_of(plan_of(b, 4));
  EXPECT_EQ(outcomes_of(report), "ended e 4");
  EXPECT_EQ(report.cycle.mean_ms, 3 * hour);
  b.get("paid").details.simulation.probability = 0;
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 4))), "waits paid message payment 4");
}

TEST(Simulation, ASignalComesToABoundaryEventAsOftenAsItSays) {
  test::Builder b = one_task("PT8H");
  b.boundary_signal("stop", "work", "stop").end("stopped");
  takes(b, "stop", "PT1H");
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 4))), "ended stopped 4");
  b.get("stop").details.simulation.probability = 0.5;
  const Report report = report_of(plan_of(b, 1'000));
  EXPECT_NEAR(static_cast<double>(ended_at(report, "stopped")), 500, 50);
}

TEST(Simulation, WhatOneThrowsAnotherHears) {
  test::Builder b("p");
  b.start("s").parallel("fork").user("work").throw_signal("tell", "ready").end("told");
  b.at("fork").catch_signal("hear", "ready").end("heard");
  takes(b, "work", "PT2H");
  const Report report = report_of(plan_of(b, 1));
  EXPECT_EQ(activity(report, "hear").mean_wait_ms, 2 * hour);
  EXPECT_EQ(report.outcomes.front().what, "ended");
}

TEST(Simulation, CalledProcessesArePartOfTheirCaller) {
  test::Builder callee("callee");
  callee.start("cs").user("inside").end("ce");
  takes(callee, "inside", "PT5H");
  test::Builder b("p");
  b.start("s").call("calling", "callee").end("e");
  const Report report = report_of(plan_of(b, 2), {callee.build()});
  EXPECT_EQ(outcomes_of(report), "ended e 2");
  EXPECT_EQ(report.cycle.mean_ms, 5 * hour);
  EXPECT_EQ(activity(report, "inside").definition, "callee");
}

TEST(Simulation, AnIncidentInACalledProcessIsFound) {
  test::Builder callee("callee");
  callee.start("cs").script("count", "1 + \"a\"", "n").end("ce");
  test::Builder b("p");
  b.start("s").call("calling", "callee").end("e");
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 2), {callee.build()})),
            "incident count expression-failed 2");
}

TEST(Simulation, AnErrorAtTheTopIsAFailure) {
  test::Builder b("p");
  b.start("s").end_error("broken", "E1");
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 2))), "failed broken 2");
}

TEST(Simulation, ChecklistsAndDeliverablesAreMet) {
  test::Builder b = one_task("PT1H");
  b.get("work").details.user.deliverable = "A note";
  b.get("work").details.user.checklist = {{"a", "Ask", true}, {"b", "Tell", false}};
  EXPECT_EQ(outcomes_of(report_of(plan_of(b, 2))), "ended e 2");
}

TEST(Simulation, AnInstanceThatNeverEndsIsSetAside) {
  test::Builder b("p");
  b.start("s").exclusive("again").user("work").exclusive("done").otherwise().to("again");
  b.at("done").on("x = 1").end("e");
  share(b, "done-e", 0);
  share(b, "done-again", 1);
  b.lane("sales", {"work"});
  Plan plan = plan_of(b, 2);
  plan.commands_per_instance = 20;
  plan.capacities["sales"] = 1;
  const Report report = report_of(plan);
  EXPECT_EQ(outcomes_of(report), "bound work 20 commands 2");
  EXPECT_EQ(report.commands, 42U);
  EXPECT_EQ(report.bound, "");
}

TEST(Simulation, TheBoundOfAllCommandsIsAnAnswer) {
  Plan plan = plan_of(one_task("PT1H"), 100);
  plan.commands = 30;
  const Report report = report_of(plan);
  EXPECT_EQ(report.bound, "stopped after 30 commands");
  EXPECT_GE(report.commands, 30U);
  EXPECT_LT(report.instances, 100U);
}

TEST(Simulation, MoreInstancesThanTheBoundAreRefused) {
  memory::MemoryStore store;
  test::BuiltDefinitions definitions;
  Plan plan = plan_of(one_task("PT1H"), 100'001);
  const auto report = simulate(plan, store, definitions);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::too_large);
  test::Builder b = one_task("PT1H");
  b.not_executable();
  plan.instances = 1;
  plan.definition = model::compile(b.draft(), 1).definition;
  EXPECT_EQ(simulate(plan, store, definitions).error().code, ErrorCode::not_executable);
}

TEST(Times, PercentilesAreThoseOfTheNearestRank) {
  std::vector<std::int64_t> spans;
  for (std::int64_t i = 20; i >= 1; --i) spans.push_back(i);
  const Times times = times_of(spans);
  EXPECT_EQ(times.p50_ms, 10);
  EXPECT_EQ(times.p80_ms, 16);
  EXPECT_EQ(times.p95_ms, 19);
  EXPECT_EQ(times.mean_ms, 11);  // 10.5, rounded
  EXPECT_EQ(times_of({}).count, 0U);
  EXPECT_EQ(times_of({5}).p95_ms, 5);
}

TEST(Simulation, WhoeverAskedMayEndIt) {
  test::Builder b("p");
  b.start("s").user("work").end("done");
  Plan plan = plan_of(b, 100);
  int asked = 0;
  plan.enough = [&asked] { return ++asked > 7; };
  const Report report = report_of(plan);
  EXPECT_LT(report.instances, 100U);
  EXPECT_EQ(report.bound, "stopped after " + std::to_string(report.commands) + " commands");
}

TEST(Simulation, EveryCommandIsTold) {
  test::Builder b("p");
  b.start("s").user("work").end("done");
  Plan plan = plan_of(b, 3);
  std::uint64_t told = 0;
  plan.watch = [&told](const HistoryRow& row) { told += row.facts.empty() ? 0U : 1U; };
  EXPECT_EQ(report_of(plan).commands, told);
  EXPECT_EQ(told, 6U);
}

}  // namespace
}  // namespace onward::simulation
