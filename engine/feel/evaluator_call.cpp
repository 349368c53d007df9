// Functions (DMN 1.5 clause 10.3.2.13): definition, call with positional or named arguments.
#include <algorithm>
#include <utility>

#include "engine/feel/builtins.hpp"
#include "engine/feel/evaluator.hpp"

namespace onward::feel {
namespace {

/// A built-in used as a value, e.g. `sort(list, before)`.
class BuiltinValue final : public Callable {
 public:
  explicit BuiltinValue(const Builtin& builtin) : builtin_(builtin) {
    for (const BuiltinParameter& parameter : builtin.signatures.front().parameters)
      parameters_.push_back(parameter.name);
  }
  [[nodiscard]] const std::vector<std::string>& parameters() const override { return parameters_; }
  [[nodiscard]] TypePtr parameter_type(std::size_t) const override { return nullptr; }
  [[nodiscard]] Value invoke(Evaluator& evaluator,
                             std::span<const Value> arguments) const override {
    return call_builtin(evaluator, builtin_, arguments, {});
  }
  [[nodiscard]] const Builtin& builtin() const { return builtin_; }

 private:
  const Builtin& builtin_;
  std::vector<std::string> parameters_;
};

/// A function definition with what it saw around it, copied: it outlives the evaluation that made
/// it.
class Closure final : public Callable, public std::enable_shared_from_this<Closure> {
 public:
  Closure(const Node& node, Context captured, std::string_view self)
      : names_(node.names),
        types_(node.types),
        body_(node.children.front()),
        captured_(std::move(captured)),
        self_(self) {}
  [[nodiscard]] const std::vector<std::string>& parameters() const override { return names_; }
  [[nodiscard]] TypePtr parameter_type(std::size_t index) const override { return types_[index]; }
  [[nodiscard]] Value invoke(Evaluator& evaluator,
                             std::span<const Value> arguments) const override {
    const std::shared_ptr<const Function> own_function = shared_from_this();
    const Value self(own_function);
    const Frame own =
        Frame::of(nullptr, self_.empty() ? std::string_view("\n") : std::string_view(self_), self);
    const Frame outside = Frame::of(&own, captured_);
    std::vector<Frame> frames(names_.size());
    const Frame* inner = &outside;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      frames[i] = Frame::of(inner, names_[i], arguments[i]);
      inner = &frames[i];
    }
    return evaluator.evaluate(*body_, inner);
  }

 private:
  std::vector<std::string> names_;
  std::vector<TypePtr> types_;
  NodePtr body_;
  Context captured_;
  std::string self_;
};

}  // namespace

Value builtin_value(const Builtin& builtin) {
  return Value(std::shared_ptr<const Function>(std::make_shared<BuiltinValue>(builtin)));
}

Value Evaluator::closure(const Node& node, const Frame* frame, std::string_view self) {
  if (node.children.empty()) {
    problem("external functions cannot run here");
    return {};
  }
  Context captured;
  for (const std::string& name : node.captures) {
    if (auto value = find(name, frame)) captured.set(name, std::move(*value));
  }
  if (!charge(sizeof(Closure))) return {};
  return Value(
      std::shared_ptr<const Function>(std::make_shared<Closure>(node, std::move(captured), self)));
}

// A variable that is a function comes first, then the built-in of that name.
Value Evaluator::invoke(const Node& node, const Frame* frame) {
  const Node& callee = *node.children[0];
  std::optional<Value> function;
  if (callee.kind == NodeKind::name) {
    function = find(callee.name, frame);
    if (callee.builtin != nullptr && (!function || function->kind() != Value::Kind::function))
      function.reset();
    if (!function && callee.builtin == nullptr) problem("no function \"" + callee.name + "\"");
  } else {
    function = evaluate(callee, frame);
  }
  std::vector<Value> arguments;
  arguments.reserve(node.children.size() - 1);
  for (std::size_t i = 1; i < node.children.size(); ++i)
    arguments.push_back(evaluate(*node.children[i], frame));
  if (stopped()) return {};
  if (!function) {
    return callee.builtin == nullptr ? Value()
                                     : call_builtin(*this, *callee.builtin, arguments, node.names);
  }
  const auto callable = as_callable(*function);
  if (!callable) {
    if (callee.kind != NodeKind::name || !function->is_null())
      problem(std::string(kind_name(function->kind())) + " is no function");
    return {};
  }
  return call_value(*callable, std::move(arguments), node.names);
}

Value Evaluator::call(const Value& function, std::span<const Value> arguments) {
  const auto callable = as_callable(function);
  if (!callable) {
    problem(std::string(kind_name(function.kind())) + " is no function");
    return {};
  }
  return call_value(*callable, {arguments.begin(), arguments.end()}, {});
}

Value Evaluator::call_value(const Callable& function, std::vector<Value> arguments,
                            std::span<const std::string> names) {
  if (const auto* builtin = dynamic_cast<const BuiltinValue*>(&function)) {
    return call_builtin(*this, builtin->builtin(), arguments, names);
  }
  const auto& parameters = function.parameters();
  if (arguments.size() != parameters.size()) {
    problem("a function of " + std::to_string(parameters.size()) + " parameters was called with " +
            std::to_string(arguments.size()) + " arguments");
    return {};
  }
  if (!names.empty()) {
    std::vector<Value> ordered(arguments.size());
    std::vector<bool> is_given(arguments.size(), false);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto place = std::find(parameters.begin(), parameters.end(), names[i]);
      const auto index = static_cast<std::size_t>(place - parameters.begin());
      if (place == parameters.end() || is_given[index]) {
        problem("the function has no parameter \"" + names[i] + "\" left");
        return {};
      }
      is_given[index] = true;
      ordered[index] = std::move(arguments[i]);
    }
    arguments = std::move(ordered);
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const TypePtr type = function.parameter_type(i);
    if (!type) continue;
    auto converted = fit(arguments[i], *type);
    if (!converted) {
      problem("argument \"" + parameters[i] + "\" does not have the declared type");
      return {};
    }
    arguments[i] = std::move(*converted);
  }
  return function.invoke(*this, arguments);
}

}  // namespace onward::feel
