// Reads the form of a task: the same fields as onward:form gives.
#include <set>

#include "adapters/native_xml/details.hpp"
#include "adapters/xml/texts.hpp"
#include "engine/model/vocabulary.hpp"

namespace onward::native_xml {
namespace {

std::optional<Decimal> number(Source& source, pugi::xml_node node, const char* name) {
  if (!has(node, name)) return std::nullopt;
  const std::optional<Decimal> value = Decimal::from_text(value_of(node, name));
  if (!value)
    source.error(
        "invalid-value",
        std::string(name) + " is '" + std::string(value_of(node, name)) + "', but must be a number",
        node);
  return value;
}

std::vector<model::FormField> fields_in(Source& source, pugi::xml_node parent, std::size_t depth);

void read_bounds(Source& source, pugi::xml_node node, model::FormField& field) {
  one_given(source, node, {"min", "above"}, false);
  field.min = number(source, node, has(node, "above") ? "above" : "min");
  field.exclusive_min = has(node, "above");
  field.max = number(source, node, "max");
}

void read_type(Source& source, pugi::xml_node node, std::size_t depth, model::FormField& field) {
  const std::string_view type = has(node, "type") ? value_of(node, "type") : "string";
  if (const std::optional<model::FieldType> known = model::field_type_of(type))
    field.type = *known;
  else
    source.error("field-unknown-type",
                 "'" + std::string(type) + "' is no type of a field: expected " +
                     std::string(model::field_type_names),
                 node);
  if (field.type == model::FieldType::list && depth > 0)
    source.error("field-unknown-type", "a column of a list cannot be a list", node);
  if (field.type == model::FieldType::enumeration && field.options.empty())
    source.error("missing-element", "an enum needs an 'option'", node);
  if (field.type == model::FieldType::list && field.fields.empty() && depth == 0)
    source.error("missing-element", "a list needs a 'field'", node);
}

model::FormField read_field(Source& source, pugi::xml_node node, std::size_t depth) {
  model::FormField field;
  field.id = value_of(node, "id");
  if (!xml::is_plain_name(field.id))
    source.error("invalid-value",
                 "the id of a field is a variable: letters, digits and _, not '" + field.id + "'",
                 node);
  field.label = has(node, "label") ? std::string(value_of(node, "label")) : field.id;
  field.required = flag(node, "required");
  field.required_if = source.feel_attribute(node, "required-if");
  field.default_value = source.feel_attribute(node, "default");
  field.keep = value_of(node, "keep");
  read_bounds(source, node, field);
  for (const pugi::xml_node option : children(node, "option")) {
    const std::string value(value_of(option, "value"));
    field.options.push_back(
        {value, has(option, "label") ? std::string(value_of(option, "label")) : value});
  }
  field.fields = fields_in(source, node, depth + 1);
  read_type(source, node, depth, field);
  return field;
}

/// A form has fields and a list has columns: what lies deeper is refused and not read.
std::vector<model::FormField> fields_in(Source& source, pugi::xml_node parent, std::size_t depth) {
  std::vector<model::FormField> fields;
  if (depth > 1) return fields;
  std::set<std::string, std::less<>> seen;
  for (const pugi::xml_node node : children(parent, "field")) {
    fields.push_back(read_field(source, node, depth));
    if (!seen.insert(fields.back().id).second)
      source.error("duplicate-id", "two fields have the id '" + fields.back().id + "'", node);
  }
  return fields;
}

}  // namespace

std::vector<model::FormField> read_fields(Source& source, pugi::xml_node task) {
  return fields_in(source, task, 0);
}

}  // namespace onward::native_xml
