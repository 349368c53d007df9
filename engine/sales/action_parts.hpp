// What the actions share: their arguments, typed, and the opportunity that they act for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sales/actions.hpp"
#include "engine/service/records.hpp"

namespace onward::sales {

/// An incident `invalid-argument`.
Error bad_argument(std::string_view name, std::string_view expected);
/// nullptr: absent or null.
const Value* argument(const ActionCall& call, std::string_view name);
/// Empty when absent or null. Errors: invalid-argument.
Result<std::string> text_argument(const ActionCall& call, std::string_view name);
/// Errors: invalid-argument, also when it is blank.
Result<std::string> needed_text(const ActionCall& call, std::string_view name);

struct Item {
  std::string sku, name;
  Value price;
  Value quantity;
};
/// `items`; nothing when absent. Errors: invalid-argument.
Result<std::vector<Item>> items_argument(const ActionCall& call);
/// Without those whose product somebody holds for the customer already, and without doubles; the
/// skus of what is left.
Result<std::vector<std::string>> drop_held(Unit& unit, std::uint64_t customer,
                                           std::vector<Item>& items);

/// nullptr when the instance has none. Errors: unavailable.
Result<std::shared_ptr<const Opportunity>> opportunity_of(const ActionCall& call);
/// {id, name} of its customer, or null.
Value customer_value(const Opportunity* opportunity);

// One function for each action.
Result<Value> set_stage_action(const ActionCall& call);
Result<Value> close_action(const ActionCall& call);
Result<Value> set_action(const ActionCall& call);
Result<Value> create_opportunity_action(const ActionCall& call);
Result<Value> create_lead_action(const ActionCall& call);
Result<Value> create_ticket_action(const ActionCall& call);
Result<Value> find_additional_products_action(const ActionCall& call);
Result<Value> do_not_contact_action(const ActionCall& call);
Result<Value> mis_report_action(const ActionCall& call);
Result<Value> data_quality_report_action(const ActionCall& call);

}  // namespace onward::sales
