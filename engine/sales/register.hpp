// What people keep in the register besides opportunities: customers, contacts, leads, tickets,
// products, users. Functions over a unit of work; the caller chooses new ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/sales/documents.hpp"

namespace onward::sales {

/// The document as the API shows it: id first, then its name under the kind's own word (customers
/// and contacts `name`, leads `partner`, tickets and
/// interactions `subject`), fields, opportunityId, createdAt.
Context to_context(const Record& record);

/// Errors: invalid (each member that is wrong; a customer's name that is taken), unavailable.
Result<Record> create_record(Unit& unit, RecordKind kind, std::uint64_t id, const Context& body,
                             const Actor& actor);
/// Merge patch (RFC 7396). A lead that is closed or converted holds no product any more.
/// Errors: not_found, stale, invalid.
Result<Record> patch_record(Unit& unit, RecordKind kind, std::uint64_t id, const Context& patch,
                            std::optional<std::uint64_t> if_version, const Actor& actor);

/// An opportunity made of a lead, with the id and number that the caller chose. Body: kind
/// (default standard-sale), title, responsible, draft. Errors: not_found, wrong_state (converted or
/// closed before), invalid.
Result<OpportunityId> convert_lead(Unit& unit, std::uint64_t lead, OpportunityId id,
                                   std::string number, const Context& body, const Actor& actor);

/// Made or replaced. Errors: invalid.
Result<Product> put_product(Unit& unit, std::string_view sku, const Context& body);
/// Errors: invalid.
Result<User> user_from(std::string_view id, const Context& body);
void put_user(Unit& unit, const User& user);

}  // namespace onward::sales
