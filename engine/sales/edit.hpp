// The parts of a change of an opportunity: what people's operations (opportunity.cpp) and those of
// processes (hooks.cpp, actions.cpp) have in common.
#pragma once

#include <string>
#include <string_view>

#include "engine/sales/documents.hpp"
#include "engine/sales/opportunity.hpp"

namespace onward::sales {

/// Who changes the record, by which operation, and why.
struct Cause {
  std::string actor, operation, reason;
};

/// Stages `after` when it differs from `before`, with its line of history, and does what follows:
/// a closed opportunity holds no product any more, one that is open holds those of its demand, and
/// tasks follow the responsible person. Errors: unavailable.
Result<Done> save(Unit& unit, const Opportunity* before, Opportunity after, const Cause& cause);

/// Sets stage and status; `reason` of a loss is kept as lossReason.
void move_to_stage(Opportunity& opportunity, const std::string& stage, const std::string& reason);

/// Writes one kept field, typed before. Errors: those of customer_from with this pointer.
Result<Done> set_kept(Unit& unit, Opportunity& opportunity, const KeptField& field,
                      const Value& value, std::string_view pointer);

/// Makes the record and starts its process, or fails and leaves nothing. Customer and fields are
/// settled already. Errors: those of the start.
Result<Done> begin(Unit& unit, Opportunity opportunity, const Opportunity* before,
                   const model::Definition& definition, const Context& variables,
                   const Actor& actor, const Cause& cause);

}  // namespace onward::sales
