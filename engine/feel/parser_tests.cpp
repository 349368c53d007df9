// Unary tests (DMN 1.5 clause 10.3.1.2 rules 7 to 16): the cells of decision tables and the right
// side of `in`.
#include <utility>

#include "engine/feel/builtins.hpp"
#include "engine/feel/parser.hpp"

namespace onward::feel {

// Rule 14: positive tests, not( tests ), or "-" which everything passes.
Result<NodePtr> Parser::unary_tests() {
  auto node = make(NodeKind::tests, current().at);
  if (is_symbol("-") && ahead(1).kind == Token::Kind::end) {
    ++index_;
    return finish(std::move(node));
  }
  if (is_word("not") && is_symbol("(", 1)) {
    const std::size_t start = std::exchange(index_, index_ + 2);
    node->negated = true;
    ONWARD_TRY_DONE(test_list(*node, ")"));
    ONWARD_TRY_DONE(expect_symbol(")"));
    if (current().kind == Token::Kind::end) return finish(std::move(node));
    // "not(? > 3) and ? != 9" calls the function: read again, once, as a list of tests.
    index_ = start;
    node = make(NodeKind::tests, current().at);
  }
  ONWARD_TRY_DONE(test_list(*node, ""));
  return finish(std::move(node));
}

Result<Done> Parser::test_list(Node& owner, std::string_view close) {
  do {
    ONWARD_TRY(NodePtr test, unary_test());
    owner.children.push_back(std::move(test));
  } while (take_symbol(","));
  if (!close.empty() && !is_symbol(close)) return unexpected("\"" + std::string(close) + "\"");
  return Done{};
}

// Rule 7: a comparison without its left side, an interval, or an expression.
Result<NodePtr> Parser::unary_test() {
  if (comparison_operator(current())) return comparison_test();
  const bool outer = std::exchange(saw_input_, false);
  ONWARD_TRY(NodePtr test, expression());
  const bool reads_input = std::exchange(saw_input_, outer || saw_input_);
  if (!reads_input) return test;
  auto marked = std::make_shared<Node>(*test);
  marked->uses_input = true;
  return NodePtr(std::move(marked));
}

Result<NodePtr> Parser::comparison_test() {
  auto node = make(NodeKind::unary_test, current().at);
  node->op = *comparison_operator(current());
  ++index_;
  ONWARD_TRY(NodePtr bound, operand_chain(comparison_level));
  node->children = {std::move(bound)};
  return finish(std::move(node));
}

// Rule 49 c) and d): `x in test` or `x in (test, test)`.
Result<NodePtr> Parser::in_tail(NodePtr left) {
  auto node = make(NodeKind::in, left->at);
  node->children = {std::move(left)};
  if (comparison_operator(current())) {
    ONWARD_TRY(NodePtr test, comparison_test());
    node->children.push_back(std::move(test));
  } else if (is_symbol("(")) {
    ONWARD_TRY_DONE(tests_in_parentheses(*node));
  } else {
    ONWARD_TRY(NodePtr test, operand_chain(comparison_level));
    node->children.push_back(std::move(test));
  }
  return finish(std::move(node));
}

// "(" may open a list of tests, an interval "(1..5]" or a plain expression "(a + b) * c": told
// apart after the first item, without going back (going back would let nested text cost exponential
// time).
Result<Done> Parser::tests_in_parentheses(Node& owner) {
  const Position at = current().at;
  ++index_;
  const bool is_comparison = comparison_operator(current()).has_value();
  ONWARD_TRY(NodePtr first, unary_test());
  if (!is_comparison && is_symbol("..")) {
    ONWARD_TRY(NodePtr range, range_from(std::move(first), false, at));
    owner.children.push_back(std::move(range));
    return Done{};
  }
  owner.children.push_back(first);
  bool is_single = true;
  while (take_symbol(",")) {
    is_single = false;
    ONWARD_TRY(NodePtr test, unary_test());
    owner.children.push_back(std::move(test));
  }
  ONWARD_TRY_DONE(expect_symbol(")"));
  if (is_single && !is_comparison) {
    ONWARD_TRY(NodePtr grouped, postfix(std::move(first)));
    ONWARD_TRY(grouped, chain_from(std::move(grouped), comparison_level));
    owner.children.back() = std::move(grouped);
  }
  return Done{};
}

}  // namespace onward::feel
