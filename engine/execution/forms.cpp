#include "engine/execution/forms.hpp"

#include <algorithm>

#include "engine/base/iso8601.hpp"
#include "engine/base/limits.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

using Details = std::vector<ErrorDetail>;

struct FieldCheck {
  const Step& step;
  LocalId scope;
  const Context& given;  ///< all submitted variables: what requiredIf sees first
  Details& details;
};

void complain(Details& details, const std::string& pointer, std::string code, std::string text) {
  details.push_back({pointer, std::move(code), std::move(text)});
}

std::string label(const model::FormField& field) {
  return field.label.empty() ? field.id : field.label;
}

/// A FEEL literal @"..." gives the typed value; nullopt when the text is not of that kind.
std::optional<Value> temporal(const std::string& text, Value::Kind wanted) {
  if (text.find('"') != std::string::npos || text.find('\\') != std::string::npos)
    return std::nullopt;
  const auto expression = feel::compile("@\"" + text + "\"");
  if (!expression.ok()) return std::nullopt;
  const Context none;
  const auto outcome = feel::evaluate(expression.value(), feel::ContextVariables(none), {});
  if (!outcome.ok() || outcome->value.kind() != wanted) return std::nullopt;
  return outcome->value;
}

std::optional<Value> typed_text(const model::FormField& field, const Value& value) {
  const std::string* text = value.text();
  if (text == nullptr) return std::nullopt;
  if (field.type != model::FieldType::enumeration) return value;
  const bool known =
      std::any_of(field.options.begin(), field.options.end(),
                  [&](const model::FieldOption& option) { return option.value == *text; });
  return known ? std::optional<Value>(value) : std::nullopt;
}

std::optional<Value> typed_date(const Value& value, Value::Kind kind) {
  if (value.kind() == kind) return value;
  const std::string* text = value.text();
  return text == nullptr ? std::nullopt : temporal(*text, kind);
}

std::string expected(const model::FormField& field) {
  switch (field.type) {
    case model::FieldType::string:
    case model::FieldType::text: return "text";
    case model::FieldType::boolean: return "true or false";
    case model::FieldType::number: return "a number";
    case model::FieldType::date: return "a date such as 2026-11-22";
    case model::FieldType::date_time: return "a date and time such as 2026-11-22T08:00:00Z";
    case model::FieldType::list: return "a list of rows";
    case model::FieldType::enumeration: break;
  }
  std::string options = "one of";
  for (const model::FieldOption& option : field.options) options += " " + option.value;
  return options;
}

void check_range(const FieldCheck& check, const model::FormField& field, const std::string& pointer,
                 const Decimal& number) {
  const bool below =
      field.min && (number < *field.min || (field.exclusive_min && number == *field.min));
  const bool above = field.max && *field.max < number;
  if (!below && !above) return;
  std::string text = label(field) + " must be ";
  if (field.min) text += (field.exclusive_min ? "over " : "at least ") + field.min->to_text();
  if (field.min && field.max) text += " and ";
  if (field.max) text += "at most " + field.max->to_text();
  complain(check.details, pointer, "out-of-range", text);
}

Value typed_field(const FieldCheck& check, const model::FormField& field,
                  const std::string& pointer, const Value* given, std::size_t depth);

std::optional<Value> typed_rows(const FieldCheck& check, const model::FormField& field,
                                const std::string& pointer, const Value& value, std::size_t depth) {
  const List* rows = value.list();
  if (rows == nullptr || rows->size() > limits::list_items) return std::nullopt;
  List typed;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const Context* row = (*rows)[i].context();
    const std::string at = pointer + "/" + std::to_string(i);
    if (row == nullptr) {
      complain(check.details, at, "wrong-type", "a row of " + label(field) + " must be an object");
      continue;
    }
    Context cells = *row;
    for (const model::FormField& column : field.fields)
      cells.set(column.id,
                typed_field(check, column, at + "/" + column.id, row->find(column.id), depth + 1));
    typed.emplace_back(std::move(cells));
  }
  return Value(std::move(typed));
}

std::optional<Value> typed_value(const FieldCheck& check, const model::FormField& field,
                                 const std::string& pointer, const Value& value,
                                 std::size_t depth) {
  switch (field.type) {
    case model::FieldType::string:
    case model::FieldType::text:
    case model::FieldType::enumeration: return typed_text(field, value);
    case model::FieldType::boolean:
      return value.boolean() != nullptr ? std::optional<Value>(value) : std::nullopt;
    case model::FieldType::number:
      if (value.number() == nullptr) return std::nullopt;
      check_range(check, field, pointer, *value.number());
      return value;
    case model::FieldType::date: return typed_date(value, Value::Kind::date);
    case model::FieldType::date_time: return typed_date(value, Value::Kind::date_time);
    case model::FieldType::list: return typed_rows(check, field, pointer, value, depth);
  }
  return std::nullopt;
}

bool is_required(const FieldCheck& check, const model::FormField& field) {
  if (field.required) return true;
  if (field.required_if.empty()) return false;
  // A condition over fields that were left out does not hold.
  const auto holds = evaluate(check.step, field.required_if, check.scope, &check.given);
  return holds.ok() && holds->boolean() != nullptr && *holds->boolean();
}

/// Nothing was entered: null, or a text of spaces only.
bool is_blank(const Value& value) {
  if (value.is_null()) return true;
  const std::string* text = value.text();
  return text != nullptr && text->find_first_not_of(" \t\r\n") == std::string::npos;
}

/// The default stands in for a field that was not sent at all; one that was emptied stays empty.
Value missing_field(const FieldCheck& check, const model::FormField& field,
                    const std::string& pointer, bool left_out) {
  if (left_out && !field.default_value.empty()) {
    auto value = evaluate(check.step, field.default_value, check.scope, &check.given);
    if (value.ok() && !value->is_null()) return std::move(value).value();
  }
  if (is_required(check, field))
    complain(check.details, pointer, "required", label(field) + " is required");
  // A box that was not ticked is false.
  return field.type == model::FieldType::boolean ? Value(false) : Value{};
}

Value typed_field(const FieldCheck& check, const model::FormField& field,
                  const std::string& pointer, const Value* given, std::size_t depth) {
  if (given == nullptr || is_blank(*given) || depth > limits::nesting)
    return missing_field(check, field, pointer, given == nullptr);
  auto typed = typed_value(check, field, pointer, *given, depth);
  if (typed) return *std::move(typed);
  complain(check.details, pointer, "wrong-type", label(field) + " must be " + expected(field));
  return {};
}

/// Defaults stand in for what was not sent, in the order of the fields, before anything is
/// required.
void fill_defaults(const FieldCheck& check, const std::vector<model::FormField>& form,
                   Context& given) {
  for (const model::FormField& field : form) {
    if (given.find(field.id) != nullptr || field.default_value.empty()) continue;
    auto value = evaluate(check.step, field.default_value, check.scope, &given);
    if (value.ok() && !value->is_null()) given.set(field.id, std::move(value).value());
  }
}

void check_checklist(const Task& task, const model::Element& element, Details& details) {
  for (const model::ChecklistItem& item : element.details.user.checklist) {
    const bool closed =
        std::any_of(task.checklist.begin(), task.checklist.end(), [&](const ChecklistMark& mark) {
          return mark.item == item.id && (mark.done || mark.not_applicable);
        });
    if (!closed)
      complain(details, "/checklist/" + item.id, "open-item",
               "\"" + item.text + "\" is neither done nor marked not applicable");
  }
}

}  // namespace

Result<Submission> check_submission(const Step& step, const Task& task,
                                    const model::Element& element, const CompleteTask& complete) {
  ONWARD_TRY_DONE(check_variables(step.instance(), complete.variables));
  Details details;
  const LocalId scope = scope_of(step, step.token(task.token));
  Context given = complete.variables;
  const FieldCheck check{step, scope, given, details};
  fill_defaults(check, element.details.user.form, given);
  Submission submission;
  submission.variables = complete.variables;
  for (const model::FormField& field : element.details.user.form) {
    Value value =
        typed_field(check, field, "/variables/" + field.id, complete.variables.find(field.id), 0);
    if (!field.keep.empty() && !value.is_null()) submission.kept.set(field.keep, value);
    submission.variables.set(field.id, std::move(value));
  }
  if (!element.details.user.deliverable.empty() && !element.details.user.deliverable_optional &&
      complete.results.empty())
    complain(details, "/results", "required",
             "say what was delivered: " + element.details.user.deliverable);
  check_checklist(task, element, details);
  if (!details.empty())
    return Error{ErrorCode::invalid, "the task cannot be completed yet: " + details.front().detail,
                 task.element, std::move(details)};
  return submission;
}

}  // namespace onward
