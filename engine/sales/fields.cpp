#include "engine/sales/fields.hpp"

#include <charconv>
#include <string>
#include <utility>

#include "engine/base/calendar.hpp"

namespace onward::sales {
namespace {

constexpr KeptField kept_fields[] = {
    {"source", KeptType::text},
    {"needs", KeptType::text},
    {"requirements", KeptType::text},
    {"campaign", KeptType::text},
    {"lossReason", KeptType::text},
    {"feedback", KeptType::text},
    {"upsellIdea", KeptType::text},
    {"nextStep", KeptType::text},
    {"description", KeptType::text},
    {"referenceDate", KeptType::date},
    {"nextStepDue", KeptType::date},
    {"dealSize", KeptType::number},
    {"likelihood", KeptType::number},
    {"discount", KeptType::number},
    {"complexity", KeptType::text},
    {"responsible", KeptType::person},
    {"customer", KeptType::customer},
    {"quotation.number", KeptType::text},
    {"quotation.date", KeptType::date},
    {"quotation.amount", KeptType::number},
    {"quotation.accepted", KeptType::boolean},
    {"order.date", KeptType::date},
    {"order.amount", KeptType::number},
    {"bant.budget", KeptType::boolean},
    {"bant.authority", KeptType::boolean},
    {"bant.need", KeptType::boolean},
    {"bant.timeline", KeptType::boolean},
};

std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "2026-11-22"; a day that the calendar has.
std::optional<Date> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  if (*day > days_in_month(static_cast<std::int64_t>(*year), *month)) return std::nullopt;
  return Date{static_cast<std::int32_t>(*year), static_cast<std::uint8_t>(*month),
              static_cast<std::uint8_t>(*day)};
}

std::optional<Value> typed_date(const Value& value) {
  if (value.date() != nullptr) return value;
  if (const DateTime* at = value.date_time()) return Value(at->date);
  if (value.text() == nullptr) return std::nullopt;
  const auto date = date_from(*value.text());
  return date ? std::optional<Value>(*date) : std::nullopt;
}

bool names_customer(const Value& value) {
  if (value.text() != nullptr) return true;
  return value.context() != nullptr &&
         (value.context()->find("id") != nullptr || value.context()->find("name") != nullptr);
}

}  // namespace

const KeptField* find_kept_field(std::string_view name) {
  for (const KeptField& field : kept_fields)
    if (field.name == name) return &field;
  return nullptr;
}

std::string_view describe(KeptType type) {
  switch (type) {
    case KeptType::text: return "text";
    case KeptType::date: return "a date such as 2026-11-22";
    case KeptType::number: return "a number";
    case KeptType::boolean: return "true or false";
    case KeptType::person: return "the id of a person";
    case KeptType::customer: return "the name of a customer, or an object with its id";
  }
  return "text";
}

std::optional<Value> typed(KeptType type, const Value& value) {
  if (value.is_null()) return value;
  switch (type) {
    case KeptType::text:
    case KeptType::person: return value.text() != nullptr ? std::optional(value) : std::nullopt;
    case KeptType::date: return typed_date(value);
    case KeptType::number: return value.number() != nullptr ? std::optional(value) : std::nullopt;
    case KeptType::boolean: return value.boolean() != nullptr ? std::optional(value) : std::nullopt;
    case KeptType::customer: return names_customer(value) ? std::optional(value) : std::nullopt;
  }
  return std::nullopt;
}

Value read_field(const Context& fields, std::string_view dotted) {
  const std::size_t dot = dotted.find('.');
  const Value* value = fields.find(dotted.substr(0, dot));
  if (value == nullptr || dot == std::string_view::npos) return value == nullptr ? Value{} : *value;
  const Value* inner =
      value->context() == nullptr ? nullptr : value->context()->find(dotted.substr(dot + 1));
  return inner == nullptr ? Value{} : *inner;
}

void write_field(Context& fields, std::string_view dotted, Value value) {
  const std::size_t dot = dotted.find('.');
  const std::string_view outer = dotted.substr(0, dot);
  if (dot != std::string_view::npos) {
    const Value* there = fields.find(outer);
    Context part = there != nullptr && there->context() != nullptr ? *there->context() : Context{};
    write_field(part, dotted.substr(dot + 1), std::move(value));
    value = part.empty() ? Value{} : Value(std::move(part));
  }
  if (value.is_null())
    fields.erase(outer);
  else
    fields.set(std::string(outer), std::move(value));
}

}  // namespace onward::sales
