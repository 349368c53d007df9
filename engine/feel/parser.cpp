#include "engine/feel/parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/builtins.hpp"

namespace onward::feel {
namespace {

// Words that end a name of several words which nobody declared.
constexpr std::array<std::string_view, 12> reserved = {"and",       "or",   "between", "in",
                                                       "instance",  "then", "else",    "return",
                                                       "satisfies", "for",  "if",      "function"};

bool is_reserved(const Token& token) {
  return token.kind == Token::Kind::name &&
         std::find(reserved.begin(), reserved.end(), token.text) != reserved.end();
}

// From loose to tight (grammar rules 2 to 4); instance of and unary minus bind tighter than all of
// these.
enum Precedence : int {
  loose = 0,
  disjunction = 1,
  conjunction = 2,
  comparing = comparison_level,
  additive = 4,
  multiplicative = 5,
  power = 6,
  none = 99
};

int precedence_of(const Token& token) {
  if (token.kind == Token::Kind::name) {
    if (token.text == "or") return disjunction;
    if (token.text == "and") return conjunction;
    if (token.text == "between" || token.text == "in") return comparing;
    return none;
  }
  if (token.kind != Token::Kind::symbol) return none;
  if (token.text == "+" || token.text == "-") return additive;
  if (token.text == "*" || token.text == "/") return multiplicative;
  if (token.text == "**") return power;
  return comparison_operator(token) ? comparing : none;
}

Operator arithmetic_operator(const Token& token) {
  if (token.text == "+") return Operator::add;
  if (token.text == "-") return Operator::subtract;
  if (token.text == "*") return Operator::multiply;
  return token.text == "/" ? Operator::divide : Operator::power;
}

}  // namespace

std::optional<Operator> comparison_operator(const Token& token) {
  if (token.kind != Token::Kind::symbol) return std::nullopt;
  if (token.text == "=") return Operator::equal;
  if (token.text == "!=") return Operator::not_equal;
  if (token.text == "<") return Operator::less;
  if (token.text == "<=") return Operator::less_equal;
  if (token.text == ">") return Operator::greater;
  if (token.text == ">=") return Operator::greater_equal;
  return std::nullopt;
}

bool is_part_of_name(const Token& token) {
  constexpr std::string_view symbols = "./-'+**";
  return token.kind == Token::Kind::name || token.kind == Token::Kind::number ||
         (token.kind == Token::Kind::symbol && symbols.find(token.text) != std::string_view::npos);
}

Result<Parsed> parse(std::string_view text, Goal goal, const Scope& scope) {
  ONWARD_TRY(auto tokens, read_tokens(text));
  return Parser(std::move(tokens), scope).run(goal);
}

Parser::Parser(std::vector<Token> tokens, const Scope& scope)
    : tokens_(std::move(tokens)), scope_(scope) {
  for (const std::string& name : scope.names) known_.add(name);
  given_ = known_.size();
  for (const char* name : {"time offset", "start included", "end included"}) members_.add(name);
}

Result<Parsed> Parser::run(Goal goal) {
  ONWARD_TRY(NodePtr node, goal == Goal::unary_tests ? unary_tests()
                           : goal == Goal::domain    ? domain()
                                                     : expression());
  if (current().kind != Token::Kind::end) return unexpected("the end");
  return Parsed{std::move(node), std::move(variables_)};
}

Result<NodePtr> Parser::expression() {
  if (++depth_ > limits::feel_depth) {
    return Error{
        ErrorCode::too_large, "an expression may be nested 256 deep", to_text(current().at), {}};
  }
  auto made = operand_chain(loose);
  --depth_;
  return made;
}

Result<NodePtr> Parser::operand_chain(int lowest) {
  ONWARD_TRY(NodePtr left, unary());
  return chain_from(std::move(left), lowest);
}

// Reads `op operand` while the operator binds tighter than `lowest`.
Result<NodePtr> Parser::chain_from(NodePtr left, int lowest) {
  for (;;) {
    const Token token = current();
    const int level = precedence_of(token);
    if (level == none || level <= lowest) return left;
    if (level == comparing) {
      ONWARD_TRY(left, comparison_tail(std::move(left)));
      continue;
    }
    ++index_;
    ONWARD_TRY(NodePtr right, operand_chain(level));
    if (level == disjunction || level == conjunction) {
      const NodeKind kind = level == disjunction ? NodeKind::disjunction : NodeKind::conjunction;
      auto node = make(kind, left->at);
      node->children = left->kind == kind ? left->children : std::vector<NodePtr>{left};
      node->children.push_back(std::move(right));
      ONWARD_TRY(left, finish(std::move(node)));
    } else {
      ONWARD_TRY(left, binary(NodeKind::arithmetic, arithmetic_operator(token), std::move(left),
                              std::move(right)));
    }
  }
}

Result<NodePtr> Parser::comparison_tail(NodePtr left) {
  if (take_word("between")) return between_tail(std::move(left));
  if (take_word("in")) return in_tail(std::move(left));
  const auto op = comparison_operator(current());
  ++index_;
  ONWARD_TRY(NodePtr right, operand_chain(comparing));
  return binary(NodeKind::comparison, *op, std::move(left), std::move(right));
}

Result<NodePtr> Parser::between_tail(NodePtr left) {
  auto node = make(NodeKind::between, left->at);
  ONWARD_TRY(NodePtr low, operand_chain(comparing));
  ONWARD_TRY_DONE(expect_word("and"));
  ONWARD_TRY(NodePtr high, operand_chain(comparing));
  node->children = {std::move(left), std::move(low), std::move(high)};
  return finish(std::move(node));
}

Result<NodePtr> Parser::instance_tail(NodePtr left) {
  auto node = make(NodeKind::instance_of, left->at);
  ONWARD_TRY(TypePtr wanted, type());
  node->children = {std::move(left)};
  node->types = {std::move(wanted)};
  return finish(std::move(node));
}

// Rule 26 arithmetic negation. It binds tighter than every binary operator: -3 ** 2 is 9.
Result<NodePtr> Parser::unary() {
  if (++depth_ > limits::feel_depth) {
    return Error{
        ErrorCode::too_large, "an expression may be nested 256 deep", to_text(current().at), {}};
  }
  const Position at = current().at;
  if (is_symbol("-") && ahead(1).kind != Token::Kind::number) {
    ++index_;
    auto node = make(NodeKind::negate, at);
    ONWARD_TRY(NodePtr operand, unary());
    --depth_;
    node->children = {std::move(operand)};
    return finish(std::move(node));
  }
  ONWARD_TRY(NodePtr value, primary());
  ONWARD_TRY(value, postfix(std::move(value)));
  while (is_word("instance") && is_word("of", 1)) {
    index_ += 2;
    ONWARD_TRY(value, instance_tail(std::move(value)));
  }
  --depth_;
  return value;
}

// Rule 46 for expression.
Result<NodePtr> Parser::for_loop() {
  auto node = make(NodeKind::for_loop, current().at);
  ++index_;
  const std::size_t scope = known_.size();
  do {
    ONWARD_TRY_DONE(iterator(*node));
  } while (take_symbol(","));
  ONWARD_TRY_DONE(expect_word("return"));
  known_.add("partial");
  const bool outer = std::exchange(saw_partial_, false);
  ONWARD_TRY(NodePtr body, expression());
  node->uses_partial = std::exchange(saw_partial_, outer);
  known_.shrink(scope);
  node->children.push_back(std::move(body));
  return finish(std::move(node));
}

// Rule 48 quantified expression.
Result<NodePtr> Parser::quantified() {
  auto node = make(is_word("some") ? NodeKind::some : NodeKind::every, current().at);
  ++index_;
  const std::size_t scope = known_.size();
  do {
    ONWARD_TRY_DONE(iterator(*node));
  } while (take_symbol(","));
  ONWARD_TRY_DONE(expect_word("satisfies"));
  ONWARD_TRY(NodePtr body, expression());
  known_.shrink(scope);
  node->children.push_back(std::move(body));
  return finish(std::move(node));
}

// A domain may be a bare range `1..3` (rule 51 iteration context).
Result<NodePtr> Parser::domain() {
  const Position at = current().at;
  ONWARD_TRY(NodePtr low, expression());
  if (!take_symbol("..")) return low;
  ONWARD_TRY(NodePtr high, expression());
  auto range = make(NodeKind::range, at);
  range->low_included = range->high_included = true;
  range->children = {std::move(low), std::move(high)};
  return finish(std::move(range));
}

// `name in domain`
Result<Done> Parser::iterator(Node& loop) {
  ONWARD_TRY(std::string name, declared_name());
  ONWARD_TRY_DONE(expect_word("in"));
  ONWARD_TRY(NodePtr items, domain());
  loop.children.push_back(std::move(items));
  known_.add(name);
  loop.names.push_back(std::move(name));
  return Done{};
}

// Rule 47 if expression.
Result<NodePtr> Parser::conditional() {
  auto node = make(NodeKind::conditional, current().at);
  ++index_;
  ONWARD_TRY(NodePtr condition, expression());
  ONWARD_TRY_DONE(expect_word("then"));
  ONWARD_TRY(NodePtr yes, expression());
  ONWARD_TRY_DONE(expect_word("else"));
  ONWARD_TRY(NodePtr no, expression());
  node->children = {std::move(condition), std::move(yes), std::move(no)};
  return finish(std::move(node));
}

// Rule 57 function definition.
Result<NodePtr> Parser::function_definition() {
  auto node = make(NodeKind::function, current().at);
  ++index_;
  ONWARD_TRY_DONE(expect_symbol("("));
  const std::size_t scope = known_.size();
  while (!is_symbol(")")) {
    ONWARD_TRY_DONE(parameter(*node));
    if (!take_symbol(",")) break;
  }
  ONWARD_TRY_DONE(expect_symbol(")"));
  const bool is_external = take_word("external");
  functions_.push_back({scope, {}});
  ONWARD_TRY(NodePtr body, expression());
  node->captures = std::move(functions_.back().captures);
  functions_.pop_back();
  known_.shrink(scope);
  if (!is_external) node->children = {std::move(body)};
  return finish(std::move(node));
}

Result<Done> Parser::parameter(Node& function) {
  ONWARD_TRY(std::string name, declared_name());
  TypePtr declared;
  if (take_symbol(":")) {
    ONWARD_TRY(declared, type());
  }
  known_.add(name);
  function.names.push_back(std::move(name));
  function.types.push_back(std::move(declared));
  return Done{};
}

bool Parser::is_symbol(std::string_view text, std::size_t count) const {
  const Token& token = ahead(count);
  return token.kind == Token::Kind::symbol && token.text == text;
}

bool Parser::is_word(std::string_view text, std::size_t count) const {
  const Token& token = ahead(count);
  return token.kind == Token::Kind::name && token.text == text;
}

bool Parser::take_symbol(std::string_view text) {
  if (!is_symbol(text)) return false;
  ++index_;
  return true;
}

bool Parser::take_word(std::string_view text) {
  if (!is_word(text)) return false;
  ++index_;
  return true;
}

Result<Done> Parser::expect_symbol(std::string_view text) {
  if (!take_symbol(text)) return unexpected("\"" + std::string(text) + "\"");
  return Done{};
}

Result<Done> Parser::expect_word(std::string_view text) {
  if (!take_word(text)) return unexpected("\"" + std::string(text) + "\"");
  return Done{};
}

Error Parser::unexpected(std::string_view wanted) const {
  const Token& token = current();
  const std::string found =
      token.kind == Token::Kind::end ? "the end" : "\"" + token.text.substr(0, 40) + "\"";
  return syntax_error(token.at, "expected " + std::string(wanted) + ", found " + found);
}

bool Parser::starts_operand(std::size_t count) const {
  const Token& token = ahead(count);
  if (token.kind == Token::Kind::symbol) {
    return token.text == "(" || token.text == "[" || token.text == "{" || token.text == "@" ||
           token.text == "-" || token.text == "<" || token.text == ">" || token.text == "<=" ||
           token.text == ">=";
  }
  if (token.kind == Token::Kind::name) {
    return !is_reserved(token) || token.text == "for" || token.text == "if" ||
           token.text == "function";
  }
  return token.kind != Token::Kind::end;
}

Result<std::string> Parser::declared_name() {
  if (current().kind != Token::Kind::name) return unexpected("a name");
  std::string name = current().text;
  ++index_;
  while (is_part_of_name(current()) && !is_reserved(current())) {
    name += current().space_before ? " " + current().text : current().text;
    ++index_;
  }
  return name;
}

std::string Parser::used_name() {
  const std::span<const Token> rest(tokens_.data() + index_, tokens_.size() - index_);
  const KnownNames::Match own = known_.longest(rest);
  const KnownNames::Match built_in = builtin_names().longest(rest);
  const KnownNames::Match& best = built_in.tokens > own.tokens ? built_in : own;
  if (best.tokens > 0) {
    index_ += best.tokens;
    return best.name;
  }
  if (current().kind != Token::Kind::name) return {};
  std::string name = current().text;
  ++index_;
  while (current().kind == Token::Kind::name && !is_reserved(current())) {
    name += " " + current().text;
    ++index_;
  }
  return name;
}

std::shared_ptr<Node> Parser::make(NodeKind kind, Position at) const {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->at = at;
  return node;
}

Result<NodePtr> Parser::finish(std::shared_ptr<Node> node) {
  std::size_t deepest = 0;
  for (const NodePtr& child : node->children)
    deepest = std::max<std::size_t>(deepest, child->depth);
  if (deepest + 1 > limits::feel_depth) {
    return Error{
        ErrorCode::too_large, "an expression may be nested 256 deep", to_text(node->at), {}};
  }
  node->depth = static_cast<std::uint16_t>(deepest + 1);
  return NodePtr(std::move(node));
}

Result<NodePtr> Parser::binary(NodeKind kind, Operator op, NodePtr left, NodePtr right) {
  auto node = make(kind, left->at);
  node->op = op;
  node->children = {std::move(left), std::move(right)};
  return finish(std::move(node));
}

NodePtr Parser::reference(std::string name, Position at) {
  auto node = make(NodeKind::name, at);
  const std::size_t place = known_.find(name);
  const bool is_local = place != KnownNames::npos && place >= given_;
  node->builtin = find_builtin(name);
  if (name == "partial") saw_partial_ = true;
  if (name == "?") saw_input_ = true;
  for (OpenFunction& function : functions_) {
    if (place != KnownNames::npos && place >= function.bound_from && place >= given_) continue;
    if (std::find(function.captures.begin(), function.captures.end(), name) ==
        function.captures.end()) {
      function.captures.push_back(name);
    }
  }
  const bool is_new = std::find(variables_.begin(), variables_.end(), name) == variables_.end();
  if (!is_local && is_new && name != "?" && !(node->builtin != nullptr && is_symbol("(")))
    variables_.push_back(name);
  node->name = std::move(name);
  return node;
}

}  // namespace onward::feel
