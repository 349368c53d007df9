// A compiled expression is evaluated with a few variables, and its value shown in every form.
#pragma once

#include "engine/feel/feel.hpp"

namespace onward::fuzz {

void evaluate_and_show(const feel::Expression& expression);

}  // namespace onward::fuzz
