// Runs every tests/engine/feel/cases/*.feel: lines `expression => FEEL text of the value`, "#" for
// comments and clauses.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/feel/feel.hpp"

namespace onward::feel {
namespace {

struct Case {
  std::string file, expression, expected;
  int line = 0;
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ONWARD_SOURCE_DIR) +
                                                               "/tests/engine/feel/cases")) {
    std::ifstream in(entry.path());
    std::string text;
    for (int line = 1; std::getline(in, text); ++line) {
      const std::size_t arrow = text.rfind(" => ");
      if (text.empty() || text.front() == '#') continue;
      const std::string left = arrow == std::string::npos ? text : text.substr(0, arrow);
      cases.push_back({entry.path().stem().string(), left,
                       arrow == std::string::npos ? "?" : text.substr(arrow + 4), line});
    }
  }
  return cases;
}

/// Quotes texts at top level too, and marks what does not compile.
std::string result_of(const std::string& text) {
  const auto expression = compile(text);
  if (!expression.ok()) return "refused";
  const Context none;
  Environment environment;
  environment.now = Instant{1'700'000'000'000};  // 2023-11-14T22:13:20Z
  const auto outcome = evaluate(expression.value(), ContextVariables(none), environment);
  if (!outcome.ok()) return "too large";
  const std::string shown = to_feel_text(Value(List{outcome->value}));
  return shown.substr(1, shown.size() - 2);
}

TEST(FeelCases, EveryLineOfTheCaseFilesHolds_10_3) {
  const auto cases = read_cases();
  ASSERT_GT(cases.size(), 100U);
  for (const Case& one : cases) {
    EXPECT_EQ(result_of(one.expression), one.expected)
        << one.file << ".feel:" << one.line << "  " << one.expression;
  }
}

}  // namespace
}  // namespace onward::feel
