// Tokens of FEEL (DMN 1.5 clause 10.3.1.2 rules 27 to 33) and of the JUEL subset.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/ast.hpp"

namespace onward::feel {

struct Token {
  enum class Kind : std::uint8_t { end, number, text, name, symbol } kind = Kind::end;
  std::string text;  ///< as written; of a text literal: decoded
  Position at;
  bool space_before = false;  ///< decides whether "a-b" is one name
};

enum class Dialect { feel, juel };

/// The last token is always of kind end. Errors: invalid_expression with where "line:column",
/// too_large.
Result<std::vector<Token>> read_tokens(std::string_view text, Dialect dialect = Dialect::feel);

/// invalid_expression at a place.
Error syntax_error(Position at, std::string message);

}  // namespace onward::feel
