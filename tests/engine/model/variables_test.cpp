// What check_variables reports, and where it must be silent since anything may come.
#include "engine/model/variables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process_builder.hpp"

namespace onward::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A process that a timer starts: nothing comes from outside.
Builder by_timer() {
  Builder b("p");
  return b.start("s", timer("R/P1D"));
}

std::vector<std::string> found_in(const Builder& builder) {
  std::vector<std::string> found;
  for (const model::Problem& problem : model::check_variables(*builder.build()))
    found.push_back(problem.code + " " + problem.element_id);
  return found;
}

Builder& with_form(Builder& b, const std::string& id) {
  model::FormField field;
  field.id = id;
  return b.with([&](model::Details& d) { d.user.form = {field}; });
}

TEST(CheckVariables, ReportsWhatNothingWrites) {
  EXPECT_THAT(found_in(by_timer().script("t", "totl + 1", "total").end("e")),
              ElementsAre("unknown-variable t"));
}

TEST(CheckVariables, KnowsFormsScriptsMappingsAndItems) {
  Builder b = by_timer();
  with_form(b.user("ask"), "answer").script("t", "{a: answer, b: 1}").task("m").input("c", "a");
  b.output("d", "c + b").user("each").multi_instance_parallel("[d]", "one");
  with_form(b, "more").with([](model::Details& d) { d.user.priority = feel("one + loopCounter"); });
  EXPECT_THAT(found_in(b.end("e")), IsEmpty());
}

TEST(CheckVariables, IsSilentWhereAnythingMayCome) {
  Builder by_hand("p");
  EXPECT_THAT(found_in(by_hand.start("s").script("t", "given", "x").end("e")), IsEmpty());
  EXPECT_THAT(found_in(by_timer().user("free").script("t", "given", "x").end("e")), IsEmpty());
  EXPECT_THAT(found_in(by_timer().service("w", "topic").script("t", "given", "x").end("e")),
              IsEmpty());
  EXPECT_THAT(found_in(by_timer().catch_message("c", "m").script("t", "given", "x").end("e")),
              IsEmpty());
  EXPECT_THAT(found_in(by_timer().call("c", "other").script("t", "given", "x").end("e")),
              IsEmpty());
}

TEST(CheckVariables, NamesMembersThatNoOpportunityHas) {
  Builder b("p");
  b.start("s").script("t", "opportunity.customer.name", "x");
  EXPECT_THAT(found_in(b.script("u", "opportunity.custommer", "y").end("e")),
              ElementsAre("unknown-opportunity-member u"));
}

}  // namespace
}  // namespace onward::test
