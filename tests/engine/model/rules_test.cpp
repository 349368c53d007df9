// Every rule of the table: found in the model that breaks it, at the element that breaks it, with
// the rule's severity; silent about the model that is fine.
#include "engine/model/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/engine/model/rule_cases.hpp"

namespace onward::test {

Builder plain() {
  Builder b("p");
  b.start("s").user("a").end("e");
  return b;
}

namespace {

using model::Problem;
using model::Severity;

std::vector<RuleCase> all_cases() {
  std::vector<RuleCase> all;
  for (const auto& topic : {flow_cases(), event_cases(), event_part_cases(), gateway_cases(),
                            scope_cases(), activity_cases(), calendar_cases(), way_cases()})
    all.insert(all.end(), topic.begin(), topic.end());
  return all;
}

const model::Rule* rule(const std::string& id) {
  static const std::vector<model::Rule> rules = model::all_rules();
  for (const model::Rule& candidate : rules)
    if (candidate.id == id) return &candidate;
  return nullptr;
}

std::vector<Problem> of_rule(const std::vector<Problem>& problems, const std::string& code) {
  std::vector<Problem> found;
  std::copy_if(problems.begin(), problems.end(), std::back_inserter(found),
               [&](const Problem& problem) { return problem.code == code; });
  return found;
}

class Rules : public testing::TestWithParam<RuleCase> {};

TEST_P(Rules, FindsWhatBreaksIt) {
  const RuleCase& given = GetParam();
  const auto problems = model::run_rules(model::DraftGraph(given.broken.draft()));

  const auto found = of_rule(problems, given.rule);
  ASSERT_FALSE(found.empty()) << given.rule;
  ASSERT_NE(rule(given.rule), nullptr);
  for (const Problem& problem : found) {
    EXPECT_EQ(problem.element_id, given.element);
    EXPECT_EQ(problem.severity, rule(given.rule)->severity);
    EXPECT_GT(problem.at.line, 0U);
    EXPECT_NE(problem.message, "");
  }
}

TEST_P(Rules, IsSilentAboutWhatIsFine) {
  const RuleCase& given = GetParam();
  const auto problems = model::run_rules(model::DraftGraph(given.fine.draft()));

  EXPECT_TRUE(of_rule(problems, given.rule).empty());
  for (const Problem& problem : problems)
    EXPECT_NE(problem.severity, Severity::error) << problem.code << ": " << problem.message;
}

std::string test_name(const testing::TestParamInfo<RuleCase>& info) {
  const model::Rule* row = rule(info.param.rule);
  std::string name = info.param.rule + '_' + (row == nullptr ? "" : std::string(row->clause)) +
                     '_' + std::to_string(info.index);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, Rules, testing::ValuesIn(all_cases()), test_name);

TEST(RuleTable, EveryRuleHasAModelThatBreaksIt) {
  std::set<std::string> broken;
  for (const RuleCase& given : all_cases()) broken.insert(given.rule);

  for (const model::Rule& row : model::all_rules())
    EXPECT_TRUE(broken.contains(std::string(row.id))) << row.id;
}

TEST(RuleTable, EveryRuleIsNamedOnceAndExplained) {
  std::set<std::string_view> ids;
  for (const model::Rule& row : model::all_rules()) {
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    EXPECT_NE(row.clause, "") << row.id;
    EXPECT_TRUE(row.explanation.ends_with('.')) << row.id;
  }
}

TEST(RuleTable, PlainProcessBreaksNothing) {
  EXPECT_TRUE(model::run_rules(model::DraftGraph(plain().draft())).empty());
}

}  // namespace
}  // namespace onward::test
