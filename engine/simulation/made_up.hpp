// What people would type: form values that nobody thinks of (docs/simulate.md).
#pragma once

#include <vector>

#include "engine/base/error.hpp"
#include "engine/base/time.hpp"
#include "engine/model/element.hpp"
#include "engine/simulation/random.hpp"

namespace onward::simulation {

/// Fields with a default are left out, so that it is taken, unless they are drawn.
Context made_up_form(const std::vector<model::FormField>& form, Random& random, Instant now);

/// The fields whose default gave nothing though something is required, as the refusal names them,
/// are made up too; whether there were any.
bool make_up_required(const std::vector<model::FormField>& form, const Error& refusal,
                      Random& random, Instant now, Context& values);

}  // namespace onward::simulation
