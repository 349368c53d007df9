// What was said with whom: calls, voicemail, e-mails, meetings, notes, planned or done. Records of
// the register (register.hpp) with members of their own; one that is based on another belongs to
// its chain.
#pragma once

#include <string_view>

#include "engine/sales/documents.hpp"

namespace onward::sales {

/// Members besides texts, customer and opportunity.
bool is_of_interaction(std::string_view member);

/// Type, time, participants and the like. `recordedAt` and `recordedBy` say when and by whom it was
/// recorded as done; a planned one has none yet.
void read_interaction(Record& interaction, BodyReader& reader, const Stamp& stamp);

/// Lead, the earlier interaction and its chain; a customer or an opportunity that is not given is
/// that of the lead, the earlier interaction or the opportunity. Errors: invalid, unavailable.
Result<Done> connect_interaction(Unit& unit, Record& interaction, BodyReader& reader);

/// The interaction led to this opportunity: it shows it in `ledTo`, and as its own when it has none
/// yet. Nothing when it knows already.
void lead_to(Unit& unit, Record interaction, OpportunityId opportunity);

}  // namespace onward::sales
