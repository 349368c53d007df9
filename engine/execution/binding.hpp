// Which version of another definition an element means: call activities and business rule tasks
// (bpmn.md decision 14).
#pragma once

#include "engine/execution/step.hpp"

namespace onward {

/// `version` is the number or the tag. Errors: invalid_expression.
Result<Bound> bound_of(const Step& step, model::Binding binding, const model::Formula& version,
                       LocalId scope);

}  // namespace onward
