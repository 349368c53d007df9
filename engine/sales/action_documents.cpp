// The actions that make leads and tickets, and the one that asks the catalogue.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/action_parts.hpp"
#include "engine/sales/documents.hpp"

namespace onward::sales {
namespace {

Record new_record(const ActionCall& call, RecordKind kind, const Opportunity* opportunity) {
  Record record;
  record.kind = kind;
  record.id = call.unit.ids().next(shard_of(call.instance.id));
  if (opportunity != nullptr) record.opportunity = opportunity->id;
  record.created = call.unit.now();
  record.fields.set("status", Value("open"));
  Value customer = customer_value(opportunity);
  if (!customer.is_null()) record.fields.set("customer", std::move(customer));
  return record;
}

Value products_value(const std::vector<Item>& items) {
  List rows;
  for (const Item& item : items) {
    Context row;
    row.set("sku", Value(item.sku));
    row.set("name", Value(item.name));
    row.set("price", item.price);
    row.set("quantity", item.quantity);
    rows.emplace_back(std::move(row));
  }
  return Value(std::move(rows));
}

/// The lead's texts, demand and first interaction.
Result<Context> lead_fields(const ActionCall& call) {
  Context fields;
  for (const std::string_view name :
       {"contactPerson", "jobTitle", "email", "phone", "accessGroup"}) {
    ONWARD_TRY(std::string text, text_argument(call, name));
    if (!text.empty()) fields.set(std::string(name), Value(std::move(text)));
  }
  if (const Value* demand = argument(call, "demand")) {
    if (demand->list() == nullptr) return bad_argument("demand", "a list of rows");
    fields.set("demand", *demand);
  }
  if (const Value* interaction = argument(call, "interaction")) {
    if (interaction->context() == nullptr) return bad_argument("interaction", "a context");
    fields.set("interactions", Value(List{*interaction}));
  }
  return fields;
}

Result<std::vector<std::string>> skus_argument(const ActionCall& call) {
  std::vector<std::string> skus;
  const Value* products = argument(call, "products");
  if (products == nullptr) return skus;
  if (products->list() == nullptr || products->list()->size() > limits::demand_lines)
    return bad_argument("products", "a list of at most 1000 SKUs");
  for (const Value& product : *products->list()) {
    if (product.is_null()) continue;
    if (product.text() == nullptr) return bad_argument("products", "a list of SKUs");
    if (std::find(skus.begin(), skus.end(), *product.text()) == skus.end())
      skus.push_back(*product.text());
  }
  return skus;
}

const Product* find_product(const std::vector<Product>& products, std::string_view sku) {
  const auto at = std::find_if(products.begin(), products.end(),
                               [&](const Product& product) { return product.sku == sku; });
  return at == products.end() ? nullptr : &*at;
}

/// What the catalogue proposes beside these, in the order of its relations, each once.
std::vector<std::string> crossed(const std::vector<Product>& catalogue,
                                 const std::vector<std::string>& given) {
  std::vector<std::string> proposed;
  for (const std::string& sku : given) {
    const Product* product = find_product(catalogue, sku);
    if (product == nullptr) continue;
    for (const ProductRelation& relation : product->proposes) {
      if (!relation.cross) continue;
      const bool known =
          std::find(given.begin(), given.end(), relation.sku) != given.end() ||
          std::find(proposed.begin(), proposed.end(), relation.sku) != proposed.end();
      if (!known) proposed.push_back(relation.sku);
    }
  }
  return proposed;
}

}  // namespace

Result<Value> create_lead_action(const ActionCall& call) {
  ONWARD_TRY(const auto opportunity, opportunity_of(call));
  ONWARD_TRY(std::string partner, text_argument(call, "partner"));
  ONWARD_TRY(const Context fields, lead_fields(call));
  ONWARD_TRY(auto items, items_argument(call));
  const std::uint64_t customer = opportunity == nullptr ? 0 : opportunity->customer;
  const bool asked = !items.empty();
  ONWARD_TRY(const auto skus, drop_held(call.unit, customer, items));
  // Everything asked for is held for this customer already: nothing is proposed twice.
  if (asked && items.empty()) return Value{};
  Record lead = new_record(call, RecordKind::lead, opportunity.get());
  if (partner.empty() && opportunity != nullptr) partner = opportunity->customer_name;
  lead.name = std::move(partner);
  for (const auto& [name, value] : fields.entries()) lead.fields.set(name, value);
  lead.fields.set("products", products_value(items));
  const std::uint64_t id = lead.id;
  ONWARD_TRY_DONE(reserve(call.unit, customer, id, skus));
  put_record(call.unit, std::move(lead));
  return Value(id_to_text(id));
}

Result<Value> create_ticket_action(const ActionCall& call) {
  ONWARD_TRY(std::string subject, needed_text(call, "subject"));
  ONWARD_TRY(std::string description, text_argument(call, "description"));
  ONWARD_TRY(const auto opportunity, opportunity_of(call));
  Record ticket = new_record(call, RecordKind::ticket, opportunity.get());
  ticket.name = std::move(subject);
  if (!description.empty()) ticket.fields.set("description", Value(std::move(description)));
  const std::uint64_t id = ticket.id;
  put_record(call.unit, std::move(ticket));
  return Value(id_to_text(id));
}

Result<Value> find_additional_products_action(const ActionCall& call) {
  ONWARD_TRY(const auto given, skus_argument(call));
  ONWARD_TRY(const auto opportunity, opportunity_of(call));
  List found;
  if (given.empty()) return Value(std::move(found));
  ONWARD_TRY(const auto catalogue, call.unit.store().products(given));
  const std::vector<std::string> proposed = crossed(catalogue, given);
  const std::uint64_t customer = opportunity == nullptr ? 0 : opportunity->customer;
  ONWARD_TRY(const auto free, unreserved(call.unit, customer, proposed));
  if (free.empty()) return Value(std::move(found));
  ONWARD_TRY(const auto products, call.unit.store().products(free));
  for (const std::string& sku : free) {
    const Product* product = find_product(products, sku);
    if (product == nullptr) continue;  // proposed, but not in the catalogue yet
    Context row;
    row.set("sku", Value(product->sku));
    row.set("name", Value(product->name));
    row.set("price", product->price ? Value(*product->price) : Value{});
    found.emplace_back(std::move(row));
  }
  return Value(std::move(found));
}

}  // namespace onward::sales
