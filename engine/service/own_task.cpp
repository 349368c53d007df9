#include "engine/service/own_task.hpp"

#include <array>
#include <utility>

#include "engine/execution/command.hpp"
#include "engine/execution/scope.hpp"
#include "engine/model/compile.hpp"
#include "engine/value/members.hpp"

namespace onward {
namespace {

using model::FieldType;
using model::FormField;
using model::Language;

model::Formula literal(std::string text) { return {std::move(text), Language::literal, {}, {}}; }

bool flag_in(const Context& context, std::string_view name) {
  const Value* value = context.find(name);
  return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

std::optional<Decimal> number_in(const Context& context, std::string_view name) {
  const Value* value = context.find(name);
  if (value == nullptr || value->number() == nullptr) return std::nullopt;
  return *value->number();
}

template <class Take>
void each(const Context& context, std::string_view name, Take take) {
  const Value* value = context.find(name);
  if (value == nullptr || value->list() == nullptr) return;
  for (const Value& item : *value->list())
    if (item.context() != nullptr) take(*item.context());
}

void set_text(Context& context, std::string name, const std::string& text) {
  if (!text.empty()) context.set(std::move(name), Value(text));
}

Value field_value(const FormField& field);

Value fields_value(const std::vector<FormField>& fields) {
  List list;
  for (const FormField& field : fields) list.push_back(field_value(field));
  return Value(std::move(list));
}

Value options_value(const std::vector<model::FieldOption>& options) {
  List list;
  for (const model::FieldOption& option : options) {
    Context one;
    one.set("value", Value(option.value));
    one.set("label", Value(option.label));
    list.emplace_back(std::move(one));
  }
  return Value(std::move(list));
}

Value field_value(const FormField& field) {
  Context kept;
  kept.set("id", Value(field.id));
  set_text(kept, "label", field.label);
  kept.set("type", Value(std::string(model::to_string(field.type))));
  if (field.required) kept.set("required", Value(true));
  set_text(kept, "requiredIf", field.required_if.text);
  set_text(kept, "default", field.default_value.text);
  if (field.default_value.language == Language::feel) kept.set("defaultIsFeel", Value(true));
  if (field.min) kept.set("min", Value(*field.min));
  if (field.exclusive_min) kept.set("exclusiveMin", Value(true));
  if (field.max) kept.set("max", Value(*field.max));
  if (!field.options.empty()) kept.set("options", options_value(field.options));
  if (!field.fields.empty()) kept.set("fields", fields_value(field.fields));
  return Value(std::move(kept));
}

FieldType type_from(const std::string& text) {
  constexpr std::array types = {FieldType::string,      FieldType::text, FieldType::boolean,
                                FieldType::number,      FieldType::date, FieldType::date_time,
                                FieldType::enumeration, FieldType::list};
  for (const FieldType type : types)
    if (model::to_string(type) == text) return type;
  return FieldType::string;
}

std::vector<FormField> fields_from(const Context& kept) {
  std::vector<FormField> fields;
  each(kept, "fields", [&](const Context& one) {
    FormField field;
    field.id = text_in(one, "id");
    field.label = text_in(one, "label");
    field.type = type_from(text_in(one, "type"));
    field.required = flag_in(one, "required");
    field.required_if.text = text_in(one, "requiredIf");
    field.default_value = literal(text_in(one, "default"));
    if (flag_in(one, "defaultIsFeel")) field.default_value.language = Language::feel;
    field.min = number_in(one, "min");
    field.exclusive_min = flag_in(one, "exclusiveMin");
    field.max = number_in(one, "max");
    each(one, "options", [&](const Context& option) {
      field.options.push_back({text_in(option, "value"), text_in(option, "label")});
    });
    field.fields = fields_from(one);
    fields.push_back(std::move(field));
  });
  return fields;
}

model::DraftElement element(std::string id, model::ElementKind kind) {
  model::DraftElement made;
  made.id = std::move(id);
  made.kind = kind;
  return made;
}

model::DraftFlow flow(std::string from, std::string to) {
  model::DraftFlow made;
  made.id = from + "-" + to;
  made.source = std::move(from);
  made.target = std::move(to);
  return made;
}

}  // namespace

Value to_value(const OwnTask& task) {
  const model::UserTask& user = task.user;
  Context kept;
  kept.set("name", Value(task.name));
  set_text(kept, "assignee", user.assignee.text);
  set_text(kept, "candidateUsers", user.candidate_users.text);
  set_text(kept, "candidateGroups", user.candidate_groups.text);
  set_text(kept, "due", user.due.text);
  set_text(kept, "followUp", user.follow_up.text);
  set_text(kept, "priority", user.priority.text);
  set_text(kept, "instructions", user.instructions);
  set_text(kept, "deliverable", user.deliverable);
  List items;
  for (const model::ChecklistItem& item : user.checklist) {
    Context one;
    one.set("id", Value(item.id));
    one.set("text", Value(item.text));
    if (item.remark_required) one.set("remarkRequired", Value(true));
    items.emplace_back(std::move(one));
  }
  if (!items.empty()) kept.set("checklist", Value(std::move(items)));
  if (!user.form.empty()) kept.set("fields", fields_value(user.form));
  return Value(std::move(kept));
}

OwnTask own_task_from(const Value& kept) {
  OwnTask task;
  const Context none;
  const Context& from = kept.context() != nullptr ? *kept.context() : none;
  task.name = text_in(from, "name");
  model::UserTask& user = task.user;
  user.assignee = literal(text_in(from, "assignee"));
  user.candidate_users = literal(text_in(from, "candidateUsers"));
  user.candidate_groups = literal(text_in(from, "candidateGroups"));
  user.due = literal(text_in(from, "due"));
  user.follow_up = literal(text_in(from, "followUp"));
  user.priority = literal(text_in(from, "priority"));
  user.instructions = text_in(from, "instructions");
  user.deliverable = text_in(from, "deliverable");
  each(from, "checklist", [&](const Context& item) {
    user.checklist.push_back(
        {text_in(item, "id"), text_in(item, "text"), flag_in(item, "remarkRequired")});
  });
  user.form = fields_from(from);
  return task;
}

Result<model::DefinitionPtr> own_task_definition(const OwnTask& task) {
  model::DraftProcess process;
  process.id = own_task_key;
  process.name = task.name;
  process.elements = {element("start", model::ElementKind::start_event),
                      element("task", model::ElementKind::user_task),
                      element("end", model::ElementKind::end_event)};
  process.elements[1].name = task.name;
  process.elements[1].details.user = task.user;
  process.flows = {flow("start", "task"), flow("task", "end")};
  model::Compiled compiled = model::compile(process, 1);
  if (compiled.definition != nullptr && compiled.definition->executable)
    return std::move(compiled.definition);
  const std::string found =
      compiled.problems.empty() ? "it cannot run" : compiled.problems.front().message;
  return Error{
      ErrorCode::invalid, "such a task cannot be: " + found, {}, {{"/form", "invalid", found}}};
}

Result<model::DefinitionPtr> definition_of(Catalogue& catalogue, const Instance& instance) {
  const DefinitionRef& ref = instance.definition;
  if (ref.key != own_task_key) return catalogue.process(ref.key, ref.version);
  const Scope* top = find_scope(instance, root_scope);
  const Value* kept = top == nullptr ? nullptr : find_variable(*top, own_task_variable);
  return own_task_definition(own_task_from(kept == nullptr ? Value{} : *kept));
}

Result<model::DefinitionPtr> definition_of(Catalogue& catalogue, const StartInstance& start) {
  const DefinitionRef& ref = start.definition;
  if (start.own_task.is_null()) return catalogue.process(ref.key, ref.version);
  return own_task_definition(own_task_from(start.own_task));
}

}  // namespace onward
