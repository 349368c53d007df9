#include "server/api/task_form.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/feel.hpp"
#include "engine/model/element.hpp"

namespace onward::api {
namespace {

using model::FieldType;
using model::FormField;

enum class Depth : std::uint8_t { form, row };

std::optional<FieldType> type_of(Body& body, Depth depth) {
  const std::string text = body.text("type", limits::identifier_bytes).value_or("string");
  constexpr std::array types = {FieldType::string,      FieldType::text, FieldType::boolean,
                                FieldType::number,      FieldType::date, FieldType::date_time,
                                FieldType::enumeration, FieldType::list};
  for (const FieldType type : types)
    if (model::to_string(type) == text && (type != FieldType::list || depth == Depth::form))
      return type;
  body.refuse("type", "invalid-value",
              "string, text, boolean, number, date, dateTime, enum or, outside of rows, list");
  return std::nullopt;
}

model::Formula feel(std::string text) { return {std::move(text), model::Language::feel, {}, {}}; }

/// A constant of the field's type.
model::Formula default_of(Body& body, FieldType type) {
  switch (type) {
    case FieldType::string:
    case FieldType::text:
    case FieldType::enumeration:
      return {body.text("default").value_or(""), model::Language::literal, {}, {}};
    case FieldType::boolean: {
      const auto flag = body.boolean("default");
      return flag ? feel(*flag ? "true" : "false") : model::Formula{};
    }
    case FieldType::number: {
      const auto number = body.decimal("default");
      return number ? feel(number->to_text()) : model::Formula{};
    }
    case FieldType::date: {
      const auto date = body.date("default");
      return date ? feel("date(\"" + feel::to_feel_text(Value(*date)) + "\")") : model::Formula{};
    }
    case FieldType::date_time: {
      const auto at = body.instant("default");
      return at ? feel("date and time(\"" + to_text(*at) + "\")") : model::Formula{};
    }
    case FieldType::list: break;
  }
  if (body.has("default")) body.refuse("default", "not-allowed", "a list has no default");
  return {};
}

void too_many(Body& body, std::string_view member) {
  body.refuse(member, "too-many", "at most " + std::to_string(limits::own_task_rows));
}

std::vector<model::FieldOption> options_of(Body& body, const FormField& field) {
  std::vector<model::FieldOption> options;
  for (Body& one : body.objects("options")) {
    model::FieldOption option;
    option.value = one.required_text("value", limits::identifier_bytes);
    option.label = one.text("label").value_or("");
    options.push_back(std::move(option));
  }
  if (options.size() > limits::own_task_rows) too_many(body, "options");
  const bool wanted = field.type == FieldType::enumeration;
  if (wanted && options.empty())
    body.refuse("options", "required", "an enum says what one can choose from");
  if (!wanted && !options.empty())
    body.refuse("options", "not-allowed", "only an enum has options");
  return options;
}

void check_default(Body& body, const FormField& field) {
  if (field.type != FieldType::enumeration || field.default_value.empty()) return;
  const bool known = std::any_of(
      field.options.begin(), field.options.end(),
      [&](const model::FieldOption& option) { return option.value == field.default_value.text; });
  if (!known) body.refuse("default", "invalid-value", "one of the options");
}

std::vector<FormField> fields_of(Body& body, Depth depth);

FormField field_of(Body& body, Depth depth) {
  FormField field;
  field.id = body.required_text("id", limits::identifier_bytes);
  if (field.id.starts_with("onward:"))
    body.refuse("id", "reserved", "names that begin with \"onward:\" are the engine's own");
  field.label = body.text("label").value_or("");
  field.required = body.boolean("required").value_or(false);
  if (auto when = body.text("requiredIf", limits::expression_bytes))
    field.required_if = feel(std::move(*when));
  const auto type = type_of(body, depth);
  field.type = type.value_or(FieldType::string);
  if (type) field.default_value = default_of(body, *type);
  field.options = options_of(body, field);
  check_default(body, field);
  field.min = body.decimal("min");
  field.exclusive_min = body.boolean("exclusiveMin").value_or(false);
  field.max = body.decimal("max");
  if (field.type != FieldType::number && (field.min || field.max))
    body.refuse(field.min ? "min" : "max", "not-allowed", "only a number has bounds");
  if (field.min && field.max && *field.max < *field.min)
    body.refuse("max", "out-of-range", "not below min");
  if (depth == Depth::row) return field;
  field.fields = fields_of(body, Depth::row);
  if ((field.type == FieldType::list) == field.fields.empty())
    body.refuse("fields", field.fields.empty() ? "required" : "not-allowed",
                "the fields of a list's rows, and of nothing else");
  return field;
}

std::vector<FormField> fields_of(Body& body, Depth depth) {
  std::vector<FormField> fields;
  std::set<std::string> ids;
  for (Body& one : body.objects("fields")) {
    fields.push_back(field_of(one, depth));
    if (!ids.insert(fields.back().id).second)
      one.refuse("id", "duplicate", "another field has this id");
  }
  if (fields.size() > limits::own_task_rows) too_many(body, "fields");
  return fields;
}

}  // namespace

std::vector<FormField> form_of(Body& body) {
  auto form = body.object("form");
  return form ? fields_of(*form, Depth::form) : std::vector<FormField>{};
}

std::vector<model::ChecklistItem> checklist_of(Body& body) {
  std::vector<model::ChecklistItem> items;
  std::set<std::string> ids;
  std::size_t number = 0;
  for (Body& one : body.objects_or_texts("checklist", "text")) {
    model::ChecklistItem item;
    ++number;
    item.id = one.text("id", limits::identifier_bytes).value_or(std::to_string(number));
    item.text = one.required_text("text", limits::name_bytes);
    item.remark_required = one.boolean("remarkRequired").value_or(false);
    if (item.id.empty()) one.refuse("id", "required", "an id is no empty text");
    if (!ids.insert(item.id).second) one.refuse("id", "duplicate", "another item has this id");
    items.push_back(std::move(item));
  }
  if (items.size() > limits::own_task_rows) too_many(body, "checklist");
  return items;
}

}  // namespace onward::api
