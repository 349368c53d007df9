#include "engine/sales/documents.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"

namespace onward::sales {
namespace {

const Record* staged_record(const TurnWrite* write, RecordKind kind, std::uint64_t id) {
  if (write == nullptr) return nullptr;
  for (const RecordWrite& row : write->records)
    if (row.after.kind == kind && row.after.id == id) return &row.after;
  return nullptr;
}

const Record* staged_customer(const TurnWrite* write, std::string_view name) {
  if (write == nullptr) return nullptr;
  for (const RecordWrite& row : write->records)
    if (row.after.kind == RecordKind::customer && row.after.name == name) return &row.after;
  return nullptr;
}

bool is_held(const TurnWrite* write, std::uint64_t customer, std::string_view sku) {
  if (write == nullptr) return false;
  return std::any_of(
      write->reservations_added.begin(), write->reservations_added.end(),
      [&](const Reservation& held) { return held.customer == customer && held.sku == sku; });
}

}  // namespace

Result<std::optional<Record>> find_record(Unit& unit, RecordKind kind, std::uint64_t id) {
  if (const Record* staged = staged_record(&unit.write(), kind, id)) return std::optional(*staged);
  if (const Record* staged = staged_record(unit.earlier(), kind, id)) return std::optional(*staged);
  return unit.store().record(kind, id);
}

Result<std::optional<Record>> see_record(Unit& unit, RecordKind kind, std::uint64_t id) {
  // What this turn writes is held against its stored version anyway.
  const bool staged = staged_record(&unit.write(), kind, id) != nullptr ||
                      staged_record(unit.earlier(), kind, id) != nullptr;
  ONWARD_TRY(auto found, find_record(unit, kind, id));
  if (found && !staged) unit.write().records_seen.push_back({kind, id, found->version});
  return found;
}

void put_record(Unit& unit, Record record) {
  const std::uint64_t before = record.version++;
  for (RecordWrite& row : unit.write().records) {
    if (row.after.kind != record.kind || row.after.id != record.id) continue;
    row.after = std::move(record);
    return;
  }
  unit.write().records.push_back({before, std::move(record)});
}

std::uint16_t shard_of_name(std::string_view name) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a, the same on every machine
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  return static_cast<std::uint16_t>((hash ^ (hash >> 32U)) % shard_count);
}

Result<Customer> customer_named(Unit& unit, std::string_view name) {
  for (const TurnWrite* write : {static_cast<const TurnWrite*>(&unit.write()), unit.earlier()})
    if (const Record* staged = staged_customer(write, name))
      return Customer{staged->id, staged->name};
  ONWARD_TRY(const auto stored, unit.store().customer_by_name(name));
  if (stored) return Customer{stored->id, stored->name};
  Record record;
  record.kind = RecordKind::customer;
  record.id = unit.ids().next(shard_of_name(name));
  record.name = std::string(name);
  record.created = unit.now();
  Customer customer{record.id, record.name};
  put_record(unit, std::move(record));
  return customer;
}

Result<Customer> customer_from(Unit& unit, const Value& value, std::string_view pointer) {
  const Context* object = value.context();
  const Value* id = object == nullptr ? nullptr : object->find("id");
  const Value* name = object == nullptr ? &value : object->find("name");
  if (id != nullptr && !id->is_null()) {
    const auto number = id->text() == nullptr ? std::nullopt : id_from_text(*id->text());
    std::optional<Record> found;
    if (number) {
      ONWARD_TRY(found, find_record(unit, RecordKind::customer, *number));
    }
    if (!found)
      return invalid_member(std::string(pointer) + "/id", "unknown-customer",
                            "there is no customer of this id");
    return Customer{found->id, found->name};
  }
  const std::string* text = name == nullptr ? nullptr : name->text();
  if (text == nullptr || trimmed(*text).empty())
    return invalid_member(std::string(pointer), "wrong-type",
                          "expected the name of a customer, or an object with its id");
  if (trimmed(*text).size() > limits::name_bytes)
    return invalid_member(std::string(pointer), "too-long", "a name may have 1000 bytes");
  return customer_named(unit, trimmed(*text));
}

Result<std::vector<std::string>> unreserved(Unit& unit, std::uint64_t customer,
                                            const std::vector<std::string>& skus) {
  if (customer == 0 || skus.empty()) return skus;
  ONWARD_TRY(const auto held, unit.store().reserved(customer, skus));
  std::vector<std::string> free;
  for (const std::string& sku : skus) {
    const bool taken = std::find(held.begin(), held.end(), sku) != held.end() ||
                       is_held(&unit.write(), customer, sku) ||
                       is_held(unit.earlier(), customer, sku);
    if (!taken) free.push_back(sku);
  }
  return free;
}

Result<Done> reserve(Unit& unit, std::uint64_t customer, std::uint64_t holder,
                     const std::vector<std::string>& skus) {
  if (customer == 0) return Done{};
  ONWARD_TRY(const auto free, unreserved(unit, customer, skus));
  for (const std::string& sku : free)
    unit.write().reservations_added.push_back({customer, sku, holder});
  return Done{};
}

void release(Unit& unit, std::uint64_t holder) {
  std::erase_if(unit.write().reservations_added,
                [&](const Reservation& held) { return held.holder == holder; });
  unit.write().reservations_freed.push_back(holder);
}

std::vector<std::string> products_of(const Context& fields, std::string_view list) {
  std::vector<std::string> skus;
  const Value* rows = fields.find(list);
  if (rows == nullptr || rows->list() == nullptr) return skus;
  for (const Value& row : *rows->list()) {
    const Value* product = row.context() == nullptr ? nullptr : row.context()->find("product");
    const std::string* sku = product == nullptr ? nullptr : product->text();
    if (sku == nullptr || sku->empty()) continue;
    if (std::find(skus.begin(), skus.end(), *sku) == skus.end()) skus.push_back(*sku);
  }
  return skus;
}

}  // namespace onward::sales
