// What people do with opportunities: make, post, change, hand over, move on. Functions over a unit
// of work, called inside a Request's work on the track of the opportunity's shard. Each writes one
// line of the opportunity's history: before and after of every member that changed, who and why.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/sales/new_opportunity.hpp"
#include "engine/service/unit.hpp"

namespace onward::sales {

/// The latest executable process that this kind of opportunity is worked by; nullptr: no such kind.
model::DefinitionPtr process_of_kind(Unit& unit, std::string_view kind);
/// Whether an opportunity of the process may be posted without a customer: one of its tasks keeps a
/// field as `customer`.
bool may_omit_customer(const model::Definition& definition);

/// Makes the record; unless it is a draft its process starts. Errors: invalid (kind, customer,
/// basedOn), not_executable, unavailable.
Result<OpportunityId> create_opportunity(Unit& unit, const NewOpportunity& wanted,
                                         const Actor& actor);
/// Starts the process of a draft. Errors: not_found, wrong_state (posted before), invalid.
Result<Done> post_opportunity(Unit& unit, OpportunityId id, const Actor& actor);

/// Merge patch (RFC 7396) over title, customer, responsible, stage, demand, parties, source,
/// basedOn, externalRef and the kept fields. Errors: not_found, stale, invalid.
Result<Done> patch_opportunity(Unit& unit, OpportunityId id, const Context& patch,
                               std::optional<std::uint64_t> if_version, const Actor& actor);
/// Open tasks of the responsible person before go along; tasks that were offered for want of one
/// are theirs. An empty value: nobody. Errors: not_found, invalid.
Result<Done> set_responsible(Unit& unit, OpportunityId id, const std::string& value,
                             const std::string& reason, const Actor& actor);
/// The closing stages close the opportunity, any other opens it again. Errors: not_found, invalid.
Result<Done> set_stage(Unit& unit, OpportunityId id, const std::string& value,
                       const std::string& reason, const Actor& actor);

/// The status that a stage means.
OpportunityStatus status_of_stage(std::string_view stage);
inline bool is_closed(OpportunityStatus status) {
  return status != OpportunityStatus::draft && status != OpportunityStatus::open;
}

}  // namespace onward::sales
