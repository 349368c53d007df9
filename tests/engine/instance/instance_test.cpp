#include "engine/instance/instance.hpp"

#include <gtest/gtest.h>

#include "tests/engine/instance/samples.hpp"

namespace onward {
namespace {

TEST(Instance, LooksUpById) {
  const Instance instance = test::full_instance();

  EXPECT_EQ(find_token(instance, {4}), &instance.tokens[1]);
  EXPECT_EQ(find_scope(instance, {2}), &instance.scopes[1]);
  EXPECT_EQ(find_multi_instance(instance, {2}), instance.multi_instances.data());
  EXPECT_EQ(find_wait(instance, {22}), &instance.waits.front());
  EXPECT_EQ(find_task(instance, {20}), &instance.tasks.front());
  EXPECT_EQ(find_job(instance, {23}), &instance.jobs.front());
  EXPECT_EQ(find_incident(instance, {24}), &instance.incidents.front());
}

TEST(Instance, LookUpGivesNothingForAnIdThatIsNotThere) {
  const Instance instance = test::full_instance();

  for (const LocalId id : {LocalId{0}, LocalId{1}, LocalId{5}, LocalId{4'000'000'000}}) {
    EXPECT_EQ(find_token(instance, id), nullptr);
    EXPECT_EQ(find_multi_instance(instance, id), nullptr);
    EXPECT_EQ(find_wait(instance, id), nullptr);
    EXPECT_EQ(find_task(instance, id), nullptr);
    EXPECT_EQ(find_job(instance, id), nullptr);
    EXPECT_EQ(find_incident(instance, id), nullptr);
  }
  EXPECT_EQ(find_scope(instance, {7}), nullptr);
}

TEST(Instance, FindsTheScopeThatATokenOwnsAndNoneForNoToken) {
  const Instance instance = test::full_instance();

  EXPECT_EQ(find_scope_owned_by(instance, {3}), &instance.scopes[1]);
  EXPECT_EQ(find_scope_owned_by(instance, {4}), nullptr);
  EXPECT_EQ(find_scope_owned_by(instance, {}), nullptr);  // the root's owner is no token
}

TEST(Instance, FindsAVariableByItsExactName) {
  const Instance instance = test::full_instance();

  ASSERT_NE(find_variable(instance.scopes[0], "all"), nullptr);
  EXPECT_EQ(*find_variable(instance.scopes[0], "all"), test::every_value());
  EXPECT_EQ(find_variable(instance.scopes[0], "All"), nullptr);
}

TEST(Instance, SizeGrowsWithTextsAndValues) {
  Instance instance = test::full_instance();
  const std::size_t before = size_bytes(instance);

  instance.scopes[0].variables.push_back({"long", Value(std::string(10'000, 'x'))});
  instance.tasks[0].name = std::string(10'000, 'y');

  EXPECT_GE(size_bytes(instance), before + 20'000);
  EXPECT_LT(size_bytes(instance), before + 100'000);
}

TEST(Instance, StatesHaveNamesAndEnds) {
  EXPECT_EQ(to_string(InstanceState::active), "active");
  EXPECT_EQ(to_string(InstanceState::suspended), "suspended");
  EXPECT_EQ(to_string(InstanceState::completed), "completed");
  EXPECT_EQ(to_string(InstanceState::cancelled), "cancelled");
  EXPECT_EQ(to_string(InstanceState::failed), "failed");
  EXPECT_FALSE(is_ended(InstanceState::active));
  EXPECT_FALSE(is_ended(InstanceState::suspended));
  EXPECT_TRUE(is_ended(InstanceState::completed));
  EXPECT_TRUE(is_ended(InstanceState::cancelled));
  EXPECT_TRUE(is_ended(InstanceState::failed));
}

TEST(Instance, WaitsAndJobsHaveNames) {
  EXPECT_EQ(to_string(WaitKind::timer), "timer");
  EXPECT_EQ(to_string(WaitKind::message), "message");
  EXPECT_EQ(to_string(WaitKind::signal), "signal");
  EXPECT_EQ(to_string(WaitKind::conditional), "conditional");
  EXPECT_EQ(to_string(JobType::worker), "worker");
  EXPECT_EQ(to_string(JobType::connector), "connector");
  EXPECT_EQ(to_string(JobType::action), "action");
}

}  // namespace
}  // namespace onward
