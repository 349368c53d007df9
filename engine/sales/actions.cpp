#include "engine/sales/actions.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/action_parts.hpp"
#include "engine/sales/edit.hpp"

namespace onward::sales {
namespace {

struct NamedAction {
  std::string_view name;
  Result<Value> (*run)(const ActionCall&);
};

constexpr NamedAction table[] = {
    {"opportunity.set-stage", set_stage_action},
    {"opportunity.close", close_action},
    {"opportunity.set", set_action},
    {"opportunity.create", create_opportunity_action},
    {"lead.create", create_lead_action},
    {"ticket.create", create_ticket_action},
    {"catalogue.find-additional-products", find_additional_products_action},
    {"customer.do-not-contact", do_not_contact_action},
    {"report.mis", mis_report_action},
    {"report.data-quality", data_quality_report_action},
};

Result<Item> item_from(const Context& row) {
  Item item;
  for (const auto& [name, value] : row.entries()) {
    if (value.is_null()) continue;
    const bool is_text = name == "sku" || name == "name";
    if (is_text && value.text() == nullptr) return bad_argument("items", "texts as sku and name");
    if ((name == "price" || name == "quantity") && value.number() == nullptr)
      return bad_argument("items", "numbers as price and quantity");
    if (name == "sku") item.sku = *value.text();
    if (name == "name") item.name = *value.text();
    if (name == "price") item.price = value;
    if (name == "quantity") item.quantity = value;
  }
  if (item.quantity.is_null()) item.quantity = Value(1);
  if (item.name.empty()) item.name = item.sku;
  if (item.name.empty()) return bad_argument("items", "a sku or a name in each row");
  return item;
}

}  // namespace

Result<Value> run_action(const ActionCall& call, std::string_view name) {
  for (const NamedAction& action : table)
    if (action.name == name) return action.run(call);
  return Error{ErrorCode::invalid,
               "there is no action \"" + std::string(name) + "\" in this version",
               "action-unknown"};
}

Error bad_argument(std::string_view name, std::string_view expected) {
  return Error{ErrorCode::invalid,
               "the argument \"" + std::string(name) + "\": expected " + std::string(expected),
               "invalid-argument"};
}

const Value* argument(const ActionCall& call, std::string_view name) {
  const Value* value = call.inputs.find(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

Result<std::string> text_argument(const ActionCall& call, std::string_view name) {
  const Value* value = argument(call, name);
  if (value == nullptr) return std::string{};
  if (value->text() == nullptr) return bad_argument(name, "text");
  return std::string(trimmed(*value->text()));
}

Result<std::string> needed_text(const ActionCall& call, std::string_view name) {
  ONWARD_TRY(std::string text, text_argument(call, name));
  if (text.empty()) return bad_argument(name, "a text that is not empty");
  return text;
}

Result<std::vector<Item>> items_argument(const ActionCall& call) {
  std::vector<Item> items;
  const Value* value = argument(call, "items");
  if (value == nullptr) return items;
  const List* rows = value->list();
  if (rows == nullptr || rows->size() > limits::demand_lines)
    return bad_argument("items", "a list of at most 1000 contexts");
  for (const Value& row : *rows) {
    if (row.context() == nullptr) return bad_argument("items", "a list of contexts");
    ONWARD_TRY(Item item, item_from(*row.context()));
    items.push_back(std::move(item));
  }
  return items;
}

Result<std::vector<std::string>> drop_held(Unit& unit, std::uint64_t customer,
                                           std::vector<Item>& items) {
  std::vector<std::string> skus;
  for (const Item& item : items)
    if (!item.sku.empty() && std::find(skus.begin(), skus.end(), item.sku) == skus.end())
      skus.push_back(item.sku);
  ONWARD_TRY(const auto free, unreserved(unit, customer, skus));
  std::vector<Item> kept;
  std::vector<std::string> left = free;
  for (Item& item : items) {
    if (!item.sku.empty()) {
      const auto at = std::find(left.begin(), left.end(), item.sku);
      if (at == left.end()) continue;
      left.erase(at);
    }
    kept.push_back(std::move(item));
  }
  items = std::move(kept);
  return free;
}

Result<std::shared_ptr<const Opportunity>> opportunity_of(const ActionCall& call) {
  if (!call.instance.opportunity) return std::shared_ptr<const Opportunity>{};
  auto found = call.unit.opportunity(call.instance.opportunity);
  if (!found.ok() && found.error().code == ErrorCode::not_found)
    return std::shared_ptr<const Opportunity>{};
  return found;
}

Value customer_value(const Opportunity* opportunity) {
  if (opportunity == nullptr || opportunity->customer == 0) return {};
  Context customer;
  customer.set("id", Value(id_to_text(opportunity->customer)));
  customer.set("name", Value(opportunity->customer_name));
  return Value(std::move(customer));
}

Result<Value> set_stage_action(const ActionCall& call) {
  ONWARD_TRY(const std::string stage, needed_text(call, "stage"));
  ONWARD_TRY(const std::string reason, text_argument(call, "reason"));
  if (stage.size() > limits::identifier_bytes || status_of_stage(stage) != OpportunityStatus::open)
    return bad_argument("stage", "an open stage; opportunity.close closes");
  ONWARD_TRY(const auto before, opportunity_of(call));
  if (before == nullptr || is_closed(before->status)) return Value{};
  Opportunity after = *before;
  move_to_stage(after, stage, reason);
  ONWARD_TRY_DONE(save(call.unit, before.get(), std::move(after), {"engine", "set-stage", reason}));
  return Value{};
}

Result<Value> close_action(const ActionCall& call) {
  ONWARD_TRY(const std::string stage, needed_text(call, "stage"));
  ONWARD_TRY(const std::string reason, text_argument(call, "reason"));
  if (status_of_stage(stage) == OpportunityStatus::open)
    return bad_argument("stage", "closed-won, closed-lost or disqualified");
  ONWARD_TRY(const auto before, opportunity_of(call));
  if (before == nullptr || is_closed(before->status)) return Value{};
  Opportunity after = *before;
  move_to_stage(after, stage, reason);
  ONWARD_TRY_DONE(save(call.unit, before.get(), std::move(after), {"engine", "close", reason}));
  return Value{};
}

Result<Value> set_action(const ActionCall& call) {
  ONWARD_TRY(const std::string name, needed_text(call, "field"));
  const KeptField* field = find_kept_field(name);
  if (field == nullptr) return bad_argument("field", "a field that an opportunity keeps");
  ONWARD_TRY(const auto before, opportunity_of(call));
  const Value* value = argument(call, "value");
  if (before == nullptr || value == nullptr) return Value{};
  const auto fitting = typed(field->type, *value);
  if (!fitting) return bad_argument("value", describe(field->type));
  Opportunity after = *before;
  const auto written = set_kept(call.unit, after, *field, *fitting, "value");
  if (!written.ok() && written.error().code == ErrorCode::invalid)
    return bad_argument("value", "a customer that exists");
  if (!written.ok()) return written.error();
  ONWARD_TRY_DONE(save(call.unit, before.get(), std::move(after), {"engine", "set", {}}));
  return Value{};
}

}  // namespace onward::sales
