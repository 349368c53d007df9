// The sales register as data: what is kept beside the instances. Each record is a row; what it
// means stands in engine/sales.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"
#include "engine/value/value.hpp"

namespace onward {

enum class OpportunityStatus : std::uint8_t { draft, open, won, lost, disqualified };
std::string_view to_string(OpportunityStatus status);
std::optional<OpportunityStatus> opportunity_status_from_text(std::string_view text);

/// A sales opportunity. Written only on the track of its shard, where its instances live too.
struct Opportunity {
  OpportunityId id;
  std::uint64_t version = 0;  ///< the ETag; grows with every change
  std::string number;         ///< for people: "O-000123"
  std::string kind, title;
  std::uint64_t customer = 0;  ///< id of the customer, 0: none yet
  std::string customer_name;
  std::string responsible;
  std::string stage = "open";
  OpportunityStatus status = OpportunityStatus::draft;
  Instant created;
  std::string posted_by;              ///< empty: a draft, or a process did
  std::uint64_t order = 0;            ///< creation order (sequence of ids)
  std::vector<InstanceId> instances;  ///< in order of start
  /// Everything else as a context: parties, demand, source, basedOn, externalRef, quotation
  /// {number, date, amount, accepted}, order {date, amount}, lossReason, nextStep ..., variables
  /// posted with a draft.
  Context fields;
};
/// The record as expressions and the API see it (camelCase members).
Context to_context(const Opportunity& opportunity);

/// What it is worth: the order's amount, else the quotation's, else the sum of the demand's
/// expected prices; null when none of them is known.
Value amount_of(const Context& fields);

/// One change of an opportunity: who, when, what (member -> {before, after}), why.
struct OpportunityChange {
  OpportunityId opportunity;
  std::uint64_t version = 0;  ///< the version that it made
  Instant at;
  std::string actor, operation, reason;
  Context changes;
  std::uint64_t command = 0;  ///< its place in the feed (feed.hpp)
};

/// Anything of the register that is a named document: customers, leads, tickets, contacts,
/// interactions. `batch` is kept like them: an operation on many instances (service/batches.hpp).
enum class RecordKind : std::uint8_t { customer, lead, ticket, contact, batch, interaction };
std::string_view to_string(RecordKind kind);

struct Record {
  RecordKind kind = RecordKind::customer;
  std::uint64_t id = 0;  ///< carries its shard
  std::uint64_t version = 0;
  std::string name;           ///< customer name, lead partner, subject of a ticket or interaction
  OpportunityId opportunity;  ///< what made it; 0: nothing
  Instant created;
  Context fields;
};

struct ProductRelation {
  std::string sku;
  bool cross = false, up = false;
};
struct Product {
  std::string sku, name;
  std::optional<Decimal> price;
  std::vector<ProductRelation> proposes;
};

struct User {
  std::string id, name;
  std::vector<std::string> roles, groups;
  std::string deputy;
  std::optional<Date> absent_from, absent_to;
  std::string email{};
  bool mail = true;  ///< whether mail about tasks is wanted
  friend bool operator==(const User&, const User&) = default;
};

/// An open proposal of a product to a customer: unique, so that nothing is proposed twice
/// (processes.md, b2b-cross-sale).
struct Reservation {
  std::uint64_t customer = 0;
  std::string sku;
  std::uint64_t holder = 0;  ///< opportunity or lead that holds it
};

}  // namespace onward
