#include "engine/feel/juel.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward::feel {
namespace {

/// Read-only methods that imported models use, with how many arguments each takes.
struct Method {
  std::string_view name;
  std::size_t least, most;
};
constexpr std::array methods = {
    Method{"contains", 1, 1},    Method{"containsKey", 1, 1},      Method{"endsWith", 1, 1},
    Method{"equals", 1, 1},      Method{"equalsIgnoreCase", 1, 1}, Method{"get", 1, 1},
    Method{"indexOf", 1, 1},     Method{"isEmpty", 0, 0},          Method{"length", 0, 0},
    Method{"size", 0, 0},        Method{"startsWith", 1, 1},       Method{"substring", 1, 2},
    Method{"toLowerCase", 0, 0}, Method{"toString", 0, 0},         Method{"toUpperCase", 0, 0},
    Method{"trim", 0, 0},
};

enum Level : int {
  loosest = 0,
  either = 1,
  both = 2,
  equality = 3,
  relation = 4,
  sum = 5,
  product = 6,
  none = 99
};

struct Infix {
  Level level = none;
  NodeKind kind = NodeKind::comparison;
  Operator op = Operator::equal;
};

Infix infix_of(const Token& token) {
  if (token.kind != Token::Kind::symbol && token.kind != Token::Kind::name) return {};
  const std::string& text = token.text;
  if (text == "||" || text == "or") return {either, NodeKind::disjunction, {}};
  if (text == "&&" || text == "and") return {both, NodeKind::conjunction, {}};
  if (text == "==" || text == "eq") return {equality, NodeKind::juel_equal, Operator::equal};
  if (text == "!=" || text == "ne") return {equality, NodeKind::juel_equal, Operator::not_equal};
  if (text == "<" || text == "lt") return {relation, NodeKind::comparison, Operator::less};
  if (text == "<=" || text == "le") return {relation, NodeKind::comparison, Operator::less_equal};
  if (text == ">" || text == "gt") return {relation, NodeKind::comparison, Operator::greater};
  if (text == ">=" || text == "ge")
    return {relation, NodeKind::comparison, Operator::greater_equal};
  if (text == "+") return {sum, NodeKind::juel_add, Operator::add};
  if (text == "-") return {sum, NodeKind::arithmetic, Operator::subtract};
  if (text == "*") return {product, NodeKind::arithmetic, Operator::multiply};
  if (text == "/" || text == "div") return {product, NodeKind::arithmetic, Operator::divide};
  if (text == "%" || text == "mod") return {product, NodeKind::call, {}};
  return {};
}

/// Reads what stands between ${ and }.
class JuelParser {
 public:
  JuelParser(std::vector<Token> tokens, std::vector<std::string>& variables)
      : tokens_(std::move(tokens)), variables_(variables) {}

  Result<NodePtr> run() {
    ONWARD_TRY(NodePtr node, expression());
    if (current().kind != Token::Kind::end) return unexpected("the end");
    return node;
  }

 private:
  using Made = Result<NodePtr>;

  [[nodiscard]] const Token& current() const { return tokens_[index_]; }
  [[nodiscard]] bool is(std::string_view text) const {
    return (current().kind == Token::Kind::symbol || current().kind == Token::Kind::name) &&
           current().text == text;
  }
  bool take(std::string_view text) {
    if (!is(text)) return false;
    ++index_;
    return true;
  }
  [[nodiscard]] Error unexpected(std::string_view wanted) const {
    const std::string found =
        current().kind == Token::Kind::end ? "the end" : "\"" + current().text.substr(0, 40) + "\"";
    return syntax_error(current().at, "expected " + std::string(wanted) + ", found " + found);
  }
  Made make(NodeKind kind, Position at, std::vector<NodePtr> children, std::string name = {}) {
    auto node = std::make_shared<Node>();
    node->kind = kind;
    node->at = at;
    node->children = std::move(children);
    node->name = std::move(name);
    std::size_t deepest = 0;
    for (const NodePtr& child : node->children)
      deepest = std::max<std::size_t>(deepest, child->depth);
    if (deepest + 1 > limits::feel_depth) return too_deep();
    node->depth = static_cast<std::uint16_t>(deepest + 1);
    return NodePtr(std::move(node));
  }
  [[nodiscard]] Error too_deep() const {
    return {
        ErrorCode::too_large, "an expression may be nested 256 deep", to_text(current().at), {}};
  }
  Made with_operator(Made made, Operator op) {
    if (!made.ok()) return made;
    auto node = std::make_shared<Node>(*made.value());
    node->op = op;
    return NodePtr(std::move(node));
  }

  // condition ? yes : no
  Made expression() {
    if (++depth_ > limits::feel_depth) return too_deep();
    const Position at = current().at;
    ONWARD_TRY(NodePtr value, chain(loosest));
    if (take("?")) {
      ONWARD_TRY(NodePtr yes, expression());
      if (!take(":")) return unexpected("\":\"");
      ONWARD_TRY(NodePtr no, expression());
      ONWARD_TRY(value, make(NodeKind::conditional, at,
                             {std::move(value), std::move(yes), std::move(no)}));
    }
    --depth_;
    return value;
  }

  Made chain(int lowest) {
    ONWARD_TRY(NodePtr left, unary());
    for (;;) {
      const Infix infix = infix_of(current());
      if (infix.level == none || infix.level <= lowest) return left;
      const Position at = current().at;
      ++index_;
      ONWARD_TRY(NodePtr right, chain(infix.level));
      if (infix.kind == NodeKind::call) {
        ONWARD_TRY(left, make(NodeKind::juel_method, at, {std::move(left), std::move(right)}, "%"));
      } else {
        ONWARD_TRY(left, with_operator(make(infix.kind, at, {std::move(left), std::move(right)}),
                                       infix.op));
      }
    }
  }

  Made unary() {
    if (++depth_ > limits::feel_depth) return too_deep();
    const Position at = current().at;
    Made made = NodePtr();
    if (take("!") || take("not")) {
      ONWARD_TRY(NodePtr operand, unary());
      made = make(NodeKind::juel_method, at, {std::move(operand)}, "!");
    } else if (take("empty")) {
      ONWARD_TRY(NodePtr operand, unary());
      made = make(NodeKind::juel_empty, at, {std::move(operand)});
    } else if (take("-")) {
      ONWARD_TRY(NodePtr operand, unary());
      made = make(NodeKind::negate, at, {std::move(operand)});
    } else {
      made = operand();
    }
    --depth_;
    return made;
  }

  Made operand() {
    ONWARD_TRY(NodePtr value, primary());
    for (;;) {
      const Position at = current().at;
      if (take("[")) {
        ONWARD_TRY(NodePtr index, expression());
        if (!take("]")) return unexpected("\"]\"");
        ONWARD_TRY(value, make(NodeKind::juel_index, at, {std::move(value), std::move(index)}));
      } else if (take(".")) {
        if (current().kind != Token::Kind::name) return unexpected("a name after the point");
        std::string name = current().text;
        ++index_;
        if (is("(")) {
          ONWARD_TRY(value, method(std::move(value), std::move(name), at));
        } else {
          ONWARD_TRY(value, make(NodeKind::path, at, {std::move(value)}, std::move(name)));
        }
      } else if (is("(")) {
        return syntax_error(at, "functions of beans cannot be called here");
      } else {
        return value;
      }
    }
  }

  Made method(NodePtr receiver, std::string name, Position at) {
    ++index_;
    std::vector<NodePtr> children = {std::move(receiver)};
    while (!is(")")) {
      ONWARD_TRY(NodePtr argument, expression());
      children.push_back(std::move(argument));
      if (!take(",")) break;
    }
    if (!take(")")) return unexpected("\")\"");
    const auto known = std::find_if(methods.begin(), methods.end(),
                                    [&](const Method& one) { return one.name == name; });
    const std::size_t count = children.size() - 1;
    if (known == methods.end() || count < known->least || count > known->most) {
      return syntax_error(at, "the method \"" + name.substr(0, 60) + "\" cannot be called here");
    }
    return make(NodeKind::juel_method, at, std::move(children), std::move(name));
  }

  Made primary() {
    const Token token = current();
    if (take("(")) {
      ONWARD_TRY(NodePtr inner, expression());
      if (!take(")")) return unexpected("\")\"");
      return inner;
    }
    if (token.kind == Token::Kind::end || token.kind == Token::Kind::symbol)
      return unexpected("an expression");
    ++index_;
    auto node = std::make_shared<Node>();
    node->at = token.at;
    if (token.kind == Token::Kind::text) {
      node->value = token.text;
    } else if (token.kind == Token::Kind::number) {
      const auto number = Decimal::from_text(token.text);
      if (!number) return syntax_error(token.at, "this number is out of range");
      node->value = *number;
    } else if (token.text == "true" || token.text == "false") {
      node->value = token.text == "true";
    } else if (token.text != "null") {
      node->kind = NodeKind::name;
      node->name = token.text;
      if (std::find(variables_.begin(), variables_.end(), token.text) == variables_.end())
        variables_.push_back(token.text);
    }
    return NodePtr(std::move(node));
  }

  std::vector<Token> tokens_;
  std::vector<std::string>& variables_;
  std::size_t index_ = 0;
  std::size_t depth_ = 0;
};

/// Where the } that closes an expression stands: not one inside quotes.
std::size_t end_of_expression(std::string_view text, std::size_t from) {
  char quote = '\0';
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == '\\') {
        ++i;
      } else if (c == quote) {
        quote = '\0';
      }
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '}') {
      return i;
    }
  }
  return std::string_view::npos;
}

NodePtr literal(std::string_view text) {
  auto node = std::make_shared<Node>();
  node->value = text;
  return node;
}

/// Moves a place inside ${...} to where it is in the whole text.
Error shifted(Error error, std::string_view before) {
  const std::size_t colon = error.where.find(':');
  if (colon == std::string::npos) return error;
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start =
      before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::size_t own_line = std::stoul(error.where.substr(0, colon));
  std::size_t column = std::stoul(error.where.substr(colon + 1));
  if (own_line == 1) column += before.size() - line_start;
  error.where = std::to_string(own_line + line) + ":" + std::to_string(column);
  return error;
}

}  // namespace

Result<Parsed> parse_juel(std::string_view text) {
  if (text.size() > limits::expression_bytes)
    return Error{ErrorCode::too_large, "an expression may have 64 KiB", "1:1", {}};
  Parsed parsed;
  std::vector<NodePtr> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find("${", at), text.find("#{", at));
    if (open != at)
      parts.push_back(literal(text.substr(at, open == std::string_view::npos ? open : open - at)));
    if (open == std::string_view::npos) break;
    const std::size_t close = end_of_expression(text, open + 2);
    if (close == std::string_view::npos)
      return shifted(syntax_error({1, 1}, "this expression has no closing }"),
                     text.substr(0, open));
    auto tokens = read_tokens(text.substr(open + 2, close - open - 2), Dialect::juel);
    if (!tokens.ok()) return shifted(tokens.error(), text.substr(0, open + 2));
    auto node = JuelParser(std::move(tokens).value(), parsed.variables).run();
    if (!node.ok()) return shifted(node.error(), text.substr(0, open + 2));
    parts.push_back(std::move(node).value());
    at = close + 1;
  }
  if (parts.size() == 1) {
    parsed.node = parts.front();
    return parsed;
  }
  auto join = std::make_shared<Node>();
  join->kind = NodeKind::juel_join;
  for (const NodePtr& part : parts)
    join->depth = std::max(join->depth, static_cast<std::uint16_t>(part->depth + 1));
  join->children = std::move(parts);
  parsed.node = std::move(join);
  return parsed;
}

}  // namespace onward::feel
