// Names in scope while an expression is parsed: FEEL names may hold spaces and operators, so the
// longest known name that matches wins (DMN 1.5 clause 10.3.1.4).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/lexer.hpp"

namespace onward::feel {

/// Whether a name is read as one token whether it is known or not.
bool is_one_word(std::string_view name);

class KnownNames {
 public:
  struct Match {
    std::size_t tokens = 0;  ///< 0: nothing matches
    std::string name;        ///< as it was given to add()
  };

  /// Names of one token need not be added for matching, but do count as bound.
  void add(std::string_view name);
  /// How many names are known: what shrink() goes back to at the end of a scope.
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  void shrink(std::size_t size);
  /// The longest known name of two tokens or more at the front of `tokens`.
  [[nodiscard]] Match longest(std::span<const Token> tokens) const;
  /// Place of the innermost name equal to `name`, or npos.
  [[nodiscard]] std::size_t find(std::string_view name) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 private:
  struct Part {
    std::string text;
    bool space_before = false;
  };
  struct Known {
    std::string name;
    std::vector<Part> parts;  ///< empty for a name of one token
  };
  std::vector<Known> names_;
  std::size_t with_parts_ = 0;
};

}  // namespace onward::feel
