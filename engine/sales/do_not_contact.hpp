// Customers who do not want to be contacted: the flag `doNotContact` {reason, since, by} of a
// customer, the list `contactChanges` of when it was set and lifted, and the refusal of tasks that
// contact the customer (docs/semantics.md, "Opportunities").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/sales/documents.hpp"

namespace onward::sales {

/// What a body says: {doNotContact: {reason}} sets it, {doNotContact: null or false, reason} lifts
/// it; {doNotContact: true, reason} sets it too.
void read_do_not_contact(Record& customer, BodyReader& reader, const Stamp& stamp);

/// For processes (action customer.do-not-contact): marks the customer of this id. The record is
/// written with the unit, so in the transaction of the step that asks for it; a mark that stands
/// stays as it is. False: it stood before, or there is no such customer. Errors: unavailable.
Result<bool> mark_do_not_contact(Unit& unit, std::uint64_t customer, std::string_view reason,
                                 std::string_view by);

/// The reason why this customer is not to be contacted; nullopt: contact is fine.
std::optional<std::string> contact_refused(const Record& customer);

/// Refuses to claim or complete a task with `contact` while the customer of its opportunity is
/// marked. A mark that is set meanwhile is a conflict at the commit. Errors: do_not_contact (where:
/// id of the customer), unavailable.
Result<Done> check_contact(Unit& unit, const Command& command, const Instance& instance,
                           const model::Definition& definition);

}  // namespace onward::sales
