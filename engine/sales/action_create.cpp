// opportunity.create: the new opportunity gets its id, its number and its products now, in the
// transaction of the step; the record and its process are made in its own shard, by an outbox row.
#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/action_parts.hpp"
#include "engine/sales/edit.hpp"
#include "engine/value/members.hpp"

namespace onward::sales {
namespace {

/// The customer that is asked for, else that of the instance's opportunity; id 0: nobody to go by.
Result<Customer> customer_argument(const ActionCall& call, const Opportunity* parent) {
  const Value* value = argument(call, "customer");
  if (value == nullptr)
    return parent == nullptr ? Customer{} : Customer{parent->customer, parent->customer_name};
  if (value->text() != nullptr && trimmed(*value->text()).empty())
    return bad_argument("customer", "a name that is not empty");
  auto found = customer_from(call.unit, *value, "customer");
  if (!found.ok() && found.error().code == ErrorCode::invalid)
    return bad_argument("customer", "a name, or a context with the id of a customer");
  return found;
}

Value demand_of(const std::vector<Item>& items) {
  List lines;
  for (const Item& item : items) {
    Context line;
    if (!item.sku.empty()) line.set("product", Value(item.sku));
    line.set("item", Value(item.name));
    line.set("quantity", item.quantity);
    if (!item.price.is_null()) line.set("expectedPrice", item.price);
    lines.emplace_back(std::move(line));
  }
  return Value(std::move(lines));
}

Value number(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }

std::uint64_t number_in(const Context& body, std::string_view name) {
  const Value* value = body.find(name);
  const auto whole =
      value != nullptr && value->number() != nullptr ? value->number()->to_int64() : std::nullopt;
  return whole ? static_cast<std::uint64_t>(*whole) : 0;
}

Opportunity opportunity_in(const Context& body, Instant now) {
  Opportunity opportunity;
  opportunity.id = {number_in(body, "opportunity")};
  opportunity.number = text_in(body, "number");
  opportunity.kind = text_in(body, "kind");
  opportunity.title = text_in(body, "title");
  opportunity.customer = number_in(body, "customer");
  opportunity.customer_name = text_in(body, "customerName");
  opportunity.responsible = text_in(body, "responsible");
  opportunity.created = now;
  opportunity.order = sequence_of(opportunity.id.value);
  const Value* fields = body.find("fields");
  if (fields != nullptr && fields->context() != nullptr) opportunity.fields = *fields->context();
  return opportunity;
}

Result<Context> body_of(const ActionCall& call, const Opportunity* parent,
                        const model::Definition& definition) {
  Context body;
  body.set("do", Value("register-opportunity"));
  body.set("kind", Value(definition.opportunity_kind));
  ONWARD_TRY(std::string title, text_argument(call, "title"));
  if (title.empty() && parent != nullptr) title = parent->title;
  body.set("title", Value(title.empty() ? definition.name : title));
  ONWARD_TRY(std::string responsible, text_argument(call, "responsible"));
  if (responsible.empty() && parent != nullptr) responsible = parent->responsible;
  body.set("responsible", Value(responsible));
  return body;
}

}  // namespace

Result<Value> create_opportunity_action(const ActionCall& call) {
  ONWARD_TRY(const std::string kind, needed_text(call, "kind"));
  const model::DefinitionPtr definition = process_of_kind(call.unit, kind);
  if (definition == nullptr) return bad_argument("kind", "a kind of opportunity that is deployed");
  ONWARD_TRY(const auto parent, opportunity_of(call));
  ONWARD_TRY(Context body, body_of(call, parent.get(), *definition));
  ONWARD_TRY(const std::string source, text_argument(call, "source"));
  ONWARD_TRY(auto items, items_argument(call));
  ONWARD_TRY(const Customer customer, customer_argument(call, parent.get()));
  if (customer.id == 0 && !may_omit_customer(*definition))
    return Error{ErrorCode::invalid,
                 "the new opportunity needs a customer, and there is none to go by",
                 "customer-unknown"};
  const bool asked = !items.empty();
  ONWARD_TRY(const auto skus, drop_held(call.unit, customer.id, items));
  // Everything asked for is held for this customer already: nothing is proposed twice.
  if (asked && items.empty()) return Value{};
  ONWARD_TRY(std::string people_number, call.next_number());
  const OpportunityId id{call.unit.ids().next_root()};
  Context fields;
  if (!items.empty()) fields.set("demand", demand_of(items));
  if (!source.empty()) fields.set("source", Value(source));
  if (parent != nullptr) fields.set("basedOn", Value(to_text(parent->id)));
  body.set("opportunity", number(id.value));
  body.set("number", Value(std::move(people_number)));
  body.set("customer", number(customer.id));
  body.set("customerName", Value(customer.name));
  body.set("fields", Value(std::move(fields)));
  ONWARD_TRY_DONE(reserve(call.unit, customer.id, id.value, skus));
  call.unit.post(shard_of(id), "register", std::move(body));
  return Value(to_text(id));
}

Result<Done> deliver_opportunity(Unit& unit, const Context& body) {
  Opportunity opportunity = opportunity_in(body, unit.now());
  if (!opportunity.id) return Done{};
  const auto there = unit.opportunity(opportunity.id);
  if (there.ok()) return Done{};  // delivered before
  if (there.error().code != ErrorCode::not_found) return there.error();
  const Cause cause{"engine", "post", {}};
  const model::DefinitionPtr definition = process_of_kind(unit, opportunity.kind);
  if (definition == nullptr)
    return save(unit, nullptr, std::move(opportunity),
                {"engine", "draft", "no process is deployed for this kind any more"});
  auto started = begin(unit, opportunity, nullptr, *definition, {}, {"engine", {}, true}, cause);
  if (started.ok() || started.error().code == ErrorCode::unavailable) return started;
  // It cannot start now: it stays as a draft, to be posted by somebody.
  ONWARD_TRY(const auto made, unit.opportunity(opportunity.id));
  opportunity.version = made->version;
  return save(unit, made.get(), std::move(opportunity),
              {"engine", "draft", started.error().message});
}

}  // namespace onward::sales
