#include "adapters/storage/record_columns.hpp"

#include <string_view>

#include "adapters/storage/encoding.hpp"
#include "engine/value/members.hpp"

namespace onward::storage {
namespace {

std::uint64_t customer_in(const Context& fields) {
  const Value* customer = fields.find("customer");
  if (customer == nullptr || customer->context() == nullptr) return 0;
  return id_from_text(text_in(*customer->context(), "id")).value_or(0);
}

std::string names_in(const Context& fields) {
  std::string names;
  const Value* participants = fields.find("participants");
  if (participants == nullptr || participants->list() == nullptr) return names;
  for (const Value& each : *participants->list())
    if (each.context() != nullptr)
      names += (names.empty() ? "" : " ") + text_in(*each.context(), "name");
  return names;
}

}  // namespace

RecordColumns columns_of(const Record& record) {
  RecordColumns columns;
  columns.customer = customer_in(record.fields);
  columns.search = searchable({record.name});
  if (record.kind != RecordKind::interaction) return columns;
  const Context& fields = record.fields;
  columns.chain = id_from_text(text_in(fields, "chainId")).value_or(0);
  if (const auto at = instant_from_text(text_in(fields, "at")); at.ok())
    columns.at_ms = at.value().ms;
  columns.type = text_in(fields, "type");
  const Value* planned = fields.find("planned");
  columns.planned = planned != nullptr && planned->boolean() != nullptr && *planned->boolean();
  columns.search = searchable({record.name, names_in(fields), text_in(fields, "details"),
                               text_in(fields, "outcome"), text_in(fields, "nextStep")});
  return columns;
}

}  // namespace onward::storage
