// FEEL text to tree (DMN 1.5 clause 10.3.1.2): precedence climbing over the token list, depth
// bounded by limits::feel_depth.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/feel/ast.hpp"
#include "engine/feel/lexer.hpp"
#include "engine/feel/names.hpp"

namespace onward::feel {

/// What is known around an expression.
struct Scope {
  std::span<const std::string> names;  ///< variables whose names hold spaces or operators
  const Types* types = nullptr;        ///< item definitions
};

struct Parsed {
  NodePtr node;
  std::vector<std::string> variables;  ///< read from outside, each once
};

enum class Goal {
  expression,
  unary_tests,
  domain,  ///< an expression, or a bare range `1..3` (rule 51 iteration context)
};

/// Errors: invalid_expression with where "line:column", too_large.
Result<Parsed> parse(std::string_view text, Goal goal, const Scope& scope);

/// Precedence of comparisons: what binds tighter is arithmetic.
inline constexpr int comparison_level = 3;
std::optional<Operator> comparison_operator(const Token& token);
/// Rule 30 additional name symbols: what may stand in a name that is being declared.
bool is_part_of_name(const Token& token);

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Scope& scope);
  Result<Parsed> run(Goal goal);

 private:
  using Made = Result<NodePtr>;
  // parser.cpp: operators and statements
  Made expression();
  Made operand_chain(int lowest);
  Made chain_from(NodePtr left, int lowest);
  Made comparison_tail(NodePtr left);
  Made between_tail(NodePtr left);
  Made instance_tail(NodePtr left);
  Made unary();
  Made domain();
  Made for_loop();
  Made quantified();
  Made conditional();
  Made function_definition();
  Result<Done> iterator(Node& loop);
  Result<Done> parameter(Node& function);
  // parser_tests.cpp: unary tests
  Made unary_tests();
  Made unary_test();
  Made in_tail(NodePtr left);
  Made comparison_test();
  Result<Done> test_list(Node& owner, std::string_view close);
  Result<Done> tests_in_parentheses(Node& owner);
  // parser_primary.cpp: literals, names, lists, contexts, ranges, postfix
  Made postfix(NodePtr left);
  Made primary();
  Made name_or_literal();
  Made text_or_temporal();
  Made bracketed();
  Made parenthesised();
  Made range_from(NodePtr low, bool low_included, Position at);
  Made context();
  Result<std::string> context_key();
  Made call(NodePtr function);
  Made filter(NodePtr list);
  Made path(NodePtr from);
  // parser_types.cpp
  Result<TypePtr> type();
  Result<TypePtr> context_type();
  Result<TypePtr> function_type();
  Result<TypePtr> element_type(Type::Kind kind);

  // tokens
  [[nodiscard]] const Token& current() const { return tokens_[index_]; }
  [[nodiscard]] const Token& ahead(std::size_t count) const {
    return tokens_[std::min(index_ + count, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is_symbol(std::string_view text, std::size_t count = 0) const;
  [[nodiscard]] bool is_word(std::string_view text, std::size_t count = 0) const;
  bool take_symbol(std::string_view text);
  bool take_word(std::string_view text);
  Result<Done> expect_symbol(std::string_view text);
  Result<Done> expect_word(std::string_view text);
  [[nodiscard]] Error unexpected(std::string_view wanted) const;
  [[nodiscard]] bool starts_operand(std::size_t count) const;
  /// A name that is being declared (iterator, parameter): words up to the next reserved word or
  /// symbol.
  Result<std::string> declared_name();
  /// A name that is being used, longest match first; empty when there is none.
  std::string used_name();

  // nodes
  std::shared_ptr<Node> make(NodeKind kind, Position at) const;
  Made finish(std::shared_ptr<Node> node);
  Made binary(NodeKind kind, Operator op, NodePtr left, NodePtr right);
  NodePtr reference(std::string name, Position at);

  struct OpenFunction {
    std::size_t bound_from = 0;
    std::vector<std::string> captures;
  };

  std::vector<Token> tokens_;
  Scope scope_;
  KnownNames known_;       ///< given names, then what the expression declares
  std::size_t given_ = 0;  ///< how many of known_ come from outside
  KnownNames members_;     ///< keys of contexts seen so far: what may stand after a point
  std::size_t index_ = 0;
  std::size_t depth_ = 0;
  std::vector<std::string> variables_;
  std::vector<OpenFunction> functions_;
  bool saw_partial_ = false;
  bool saw_input_ = false;
};

}  // namespace onward::feel
