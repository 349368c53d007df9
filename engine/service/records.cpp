// The sales register's names, and an opportunity as expressions and the API see it.
#include "engine/service/records.hpp"

#include <array>
#include <utility>

namespace onward {
namespace {

constexpr std::array<std::string_view, 5> status_names = {"draft", "open", "won", "lost",
                                                          "disqualified"};

/// Members of `fields` that have a place of their own in the record, or are not shown.
bool is_placed(std::string_view name) {
  return name == "demand" || name == "parties" || name == "source" || name == "quotation" ||
         name == "order" || name == "variables";
}

Value member(const Context& fields, std::string_view name) {
  const Value* value = fields.find(name);
  return value == nullptr ? Value{} : *value;
}

Value list_member(const Context& fields, std::string_view name) {
  const Value* value = fields.find(name);
  return value != nullptr && value->list() != nullptr ? *value : Value(List{});
}

const Decimal* amount_in(const Context& fields, std::string_view name) {
  const Value* part = fields.find(name);
  if (part == nullptr || part->context() == nullptr) return nullptr;
  const Value* amount = part->context()->find("amount");
  return amount == nullptr ? nullptr : amount->number();
}

/// Expected price times quantity of every line that has a price; null when none has.
Value sum_of(const Context& fields) {
  const Value* demand = fields.find("demand");
  if (demand == nullptr || demand->list() == nullptr) return {};
  std::optional<Decimal> sum;
  for (const Value& row : *demand->list()) {
    const Context* line = row.context();
    const Value* price = line == nullptr ? nullptr : line->find("expectedPrice");
    if (price == nullptr || price->number() == nullptr) continue;
    const Value* quantity = line->find("quantity");
    const bool counted = quantity != nullptr && quantity->number() != nullptr;
    const auto worth = multiply(*price->number(), counted ? *quantity->number() : Decimal(1));
    if (!worth) return {};
    sum = add(sum ? *sum : Decimal(), *worth);
    if (!sum) return {};
  }
  return sum ? Value(*sum) : Value{};
}

Value customer_of(const Opportunity& opportunity) {
  if (opportunity.customer == 0) return {};
  std::vector<Context::Entry> entries;
  entries.reserve(2);
  entries.emplace_back("id", Value(id_to_text(opportunity.customer)));
  entries.emplace_back("name", Value(opportunity.customer_name));
  return Value(Context(std::move(entries)));
}

}  // namespace

std::string_view to_string(OpportunityStatus status) {
  return status_names[static_cast<std::size_t>(status)];
}

std::optional<OpportunityStatus> opportunity_status_from_text(std::string_view text) {
  for (std::size_t i = 0; i < status_names.size(); ++i)
    if (status_names[i] == text) return static_cast<OpportunityStatus>(i);
  return std::nullopt;
}

std::string_view to_string(RecordKind kind) {
  switch (kind) {
    case RecordKind::customer: return "customer";
    case RecordKind::lead: return "lead";
    case RecordKind::ticket: return "ticket";
    case RecordKind::contact: return "contact";
    case RecordKind::batch: return "batch";
    case RecordKind::interaction: return "interaction";
  }
  return "customer";
}

Value amount_of(const Context& fields) {
  if (const Decimal* ordered = amount_in(fields, "order")) return *ordered;
  if (const Decimal* quoted = amount_in(fields, "quotation")) return *quoted;
  return sum_of(fields);
}

Context to_context(const Opportunity& opportunity) {
  const Context& fields = opportunity.fields;
  List instances;
  instances.reserve(opportunity.instances.size());
  for (const InstanceId id : opportunity.instances) instances.emplace_back(to_text(id));
  std::vector<Context::Entry> entries;
  entries.reserve(16 + fields.entries().size());
  const auto put = [&](std::string_view name, Value value) {
    entries.emplace_back(std::string(name), std::move(value));
  };
  put("id", Value(to_text(opportunity.id)));
  put("number", Value(opportunity.number));
  put("kind", Value(opportunity.kind));
  put("title", Value(opportunity.title));
  put("customer", customer_of(opportunity));
  put("responsible", opportunity.responsible.empty() ? Value{} : Value(opportunity.responsible));
  put("stage", Value(opportunity.stage));
  put("status", Value(to_string(opportunity.status)));
  put("demand", list_member(fields, "demand"));
  put("parties", list_member(fields, "parties"));
  put("source", member(fields, "source"));
  put("quotation", member(fields, "quotation"));
  put("order", member(fields, "order"));
  put("amount", amount_of(fields));
  put("instanceIds", Value(std::move(instances)));
  put("createdAt", Value(to_text(opportunity.created)));
  put("postedBy", opportunity.posted_by.empty() ? Value{} : Value(opportunity.posted_by));
  for (const auto& [name, value] : fields.entries())
    if (!is_placed(name)) put(name, value);
  return Context(std::move(entries));
}

}  // namespace onward
