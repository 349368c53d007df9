// Operands of FEEL (DMN 1.5 clause 10.3.1.2): literals, names, lists, contexts, ranges, and what
// may follow an operand.
#include <utility>

#include "engine/feel/builtins.hpp"
#include "engine/feel/parser.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {
// Paths, filters and calls, as many as follow (rules 45, 50, 38).
Result<NodePtr> Parser::postfix(NodePtr left) {
  for (;;) {
    if (is_symbol(".")) {
      ++index_;
      ONWARD_TRY(left, path(std::move(left)));
    } else if (is_symbol("[") && starts_operand(1)) {  // "]1..10[" closes a range instead
      ++index_;
      ONWARD_TRY(left, filter(std::move(left)));
    } else if (is_symbol("(")) {
      ++index_;
      ONWARD_TRY(left, call(std::move(left)));
    } else {
      return left;
    }
  }
}

Result<NodePtr> Parser::path(NodePtr from) {
  auto node = make(NodeKind::path, current().at);
  const std::span<const Token> rest(tokens_.data() + index_, tokens_.size() - index_);
  const KnownNames::Match member = members_.longest(rest);
  if (member.tokens > 0) {
    index_ += member.tokens;
    node->name = member.name;
  } else {
    node->name = used_name();
  }
  if (node->name.empty()) return unexpected("a name after the point");
  node->children = {std::move(from)};
  return finish(std::move(node));
}

// Inside a filter `item` is the element, and the entries of an element that is a context are names
// of their own.
Result<NodePtr> Parser::filter(NodePtr list) {
  auto node = make(NodeKind::filter, list->at);
  const std::size_t scope = known_.size();
  known_.add("item");
  ONWARD_TRY(NodePtr condition, expression());
  known_.shrink(scope);
  ONWARD_TRY_DONE(expect_symbol("]"));
  node->children = {std::move(list), std::move(condition)};
  return finish(std::move(node));
}

// Rules 38 to 44: positional or named arguments.
Result<NodePtr> Parser::call(NodePtr function) {
  auto node = make(NodeKind::call, function->at);
  node->children = {std::move(function)};
  bool named = false;
  while (!is_symbol(")")) {
    std::size_t length = 0;
    while (is_part_of_name(ahead(length))) ++length;
    const bool has_name =
        length > 0 && ahead(0).kind == Token::Kind::name && is_symbol(":", length);
    if (node->children.size() > 1 && has_name != named)
      return unexpected("all arguments named or none");
    named = has_name;
    if (has_name) {
      std::string name = current().text;
      for (std::size_t i = 1; i < length; ++i)
        name += (ahead(i).space_before ? " " : "") + ahead(i).text;
      index_ += length + 1;
      node->names.push_back(std::move(name));
    }
    ONWARD_TRY(NodePtr argument, expression());
    node->children.push_back(std::move(argument));
    if (!take_symbol(",")) break;
  }
  ONWARD_TRY_DONE(expect_symbol(")"));
  return finish(std::move(node));
}

Result<NodePtr> Parser::primary() {
  const Token& token = current();
  switch (token.kind) {
    case Token::Kind::number: {
      auto node = make(NodeKind::literal, token.at);
      const auto number = Decimal::from_text(token.text);
      if (!number) return syntax_error(token.at, "this number is out of range");
      node->value = *number;
      ++index_;
      return finish(std::move(node));
    }
    case Token::Kind::text: {
      auto node = make(NodeKind::literal, token.at);
      node->value = token.text;
      ++index_;
      return finish(std::move(node));
    }
    case Token::Kind::name: return name_or_literal();
    case Token::Kind::end: return unexpected("an expression");
    case Token::Kind::symbol: break;
  }
  if (is_symbol("-")) {  // a negative number; other negations are Parser::unary
    ++index_;
    ONWARD_TRY(const NodePtr positive, primary());
    auto node = std::make_shared<Node>(*positive);
    node->value = -*positive->value.number();
    return finish(std::move(node));
  }
  if (is_symbol("(")) return parenthesised();
  if (is_symbol("[") || is_symbol("]")) return bracketed();
  if (is_symbol("{")) return context();
  if (is_symbol("@")) return text_or_temporal();
  if (comparison_operator(token)) return comparison_test();
  return unexpected("an expression");
}

// Rule 67 at literal.
Result<NodePtr> Parser::text_or_temporal() {
  auto node = make(NodeKind::literal, current().at);
  ++index_;
  if (current().kind != Token::Kind::text) return unexpected("a text after @");
  auto value = read_temporal(current().text);
  if (!value) return syntax_error(current().at, "this is no date, time or duration");
  node->value = std::move(*value);
  ++index_;
  return finish(std::move(node));
}

Result<NodePtr> Parser::name_or_literal() {
  const Position at = current().at;
  const std::span<const Token> rest(tokens_.data() + index_, tokens_.size() - index_);
  if (known_.longest(rest).tokens == 0) {
    const std::string& word = current().text;
    if (word == "true" || word == "false" || word == "null") {
      auto node = make(NodeKind::literal, at);
      if (word != "null") node->value = word == "true";
      ++index_;
      return finish(std::move(node));
    }
    if (word == "for") return for_loop();
    if (word == "if") return conditional();
    if ((word == "some" || word == "every") && ahead(1).kind == Token::Kind::name &&
        !is_word("in", 1))
      return quantified();
    if (word == "function" && is_symbol("(", 1)) return function_definition();
    if (word == "and" || word == "or" || word == "then" || word == "else" || word == "return" ||
        word == "satisfies" || word == "in" || word == "between") {
      return unexpected("an expression");
    }
  }
  return finish(std::const_pointer_cast<Node>(reference(used_name(), at)));
}

// "[" opens a list or a closed range, "]" an open range.
Result<NodePtr> Parser::bracketed() {
  const Position at = current().at;
  const bool is_list = is_symbol("[");
  ++index_;
  auto list = make(NodeKind::list, at);
  if (is_list && take_symbol("]")) return finish(std::move(list));
  ONWARD_TRY(NodePtr first, expression());
  if (is_symbol("..")) return range_from(std::move(first), is_list, at);
  if (!is_list) return unexpected("\"..\"");
  list->children.push_back(std::move(first));
  while (take_symbol(",")) {
    ONWARD_TRY(NodePtr item, expression());
    list->children.push_back(std::move(item));
  }
  ONWARD_TRY_DONE(expect_symbol("]"));
  return finish(std::move(list));
}

Result<NodePtr> Parser::parenthesised() {
  const Position at = current().at;
  ++index_;
  ONWARD_TRY(NodePtr inner, expression());
  if (is_symbol("..")) return range_from(std::move(inner), false, at);
  ONWARD_TRY_DONE(expect_symbol(")"));
  if (inner->kind == NodeKind::conjunction || inner->kind == NodeKind::disjunction) {
    auto grouped = std::make_shared<Node>();  // keeps (a and b) apart from the chain around it
    grouped->kind = inner->kind;
    grouped->at = at;
    grouped->children = {std::move(inner)};
    return finish(std::move(grouped));
  }
  return inner;
}

// Rule 8 interval, after its low end.
Result<NodePtr> Parser::range_from(NodePtr low, bool low_included, Position at) {
  ONWARD_TRY_DONE(expect_symbol(".."));
  auto node = make(NodeKind::range, at);
  node->low_included = low_included;
  ONWARD_TRY(NodePtr high, expression());
  node->children = {std::move(low), std::move(high)};
  if (take_symbol("]")) {
    node->high_included = true;
  } else if (!take_symbol(")") && !take_symbol("[")) {
    return unexpected("\"]\" or \")\" after the range");
  }
  return finish(std::move(node));
}

// Rule 59: later entries see the earlier ones.
Result<NodePtr> Parser::context() {
  auto node = make(NodeKind::context, current().at);
  ++index_;
  const std::size_t scope = known_.size();
  while (!is_symbol("}")) {
    const Position at = current().at;
    ONWARD_TRY(std::string key, context_key());
    if (std::find(node->names.begin(), node->names.end(), key) != node->names.end()) {
      return syntax_error(at, "the context has two entries \"" + key + "\"");
    }
    ONWARD_TRY(NodePtr value, expression());
    known_.add(key);
    members_.add(key);
    node->names.push_back(std::move(key));
    node->children.push_back(std::move(value));
    if (!take_symbol(",")) break;
  }
  ONWARD_TRY_DONE(expect_symbol("}"));
  known_.shrink(scope);
  return finish(std::move(node));
}

Result<std::string> Parser::context_key() {
  if (current().kind == Token::Kind::text) {
    std::string key = current().text;
    ++index_;
    ONWARD_TRY_DONE(expect_symbol(":"));
    return key;
  }
  if (current().kind != Token::Kind::name) return unexpected("a name");
  std::string key;
  while (!is_symbol(":")) {
    const Token& token = current();
    if (!is_part_of_name(token)) return unexpected("\":\" after the name of an entry");
    if (!key.empty() && token.space_before) key += " ";
    key += token.text;
    ++index_;
  }
  ++index_;
  return key;
}

}  // namespace onward::feel
