// For each rule one model that breaks it and one that is fine; by topic, as the rules are. Run by
// rules_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "tests/support/process_builder.hpp"

namespace onward::test {

struct RuleCase {
  std::string rule;     ///< id of the rule that is broken
  std::string element;  ///< where
  Builder broken;
  Builder fine;
};

std::vector<RuleCase> flow_cases();
std::vector<RuleCase> event_cases();
std::vector<RuleCase> event_part_cases();
std::vector<RuleCase> gateway_cases();
std::vector<RuleCase> scope_cases();
std::vector<RuleCase> activity_cases();
std::vector<RuleCase> calendar_cases();
std::vector<RuleCase> way_cases();

/// A process that breaks nothing: s -> a -> e.
Builder plain();

}  // namespace onward::test
