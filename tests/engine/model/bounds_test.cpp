// What the rules say at their bounds: up to a bound they look, and beyond it they say nothing,
// which is never wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/base/limits.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::model {
namespace {

using test::Builder;

bool says(const Builder& b, std::string_view rule) {
  const std::vector<Problem> problems = b.problems();
  return std::any_of(problems.begin(), problems.end(),
                     [&](const Problem& each) { return each.code == rule; });
}

std::string numbered(const char* what, std::size_t number) { return what + std::to_string(number); }

/// A parallel join behind a choice waits for ever.
Builder choice_and_join() {
  Builder b("p");
  b.start("s").exclusive("x").on("a = 1").user("u1").parallel("join").end("e");
  b.at("x").otherwise().user("u2").to("join");
  return b;
}

TEST(Bounds, OfConcurrencyAreTheElementsOfAScope) {
  Builder b = choice_and_join();
  b.at("e");
  b.get("e").kind = ElementKind::task;
  for (std::size_t i = b.draft().elements.size(); i < limits::concurrent_elements; ++i)
    b.task(numbered("t", i));
  EXPECT_EQ(b.draft().elements.size(), limits::concurrent_elements);
  EXPECT_TRUE(says(b, "join-never-complete"));
  b.task("one-more");
  EXPECT_FALSE(says(b, "join-never-complete"));
}

TEST(Bounds, OfConcurrencyAreTheFlowsOfAScope) {
  Builder b = choice_and_join();
  b.at("u1").exclusive("many").end("e2");
  const auto add_flow = [&] {
    DraftFlow flow;
    flow.id = numbered("more", b.draft().flows.size());
    flow.source = "many";
    flow.target = "e2";
    flow.condition = test::feel("a = " + std::to_string(b.draft().flows.size()));
    b.draft().flows.push_back(flow);
  };
  while (b.draft().flows.size() < 2 * limits::concurrent_elements) add_flow();
  EXPECT_TRUE(says(b, "join-never-complete"));
  add_flow();
  EXPECT_FALSE(says(b, "join-never-complete"));
}

/// A split into as many ends as given costs a look at each pair of them; behind it a split whose
/// branches merge one by one.
Builder wide_split_and_merge(std::size_t branches) {
  Builder b("p");
  b.start("s").parallel("wide");
  for (std::size_t i = 0; i < branches; ++i)
    b.at("wide").user(numbered("u", i)).end(numbered("e", i));
  b.at("wide").parallel("split").user("a").exclusive("merge").user("after").end("end");
  b.at("split").user("b").to("merge");
  return b;
}

TEST(Bounds, OfTheSearchForMergesAreItsSteps) {
  EXPECT_TRUE(says(wide_split_and_merge(10), "multiple-merge"));
  // Each pair of heads costs four steps for each element.
  std::size_t branches = 10;
  while (4 * (2 * branches) * (branches * (branches + 1) / 2) < limits::path_steps) ++branches;
  EXPECT_FALSE(says(wide_split_and_merge(branches), "multiple-merge"));
}

/// Nothing is chosen only when every variable is false, which is tried last.
Builder choice_of_booleans(std::size_t variables) {
  Builder b("p");
  b.start("s").exclusive("x");
  for (std::size_t i = 0; i < variables; ++i)
    b.at("x").on(numbered("v", i) + " = true").end(numbered("e", i));
  return b;
}

TEST(Bounds, OfTheSearchForADecisionWithoutAWayAreTheSamples) {
  std::size_t variables = 1;
  while ((std::size_t{2} << variables) <= limits::decision_samples) ++variables;
  EXPECT_TRUE(says(choice_of_booleans(variables), "missing-default"));
  EXPECT_FALSE(says(choice_of_booleans(variables + 1), "missing-default"));
}

}  // namespace
}  // namespace onward::model
