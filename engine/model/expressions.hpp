// Every expression of a process, compiled in place.
#pragma once

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

}  // namespace onward::model
