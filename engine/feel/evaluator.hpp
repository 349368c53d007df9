// Meaning of the tree (DMN 1.5 clause 10.3.2): walks the nodes inside one budget of steps, depth
// and memory. Trouble of an expression is null and a line in problems(); only a bound that is
// reached stops it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/feel/ast.hpp"
#include "engine/feel/callable.hpp"
#include "engine/feel/feel.hpp"

namespace onward::feel {

/// Names bound inside an expression, innermost first: one name, or all entries of a context.
struct Frame {
  const Frame* parent = nullptr;
  std::string_view name;
  const Value* value = nullptr;
  const Context* context = nullptr;

  static Frame of(const Frame* parent, std::string_view name, const Value& value) {
    return {parent, name, &value, nullptr};
  }
  static Frame of(const Frame* parent, const Context& context) {
    return {parent, {}, nullptr, &context};
  }
};

/// Hears what an evaluation does besides giving a value.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void rule_matched(std::string_view decision_id, std::string_view rule_id,
                            std::size_t index) = 0;
};

class Evaluator {
 public:
  Evaluator(const Variables& variables, const Environment& environment,
            Listener* listener = nullptr, std::size_t depth = 0)
      : variables_(variables), environment_(environment), listener_(listener), depth_(depth) {}

  Value evaluate(const Node& node, const Frame* frame);
  /// Calls a function value with positional arguments (converted to the declared types).
  Value call(const Value& function, std::span<const Value> arguments);
  /// nullopt when there is no such name; no problem is noted.
  [[nodiscard]] std::optional<Value> find(std::string_view name, const Frame* frame) const;
  /// Whether `input` passes a test: true, false or null (clause 10.3.2.8).
  Value passes(const Value& input, const Node& test, const Frame* frame);
  /// The value as the type wants it; nullopt when it does not fit or is none of the allowed values.
  std::optional<Value> fit(const Value& value, const Type& type);

  void problem(std::string text);
  /// Counts work; false when a bound was reached and everything must unwind.
  bool step(std::size_t count = 1);
  bool charge(std::size_t bytes);
  bool fits_list(std::size_t items);
  void stop(std::string_view bound);
  [[nodiscard]] bool stopped() const { return error_.has_value(); }

  [[nodiscard]] const Environment& environment() const { return environment_; }
  [[nodiscard]] const Variables& variables() const { return variables_; }
  [[nodiscard]] Listener* listener() const { return listener_; }
  [[nodiscard]] std::size_t depth() const { return depth_; }
  [[nodiscard]] std::size_t steps() const { return steps_; }
  [[nodiscard]] std::vector<std::string>& problems() { return problems_; }
  /// The outcome of a whole evaluation. Errors: too_large.
  Result<Outcome> finish(Value value);

 private:
  /// The value of a node without a copy where one exists already; `storage` holds it otherwise.
  const Value& look(const Node& node, const Frame* frame, Value& storage);
  Value evaluate_kind(const Node& node, const Frame* frame);
  Value name(const Node& node, const Frame* frame);
  Value list(const Node& node, const Frame* frame);
  Value context(const Node& node, const Frame* frame);
  Value range(const Node& node, const Frame* frame);
  Value unary_test_value(const Node& node, const Frame* frame);
  Value logic(const Node& node, const Frame* frame, bool decisive);
  Value arithmetic(const Node& node, const Frame* frame);
  Value comparison(const Node& node, const Frame* frame);
  Value between(const Node& node, const Frame* frame);
  Value in(const Node& node, const Frame* frame);
  Value tests(const Node& node, const Frame* frame);
  // evaluator_types.cpp
  Value typed(const Node& node, const Frame* frame);
  bool is_allowed(const Value& value, const Type& type);
  // evaluator_loops.cpp
  struct Loop;
  Value for_loop(const Node& node, const Frame* frame);
  Value quantified(const Node& node, const Frame* frame, bool decisive);
  void iterate(Loop& loop, std::size_t iterator, const Frame* frame);
  bool domain_items(const Node& node, const Frame* frame, List& items);
  bool range_items(const Range& range, List& items);
  Value filter(const Node& node, const Frame* frame);
  Value filter_result(const List& list, const Node& condition, const Frame* frame);
  // evaluator_call.cpp
  Value invoke(const Node& node, const Frame* frame);
  Value call_value(const Callable& function, std::vector<Value> arguments,
                   std::span<const std::string> names);
  Value closure(const Node& node, const Frame* frame, std::string_view self);
  // evaluator_path.cpp
  Value path(const Value& from, const std::string& name);
  Value path_of_items(const List& list, const std::string& name);
  // evaluator_juel.cpp
  Value juel(const Node& node, const Frame* frame);

  const Variables& variables_;
  const Environment& environment_;
  Listener* listener_;
  std::size_t depth_;
  std::size_t steps_ = 0;
  std::size_t bytes_ = 0;
  std::size_t muted_ = 0;
  std::vector<std::string> problems_;
  std::optional<Error> error_;
};

}  // namespace onward::feel
