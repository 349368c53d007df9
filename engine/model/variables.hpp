// Which variables of a compiled process can ever have a value.
#pragma once

#include <vector>

#include "engine/model/definition.hpp"

namespace onward::model {

/// Expressions that read a variable which nothing writes, and members of `opportunity` that do not
/// exist. Where a place says what it takes (a form, data inputs and outputs, mappings), that is
/// what it gives; where it says nothing (a start by hand, a user task without a form, a worker, a
/// message), anything may come, and nothing is reported.
std::vector<Problem> check_variables(const Definition& definition);

}  // namespace onward::model
