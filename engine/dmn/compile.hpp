// Draft -> Model: resolves references and types, compiles every expression, refuses requirement
// cycles (DMN 1.5 clause 6.2).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/dmn/decision.hpp"

namespace onward::dmn {

struct Compiled {
  std::shared_ptr<const Model> model;  ///< nullptr when there is a problem of Severity::error
  std::vector<Problem> problems;       ///< the reader's first
};

/// `imported` are the models whose namespaces the draft may import.
Compiled compile(const DraftModel& draft, std::span<const DraftModel* const> imported = {});

}  // namespace onward::dmn
