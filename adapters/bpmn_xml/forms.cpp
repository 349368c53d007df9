// Reads the fields of a form; both dialects give the same fields.
#include "adapters/bpmn_xml/forms.hpp"

#include <set>

#include "adapters/bpmn_xml/dialects.hpp"
#include "adapters/bpmn_xml/expressions.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/model/vocabulary.hpp"

namespace onward::bpmn_xml {
namespace {

bool read_flag(Source& source, pugi::xml_node node, const char* name) {
  if (!has_plain(node, name)) return false;
  const std::optional<bool> flag = xml::boolean_of(plain(node, name));
  if (!flag)
    source.error("invalid-value",
                 std::string(name) + " is '" + std::string(plain(node, name)) +
                     "', but must be true or false",
                 node);
  return flag.value_or(false);
}

std::optional<Decimal> read_number(Source& source, pugi::xml_node node, const char* name) {
  const std::string_view text = xml::trim(plain(node, name));
  if (!has_plain(node, name)) return std::nullopt;
  if (const std::optional<Decimal> number = Decimal::from_text(text)) return number;
  source.error("invalid-value",
               std::string(name) + " is '" + std::string(text) + "', but must be a number", node);
  return std::nullopt;
}

void check_ids(Source& source, pugi::xml_node parent, const std::vector<model::FormField>& fields) {
  std::set<std::string_view> seen;
  for (const model::FormField& field : fields)
    if (!seen.insert(field.id).second)
      source.error("duplicate-id", "two fields of one form have the id '" + field.id + "'", parent);
}

std::vector<model::FormField> read_fields(Source& source, pugi::xml_node parent, std::size_t depth);

void read_bounds(Source& source, pugi::xml_node node, model::FormField& field) {
  field.min = read_number(source, node, "min");
  field.max = read_number(source, node, "max");
  if (!has_plain(node, "above")) return;
  if (field.min)
    source.error("conflicting-attributes", "a field has 'min' or 'above', not both", node);
  field.min = read_number(source, node, "above");
  field.exclusive_min = true;
}

model::FormField read_field(Source& source, pugi::xml_node node, std::size_t depth) {
  model::FormField field;
  field.id = xml::trim(plain(node, "id"));
  if (!xml::is_plain_name(field.id))
    source.error("invalid-value",
                 "the id of a field is a variable: letters, digits and _, not '" + field.id + "'",
                 node);
  field.label = has_plain(node, "label") ? std::string(plain(node, "label")) : field.id;
  const std::string_view type = has_plain(node, "type") ? plain(node, "type") : "string";
  if (const std::optional<model::FieldType> known = model::field_type_of(type))
    field.type = *known;
  else
    source.error("field-unknown-type",
                 "'" + std::string(type) + "' is no type of a field: use " +
                     std::string(model::field_type_names),
                 node);
  field.required = read_flag(source, node, "required");
  field.required_if = formula_of(source, node, plain(node, "requiredIf"), Bare::feel);
  field.default_value = formula_of(source, node, plain(node, "default"), Bare::feel);
  field.keep = xml::trim(plain(node, "keep"));
  read_bounds(source, node, field);
  for (const pugi::xml_node option : onward_children(node, "option")) {
    const std::string value(plain(option, "value"));
    field.options.push_back(
        {value, has_plain(option, "label") ? std::string(plain(option, "label")) : value});
  }
  field.fields = read_fields(source, node, depth + 1);
  if (depth > 0 && field.type == model::FieldType::list)
    source.error("field-unknown-type", "a column of a list cannot be a list", node);
  if (field.type == model::FieldType::enumeration && field.options.empty())
    source.error("missing-element", "field '" + field.id + "' is an enum and needs an option",
                 node);
  if (field.type == model::FieldType::list && field.fields.empty())
    source.error("missing-element", "field '" + field.id + "' is a list and needs a field", node);
  return field;
}

/// A form has fields, and a list has columns: what lies deeper is refused and not read.
std::vector<model::FormField> read_fields(Source& source, pugi::xml_node parent,
                                          std::size_t depth) {
  std::vector<model::FormField> fields;
  if (depth > 1) return fields;
  for (const pugi::xml_node node : onward_children(parent, "field"))
    fields.push_back(read_field(source, node, depth));
  check_ids(source, parent, fields);
  return fields;
}

model::FieldType vendor_type(Source& source, pugi::xml_node node) {
  const std::string_view type = plain(node, "type");
  if (type == "long" || type == "double") return model::FieldType::number;
  if (type.empty() || type == "string") return model::FieldType::string;
  if (type == "boolean") return model::FieldType::boolean;
  if (type == "date") return model::FieldType::date;
  if (type == "enum") return model::FieldType::enumeration;
  source.warning("no-effect", "form fields of type '" + std::string(type) + "' are shown as text",
                 node);
  return model::FieldType::string;
}

void read_constraint(Source& source, pugi::xml_node node, model::FormField& field) {
  const std::string_view name = plain(node, "name");
  const std::string_view config = xml::trim(plain(node, "config"));
  if (name == "required") {
    field.required = xml::boolean_of(config).value_or(true);
  } else if (name == "min" || name == "max") {
    const std::optional<Decimal> bound = Decimal::from_text(config);
    if (!bound) source.warning("no-effect", "only a number can be a bound", node);
    (name == "min" ? field.min : field.max) = bound;
  } else {
    source.warning("no-effect", "the constraint '" + std::string(name) + "' has no effect here",
                   node);
  }
}

/// A default is a literal of the field's type: numbers and booleans are FEEL as they stand.
model::Formula vendor_default(Source& source, pugi::xml_node node, model::FieldType type) {
  const bool as_written = type == model::FieldType::number || type == model::FieldType::boolean;
  return formula_of(source, node, plain(node, "defaultValue"),
                    as_written ? Bare::feel : Bare::literal);
}

model::FormField read_vendor_field(Source& source, pugi::xml_node node) {
  model::FormField field;
  field.id = xml::trim(plain(node, "id"));
  field.label = has_plain(node, "label") ? std::string(plain(node, "label")) : field.id;
  field.type = vendor_type(source, node);
  field.default_value = vendor_default(source, node, field.type);
  for (const pugi::xml_node value : vendor_children(node, "value")) {
    const std::string id(plain(value, "id"));
    field.options.push_back(
        {id, has_plain(value, "name") ? std::string(plain(value, "name")) : id});
  }
  for (const pugi::xml_node validation : vendor_children(node, "validation"))
    for (const pugi::xml_node constraint : vendor_children(validation, "constraint"))
      read_constraint(source, constraint, field);
  return field;
}

}  // namespace

std::vector<model::FormField> read_form(Source& source, pugi::xml_node task) {
  std::vector<model::FormField> fields;
  const std::vector<pugi::xml_node> forms = onward_elements_of(task, "form");
  for (const pugi::xml_node form : forms)
    for (model::FormField& field : read_fields(source, form, 0)) fields.push_back(std::move(field));
  const std::vector<pugi::xml_node> vendor = vendor_elements(task, "formData");
  if (!forms.empty() && !vendor.empty())
    source.error("conflicting-attributes", "a task has onward:form or a formData, not both", task);
  for (const pugi::xml_node form : vendor)
    for (const pugi::xml_node node : vendor_children(form, "formField"))
      fields.push_back(read_vendor_field(source, node));
  return fields;
}

}  // namespace onward::bpmn_xml
