// Named documents of the register (customers, leads, tickets, contacts) and the open proposals of
// products, as a unit of work sees them: what it staged, what earlier units of the turn staged,
// else the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sales/body.hpp"
#include "engine/service/unit.hpp"

namespace onward::sales {

/// Errors: unavailable.
Result<std::optional<Record>> find_record(Unit& unit, RecordKind kind, std::uint64_t id);
/// The same for a decision that goes by it: when somebody changes the record before this unit is
/// committed, the unit is run again.
Result<std::optional<Record>> see_record(Unit& unit, RecordKind kind, std::uint64_t id);
/// Stages a new record (version 0) or a changed one as it was read.
void put_record(Unit& unit, Record record);

/// Who changes a record, and when.
struct Stamp {
  Instant at;
  std::string by;
};

struct Customer {
  std::uint64_t id = 0;
  std::string name;
};
/// The shard where a customer of this name lives: one name is written on one track.
std::uint16_t shard_of_name(std::string_view name);
/// The customer of this name, made when it is new. Errors: unavailable.
Result<Customer> customer_named(Unit& unit, std::string_view name);
/// A name, or a context with `id` or `name`. Errors: invalid (where and details: `pointer`;
/// neither, or no such customer), unavailable.
Result<Customer> customer_from(Unit& unit, const Value& value, std::string_view pointer);

/// Those of the products that nobody holds for the customer now. Errors: unavailable.
Result<std::vector<std::string>> unreserved(Unit& unit, std::uint64_t customer,
                                            const std::vector<std::string>& skus);
/// Holds for the customer what is free among these. Errors: unavailable.
Result<Done> reserve(Unit& unit, std::uint64_t customer, std::uint64_t holder,
                     const std::vector<std::string>& skus);
/// All that the opportunity or lead holds is free again.
void release(Unit& unit, std::uint64_t holder);

/// `product` of each row that has one, without doubles.
std::vector<std::string> products_of(const Context& fields, std::string_view list);

}  // namespace onward::sales
