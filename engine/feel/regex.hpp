// Regular expressions of XPath/XML Schema (DMN 1.5 Table 76: matches, replace, split) on PCRE2,
// with bounds on time, depth and memory of a match: a pattern that runs away is an error, not a
// hang.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.hpp"

namespace onward::feel {

class Regex {
 public:
  /// `flags` are of "smix". Errors: invalid_expression.
  static Result<Regex> compile(std::string_view pattern, std::string_view flags);

  /// Begin and end of each group in the first match at or after `start`, group 0 first; a group
  /// that took no part is npos. Empty when nothing matches. Errors: too_large (a bound was
  /// reached).
  [[nodiscard]] Result<std::vector<std::pair<std::size_t, std::size_t>>> find(
      std::string_view text, std::size_t start) const;
  [[nodiscard]] std::size_t group_count() const;

 private:
  struct Code;
  std::shared_ptr<const Code> code_;
};

/// XML Schema syntax to PCRE2: class subtraction, \i \c, blocks. Errors: invalid_expression.
Result<std::string> to_pcre(std::string_view pattern, bool drop_space);

}  // namespace onward::feel
