#include "engine/feel/evaluator.hpp"

#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"

namespace onward::feel {
namespace {

Value boxed(const std::optional<bool>& answer) { return answer ? Value(*answer) : Value(); }

std::string_view symbol_of(Operator op) {
  switch (op) {
    case Operator::add: return "+";
    case Operator::subtract: return "-";
    case Operator::multiply: return "*";
    case Operator::divide: return "/";
    case Operator::power: return "**";
    case Operator::equal: return "=";
    case Operator::not_equal: return "!=";
    case Operator::less: return "<";
    case Operator::less_equal: return "<=";
    case Operator::greater: return ">";
    case Operator::greater_equal: return ">=";
  }
  return "?";
}

std::string not_defined(std::string_view what, const Value& a, const Value& b) {
  std::string text(kind_name(a.kind()));
  text += " ";
  text += what;
  text += " ";
  text += kind_name(b.kind());
  return text + " is not defined";
}

constexpr std::size_t problem_count =
    100;  // the first ones tell; an expression in a loop repeats itself

}  // namespace

Value Evaluator::evaluate(const Node& node, const Frame* frame) {
  if (node.kind == NodeKind::literal) return node.value;
  if (!step()) return {};
  if (depth_ >= limits::feel_depth) {
    stop("depth of 256");
    return {};
  }
  ++depth_;
  Value value = evaluate_kind(node, frame);
  --depth_;
  return value;
}

Value Evaluator::evaluate_kind(const Node& node, const Frame* frame) {
  switch (node.kind) {
    case NodeKind::literal: return node.value;
    case NodeKind::name: return name(node, frame);
    case NodeKind::list: return list(node, frame);
    case NodeKind::context: return context(node, frame);
    case NodeKind::range: return range(node, frame);
    case NodeKind::unary_test: return unary_test_value(node, frame);
    case NodeKind::negate: {
      const Value operand = evaluate(*node.children[0], frame);
      if (auto negated = negate(operand)) return std::move(*negated);
      problem("negation of " + std::string(kind_name(operand.kind())) + " is not defined");
      return {};
    }
    case NodeKind::arithmetic: return arithmetic(node, frame);
    case NodeKind::comparison: return comparison(node, frame);
    case NodeKind::conjunction: return logic(node, frame, false);
    case NodeKind::disjunction: return logic(node, frame, true);
    case NodeKind::between: return between(node, frame);
    case NodeKind::in: return in(node, frame);
    case NodeKind::tests: return tests(node, frame);
    case NodeKind::instance_of:
      return is_instance(evaluate(*node.children[0], frame), *node.types[0]);
    case NodeKind::path: {
      Value storage;
      return path(look(*node.children[0], frame, storage), node.name);
    }
    case NodeKind::filter: return filter(node, frame);
    case NodeKind::call: return invoke(node, frame);
    case NodeKind::for_loop: return for_loop(node, frame);
    case NodeKind::some: return quantified(node, frame, true);
    case NodeKind::every: return quantified(node, frame, false);
    case NodeKind::conditional: {  // anything but true takes the other branch (Table 50)
      const Value condition = evaluate(*node.children[0], frame);
      const bool* is_true = condition.boolean();
      return evaluate(*node.children[is_true != nullptr && *is_true ? 1 : 2], frame);
    }
    case NodeKind::function: return closure(node, frame, {});
    case NodeKind::typed: return typed(node, frame);
    case NodeKind::native: return node.native->evaluate(*this, frame);
    case NodeKind::juel_equal:
    case NodeKind::juel_add:
    case NodeKind::juel_index:
    case NodeKind::juel_empty:
    case NodeKind::juel_join:
    case NodeKind::juel_method: return juel(node, frame);
  }
  return {};
}

const Value& Evaluator::look(const Node& node, const Frame* frame, Value& storage) {
  if (node.kind == NodeKind::literal) return node.value;
  if (node.kind == NodeKind::name) {
    for (const Frame* f = frame; f != nullptr; f = f->parent) {
      if (f->context != nullptr) {
        if (const Value* found = f->context->find(node.name)) return *found;
      } else if (f->name == node.name) {
        return *f->value;
      }
    }
  }
  storage = evaluate(node, frame);
  return storage;
}

std::optional<Value> Evaluator::find(std::string_view name, const Frame* frame) const {
  for (const Frame* f = frame; f != nullptr; f = f->parent) {
    if (f->context != nullptr) {
      if (const Value* found = f->context->find(name)) return *found;
    } else if (f->name == name) {
      return *f->value;
    }
  }
  return variables_.find(name);
}

Value Evaluator::name(const Node& node, const Frame* frame) {
  if (auto found = find(node.name, frame)) return std::move(*found);
  if (node.builtin != nullptr) return builtin_value(*node.builtin);
  problem("no variable \"" + node.name + "\"");
  return {};
}

Value Evaluator::list(const Node& node, const Frame* frame) {
  if (!fits_list(node.children.size())) return {};
  List items;
  items.reserve(node.children.size());
  for (const NodePtr& child : node.children) items.push_back(evaluate(*child, frame));
  return Value(std::move(items));
}

// Clause 10.3.2.6: entries see the entries before them; a function sees itself, for recursion.
Value Evaluator::context(const Node& node, const Frame* frame) {
  Context entries;
  const Frame inner = Frame::of(frame, entries);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (!charge(sizeof(Context::Entry) + node.names[i].size())) return {};
    const Node& child = *node.children[i];
    Value value = child.kind == NodeKind::function ? closure(child, &inner, node.names[i])
                                                   : evaluate(child, &inner);
    entries.set(node.names[i], std::move(value));
  }
  return Value(std::move(entries));
}

Value Evaluator::range(const Node& node, const Frame* frame) {
  Range made;
  made.low = evaluate(*node.children[0], frame);
  made.high = evaluate(*node.children[1], frame);
  made.low_included = node.low_included;
  made.high_included = node.high_included;
  const bool is_ordered = made.low.is_null() || made.high.is_null() || order(made.low, made.high);
  if (!is_ordered || (made.low.is_null() && made.high.is_null())) {
    problem(not_defined("..", made.low, made.high));
    return {};
  }
  return charge(sizeof(Range)) ? Value(std::move(made)) : Value();
}

// "(> 5)" outside of a test is the range of what passes it (clause 10.3.2.7).
Value Evaluator::unary_test_value(const Node& node, const Frame* frame) {
  Value bound = evaluate(*node.children[0], frame);
  Range made;
  switch (node.op) {
    case Operator::less: made.high = std::move(bound); break;
    case Operator::less_equal:
      made.high = std::move(bound);
      made.high_included = true;
      break;
    case Operator::greater: made.low = std::move(bound); break;
    case Operator::greater_equal:
      made.low = std::move(bound);
      made.low_included = true;
      break;
    case Operator::equal:
      made.low = bound;
      made.high = std::move(bound);
      made.low_included = made.high_included = true;
      break;
    default: problem("!= is no range"); return {};
  }
  if (made.low.is_null() && made.high.is_null()) {
    problem("a range needs a bound");
    return {};
  }
  return Value(std::move(made));
}

// Tables 51 and 52: three-valued logic, n-ary; what is not boolean counts as null. `decisive` is
// true for `or`.
Value Evaluator::logic(const Node& node, const Frame* frame, bool decisive) {
  bool is_known = true;
  for (const NodePtr& child : node.children) {
    Value storage;
    const Value& operand = look(*child, frame, storage);
    const bool* answer = operand.boolean();
    if (answer == nullptr) {
      is_known = false;
      if (!operand.is_null())
        problem(std::string(decisive ? "or" : "and") + " on " +
                std::string(kind_name(operand.kind())));
    } else if (*answer == decisive) {
      return decisive;
    }
  }
  return is_known ? Value(!decisive) : Value();
}

Value Evaluator::arithmetic(const Node& node, const Frame* frame) {
  Value left_storage;
  Value right_storage;
  const Value& left = look(*node.children[0], frame, left_storage);
  const Value& right = look(*node.children[1], frame, right_storage);
  if (left.text() != nullptr && right.text() != nullptr &&
      !charge(left.text()->size() + right.text()->size()))
    return {};
  if (auto result = calculate(node.op, left, right)) return std::move(*result);
  problem(not_defined(symbol_of(node.op), left, right));
  return {};
}

Value Evaluator::comparison(const Node& node, const Frame* frame) {
  Value left_storage;
  Value right_storage;
  const Value& left = look(*node.children[0], frame, left_storage);
  const Value& right = look(*node.children[1], frame, right_storage);
  const auto answer = compare(node.op, left, right);
  if (!answer) problem(not_defined(symbol_of(node.op), left, right));
  return boxed(answer);
}

// Rule 49 b): low <= value and value <= high.
Value Evaluator::between(const Node& node, const Frame* frame) {
  const Value value = evaluate(*node.children[0], frame);
  Range bounds{evaluate(*node.children[1], frame), evaluate(*node.children[2], frame), true, true};
  if (value.is_null() || bounds.low.is_null() || bounds.high.is_null()) return {};
  const auto answer = contains(bounds, value);
  if (!answer) problem(not_defined("between", value, bounds.low));
  return boxed(answer);
}

Value Evaluator::in(const Node& node, const Frame* frame) {
  const Value input = evaluate(*node.children[0], frame);
  bool is_known = true;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const Value answer = passes(input, *node.children[i], frame);
    if (answer.is_null()) is_known = false;
    if (answer.boolean() != nullptr && *answer.boolean()) return true;
  }
  return is_known ? Value(false) : Value();
}

Value Evaluator::tests(const Node& node, const Frame* frame) {
  if (node.children.empty()) return true;  // "-"
  const auto input = find("?", frame);
  bool is_known = true;
  bool any = false;
  for (std::size_t i = 0; i < node.children.size() && !any; ++i) {
    const Value answer = passes(input ? *input : Value(), *node.children[i], frame);
    if (answer.is_null()) is_known = false;
    any = answer.boolean() != nullptr && *answer.boolean();
  }
  if (!any && !is_known) return node.negated ? Value() : Value(false);
  return any != node.negated;
}

// Clause 10.3.2.8 (Table 43): a comparison, a test that reads `?`, a member of a list, a point of a
// range, or an equal value.
Value Evaluator::passes(const Value& input, const Node& test, const Frame* frame) {
  if (!step()) return {};
  if (test.kind == NodeKind::unary_test) {
    Value storage;
    return boxed(compare(test.op, input, look(*test.children[0], frame, storage)));
  }
  if (test.uses_input) {
    const Frame inner = Frame::of(frame, "?", input);
    Value answer = evaluate(test, &inner);
    return answer.boolean() != nullptr ? answer : Value();
  }
  Value storage;
  const Value& wanted = look(test, frame, storage);
  if (const Range* points = wanted.range(); points != nullptr && input.range() == nullptr)
    return boxed(contains(*points, input));
  if (const List* list = wanted.list()) {
    for (const Value& item : *list) {
      if (!step()) return {};
      const Range* points = item.range();
      if (same(input, item) || (points != nullptr && contains(*points, input).value_or(false)))
        return true;
    }
    return same(input, wanted);
  }
  if (wanted.boolean() != nullptr && input.boolean() == nullptr && !input.is_null()) return wanted;
  return boxed(equal(input, wanted));
}

void Evaluator::problem(std::string text) {
  if (muted_ == 0 && problems_.size() < problem_count) problems_.push_back(std::move(text));
}

bool Evaluator::step(std::size_t count) {
  steps_ += count;
  if (steps_ > limits::feel_steps) stop("bound of 1,000,000 steps");
  return !stopped();
}

bool Evaluator::charge(std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > limits::feel_bytes) stop("memory bound of 16 MiB");
  return !stopped();
}

bool Evaluator::fits_list(std::size_t items) {
  if (items > limits::list_items) stop("bound of 100,000 items in a list");
  return charge(items * sizeof(Value));
}

void Evaluator::stop(std::string_view bound) {
  if (!error_)
    error_ =
        Error{ErrorCode::too_large, "the expression reached the " + std::string(bound), {}, {}};
}

Result<Outcome> Evaluator::finish(Value value) {
  if (error_) return *error_;
  return Outcome{std::move(value), std::move(problems_)};
}

}  // namespace onward::feel
