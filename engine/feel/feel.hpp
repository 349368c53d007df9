// FEEL, the expression language of DMN 1.5 (clause 10): compile once, evaluate often.
// The grammar: lexer, parser (ast.hpp). Meaning: evaluator and the builtins tables.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace onward::feel {

struct Node;  // ast.hpp

/// What an expression may look up. Implementations: a context value, a process scope with its
/// parents.
class Variables {
 public:
  virtual ~Variables() = default;
  /// nullopt when there is no such name (which is not the same as a null value).
  [[nodiscard]] virtual std::optional<Value> find(std::string_view name) const = 0;
};

/// Variables from a context value.
class ContextVariables final : public Variables {
 public:
  explicit ContextVariables(const Context& context) : context_(context) {}
  [[nodiscard]] std::optional<Value> find(std::string_view name) const override;

 private:
  const Context& context_;
};

/// What evaluation needs from outside, as an argument: the engine reads no clock.
struct Environment {
  Instant now;
  std::string zone = "UTC";  ///< IANA name: the zone of now(), today() and of local times in timers
};

/// A compiled expression: immutable, shared by threads, cheap to copy.
class Expression {
 public:
  Expression() = default;  ///< evaluates to null
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] bool empty() const { return node_ == nullptr; }
  [[nodiscard]] const Node* node() const { return node_.get(); }
  /// Names that the expression reads from outside, each once, in order of appearance; a path a.b.c
  /// counts as "a".
  [[nodiscard]] const std::vector<std::string>& variables() const;

 private:
  friend struct Compiler;
  std::shared_ptr<const Node> node_;
  std::shared_ptr<const std::string> text_;
  std::shared_ptr<const std::vector<std::string>> variables_;
};

/// The tree, for those who build a larger one around it.
std::shared_ptr<const Node> node_of(const Expression& expression);

/// Names in scope that hold spaces or operators ("Applicant Age", "a-b"): the parser prefers the
/// longest that matches (DMN 1.5 clause 10.3.1.2). Names without such characters need not be given.
using Names = std::vector<std::string>;

/// Errors: invalid_expression with where = "line:column" (from 1), too_large.
Result<Expression> compile(std::string_view text, const Names& names = {});
/// Unary tests of a decision table cell ("< 5, [10..20]", "-", "not(...)"); the value tested is the
/// variable `?`.
Result<Expression> compile_unary_tests(std::string_view text, const Names& names = {});
/// JUEL subset `${...}` of bpmn.md decision 13, compiled to the same tree: property paths,
/// comparisons, && || ! and or not, arithmetic, empty, ternary, literals, text concatenated with
/// several ${...}. Errors: invalid_expression.
Result<Expression> compile_juel(std::string_view text);

/// The value, and what went wrong on the way (FEEL gives null then, clause 10.3.2): empty when all
/// was well.
struct Outcome {
  Value value;
  std::vector<std::string> problems;
};

/// Errors: too_large (a step, depth, memory or list bound of limits.hpp was reached). All other
/// trouble is null + a problem.
Result<Outcome> evaluate(const Expression& expression, const Variables& variables,
                         const Environment& environment);

/// Calls a function value (a DMN invocation, a sort key). Errors as evaluate.
Result<Outcome> call(const Function& function, const List& arguments,
                     const Environment& environment);

/// FEEL text of a value, e.g. for string(): `"a"` unquoted at top level, [1, 2], {a: 1}, P1D.
std::string to_feel_text(const Value& value);

/// Typed JSON of api.md: {"t": "number", "v": "1.50"}; both ways. Errors: malformed.
std::string to_typed_json(const Value& value);
Result<Value> from_typed_value(const Value& typed);

}  // namespace onward::feel
