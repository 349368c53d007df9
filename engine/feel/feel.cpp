#include "engine/feel/feel.hpp"

#include <utility>

#include "engine/feel/evaluator.hpp"
#include "engine/feel/juel.hpp"
#include "engine/feel/parser.hpp"

namespace onward::feel {

struct Compiler {
  static Expression make(std::string_view text, Parsed parsed) {
    Expression expression;
    expression.node_ = std::move(parsed.node);
    expression.text_ = std::make_shared<const std::string>(text);
    expression.variables_ =
        std::make_shared<const std::vector<std::string>>(std::move(parsed.variables));
    return expression;
  }
  static NodePtr node_of(const Expression& expression) { return expression.node_; }
};

namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class NoVariables final : public Variables {
 public:
  [[nodiscard]] std::optional<Value> find(std::string_view) const override { return std::nullopt; }
};

}  // namespace

std::optional<Value> ContextVariables::find(std::string_view name) const {
  const Value* found = context_.find(name);
  return found == nullptr ? std::nullopt : std::optional<Value>(*found);
}

std::shared_ptr<const Node> node_of(const Expression& expression) {
  return Compiler::node_of(expression);
}

const std::string& Expression::text() const {
  static const std::string none;
  return text_ ? *text_ : none;
}

const std::vector<std::string>& Expression::variables() const {
  static const std::vector<std::string> none;
  return variables_ ? *variables_ : none;
}

Result<Expression> compile(std::string_view text, const Names& names) {
  ONWARD_TRY(Parsed parsed, parse(text, Goal::expression, {names, nullptr}));
  return Compiler::make(text, std::move(parsed));
}

Result<Expression> compile_unary_tests(std::string_view text, const Names& names) {
  ONWARD_TRY(Parsed parsed,
             parse(is_blank(text) ? "-" : text, Goal::unary_tests, {names, nullptr}));
  return Compiler::make(text, std::move(parsed));
}

Result<Expression> compile_juel(std::string_view text) {
  ONWARD_TRY(Parsed parsed, parse_juel(text));
  return Compiler::make(text, std::move(parsed));
}

Expression expression_of(std::string_view text, Parsed parsed) {
  return Compiler::make(text, std::move(parsed));
}

Result<Outcome> evaluate(const Expression& expression, const Variables& variables,
                         const Environment& environment) {
  if (expression.empty()) return Outcome{};
  Evaluator evaluator(variables, environment);
  Value value = evaluator.evaluate(*expression.node(), nullptr);
  return evaluator.finish(std::move(value));
}

Result<Outcome> call(const Function& function, const List& arguments,
                     const Environment& environment) {
  const NoVariables none;
  Evaluator evaluator(none, environment);
  const auto* callable = dynamic_cast<const Callable*>(&function);
  if (callable == nullptr) return Outcome{{}, {"this is no function"}};
  // The caller keeps the function alive for the call.
  const Value value(std::shared_ptr<const Function>(std::shared_ptr<const Function>(), callable));
  Value result = evaluator.call(value, arguments);
  return evaluator.finish(std::move(result));
}

}  // namespace onward::feel
