// Item definitions to FEEL types (DMN 1.5 clause 7.3.3), with their allowed values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/dmn/draft.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/type.hpp"

namespace onward::dmn {

/// Adds every item definition of `model` to `types`, where those that it imports stand already.
void add_types(const DraftModel& model, feel::Types& types, std::vector<Problem>& problems);

/// "number", "tLoan", "feel:number", "Any": nullptr when the text is empty (any); an unknown name
/// is a problem.
feel::TypePtr resolve_type(std::string_view type_ref, const feel::Types& types,
                           const std::string& element_id, Position at,
                           std::vector<Problem>& problems);

/// The value as the type wants it; nullopt when it does not fit or is none of the allowed values.
std::optional<Value> fit(const Value& value, const feel::TypePtr& type,
                         const feel::Environment& environment);

}  // namespace onward::dmn
