// Function values: what stands behind a Value of kind function. Closures and built-ins live in
// engine/feel, business knowledge models and decision services in engine/dmn.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/feel/type.hpp"
#include "engine/value/value.hpp"

namespace onward::feel {

class Evaluator;

class Callable : public Function {
 public:
  /// Names of the parameters, in order; what named arguments are matched with.
  [[nodiscard]] virtual const std::vector<std::string>& parameters() const = 0;
  /// Declared type of a parameter; nullptr when none is declared.
  [[nodiscard]] virtual TypePtr parameter_type(std::size_t index) const = 0;
  /// Calls it with exactly one argument per parameter, inside the budget of `evaluator`.
  [[nodiscard]] virtual Value invoke(Evaluator& evaluator,
                                     std::span<const Value> arguments) const = 0;
};

/// nullptr when the value is no function.
inline std::shared_ptr<const Callable> as_callable(const Value& value) {
  return std::dynamic_pointer_cast<const Callable>(value.function());
}

}  // namespace onward::feel
