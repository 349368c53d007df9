// Property tests with a seed that is fixed and printed before the first case, so that a failure can
// be run again.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <iostream>
#include <sstream>
#include <utility>

namespace onward::test {

/// Runs `property` on 500 random cases; a failure shows the smallest counterexample.
template <class Property>
void expect_property(std::uint64_t seed, Property&& property) {
  std::cout << "seed " << seed << '\n';
  rc::detail::TestParams params;
  params.seed = seed;
  params.maxSuccess = 500;
  const auto result = rc::detail::checkTestable(std::forward<Property>(property),
                                                rc::detail::TestMetadata{}, params);
  std::ostringstream report;
  rc::detail::printResultMessage(result, report);
  EXPECT_TRUE(result.template is<rc::detail::SuccessResult>()) << report.str();
}

}  // namespace onward::test
