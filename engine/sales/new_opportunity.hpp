// An opportunity as somebody asks for it: decoded from JSON, everything wrong named at once.
#pragma once

#include <string>

#include "engine/sales/body.hpp"
#include "engine/service/records.hpp"

namespace onward::sales {

struct NewOpportunity {
  OpportunityId id;    ///< chosen by the caller: everything of the opportunity lives in its shard
  std::string number;  ///< chosen by the caller: number_text(...) of a number taken from the store
  std::string kind, title, responsible;
  Value customer;     ///< name, or context with id; null: none
  Context fields;     ///< demand, parties, source, basedOn, externalRef: those that were given
  Context variables;  ///< what the process starts with
  bool draft = false;
};

/// The body of POST /opportunities; id and number are left to the caller. Errors: invalid.
Result<NewOpportunity> new_opportunity_from(const Context& body);

/// "O-000123".
std::string number_text(std::uint64_t number);

/// Reads `demand`, `parties` and `externalRefs` of a body (for changes, too); what is wrong goes
/// into `reader`.
Value demand_from(BodyReader& reader);
Value parties_from(BodyReader& reader);
Value external_refs_from(BodyReader& reader);

}  // namespace onward::sales
