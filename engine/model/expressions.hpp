// Every expression of a process, compiled in place.
#pragma once

#include <functional>

#include "engine/model/definition.hpp"

namespace onward::model {

/// What compiling the expressions of one owner (an element or a flow) has to know and to tell.
struct ExpressionReport {
  bool process_executable = true;  ///< a FEEL error in a process that never runs is only a warning
  bool foreign =
      false;  ///< set when an expression is in a language we do not speak (the reader has said so)
  std::vector<Problem> problems;  ///< code invalid-expression, with the place inside the text
};

/// Compiles `formula`; `owner` names the element in messages. An empty formula and a literal stay
/// as they are.
void compile_formula(Formula& formula, const std::string& owner, ExpressionReport& report);
/// Compiles every formula of an element.
void compile_formulas(Details& details, const std::string& owner, ExpressionReport& report);

/// Every formula of an element that is evaluated over the variables of the process: all but what a
/// called instance's variables, or a thrown message's payload, give.
void each_formula_over_variables(const Details& details,
                                 const std::function<void(const Formula&)>& visit);

}  // namespace onward::model
