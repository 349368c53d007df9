// Where a token may be started by hand, and the scope that it starts in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/execution/step.hpp"

namespace onward {

struct Refusal {
  std::string code, sentence;
};
/// Why no token can be started before the element, whatever the instance looks like; nothing: it
/// can.
std::optional<Refusal> why_not_activated(const model::Definition& definition,
                                         const std::string& element);

/// The open scope that `element` stands in; what is not open around it is opened. `wanted`: id of
/// an open scope around it, or of the token that opened it; empty: the only one. `pointer` says
/// where the request speaks of it. Errors: ambiguous, invalid, wrong_state, and those of input
/// mappings.
Result<LocalId> open_scope_for(Step& step, const model::Element& element, const std::string& wanted,
                               const std::string& pointer);

}  // namespace onward
