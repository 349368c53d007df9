// What a DMN model imports (DMN 1.5 clause 6.3.3): models found by their namespace among those
// deployed together and those that stood before, with what they import themselves.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/dmn/draft.hpp"

namespace onward {

using DecisionDraft = std::shared_ptr<const dmn::DraftModel>;
/// nullptr: no such model.
using FindDecisionDraft = std::function<DecisionDraft(const std::string& name_space)>;

/// Every model that `model` imports, directly or not, each once; what is not found is left out (the
/// compiler says so).
std::vector<DecisionDraft> imported_models(const dmn::DraftModel& model,
                                           const FindDecisionDraft& find);

}  // namespace onward
