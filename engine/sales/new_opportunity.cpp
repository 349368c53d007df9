#include "engine/sales/new_opportunity.hpp"

#include <utility>

#include "engine/base/limits.hpp"

namespace onward::sales {
namespace {

void set_text(Context& row, std::string name, std::string text) {
  if (!text.empty()) row.set(std::move(name), Value(std::move(text)));
}

Context demand_line(BodyReader& line) {
  line.only(
      {"product", "item", "quantity", "expectedPrice", "currency", "comment", "unsatisfiedReason"});
  Context row;
  set_text(row, "product", line.text("product", Need::optional, limits::identifier_bytes));
  set_text(row, "item", line.text("item", Need::required, limits::name_bytes));
  const Value quantity = line.number("quantity", Need::required);
  if (quantity.number() != nullptr) {
    if (quantity.number()->is_negative() || quantity.number()->is_zero())
      line.wrong("quantity", "out-of-range", "a quantity is over 0");
    row.set("quantity", quantity);
  }
  const Value price = line.number("expectedPrice", Need::optional);
  if (price.number() != nullptr) {
    if (price.number()->is_negative())
      line.wrong("expectedPrice", "out-of-range", "a price is 0 or more");
    row.set("expectedPrice", price);
  }
  set_text(row, "currency", line.text("currency", Need::optional, limits::identifier_bytes));
  for (const std::string_view member : {"comment", "unsatisfiedReason"})
    set_text(row, std::string(member), line.text(member, Need::optional, limits::text_bytes));
  return row;
}

/// A company or a person and the part that they play; at least one member says who it is.
Context party(BodyReader& line) {
  constexpr std::string_view names[] = {"name", "company", "person", "legalEntity",
                                        "contactPerson"};
  line.only({"name", "company", "person", "legalEntity", "contactPerson", "role", "email", "phone",
             "contactId", "customerId", "comment"});
  Context row;
  for (const std::string_view member : names)
    set_text(row, std::string(member), line.text(member, Need::optional, limits::name_bytes));
  for (const std::string_view member : {"contactId", "customerId"})
    set_text(row, std::string(member), line.text(member, Need::optional, limits::identifier_bytes));
  if (row.empty())
    line.wrong("name", "required", "a party has a name, company, person or the id of a record");
  for (const std::string_view member : {"role", "email", "phone"})
    set_text(row, std::string(member), line.text(member, Need::optional, limits::identifier_bytes));
  set_text(row, "comment", line.text("comment", Need::optional, limits::text_bytes));
  return row;
}

void check_variables(BodyReader& reader, const Context& variables) {
  BodyReader inner(variables, reader.at("variables"));
  for (const auto& [name, value] : variables.entries()) {
    if (name == "opportunity") inner.wrong(name, "reserved", "this name is the record itself");
    if (name.empty() || name.size() > limits::identifier_bytes)
      inner.wrong(name, "invalid-name", "a variable's name has 1 to 255 bytes");
    if (size_bytes(value) > limits::variable_bytes)
      inner.wrong(name, "too-large", "a variable may have 1 MiB");
  }
  reader.take(inner);
}

}  // namespace

Value demand_from(BodyReader& reader) {
  List lines;
  std::size_t i = 0;
  for (const Context& row : reader.rows("demand", limits::demand_lines)) {
    BodyReader line(row, reader.at("demand") + "/" + std::to_string(i++));
    lines.emplace_back(demand_line(line));
    reader.take(line);
  }
  return Value(std::move(lines));
}

Value parties_from(BodyReader& reader) {
  List parties;
  std::size_t i = 0;
  for (const Context& row : reader.rows("parties", limits::demand_lines)) {
    BodyReader line(row, reader.at("parties") + "/" + std::to_string(i++));
    parties.emplace_back(party(line));
    reader.take(line);
  }
  return Value(std::move(parties));
}

Value external_refs_from(BodyReader& reader) {
  List references;
  std::size_t i = 0;
  for (const Context& row : reader.rows("externalRefs", limits::demand_lines)) {
    BodyReader line(row, reader.at("externalRefs") + "/" + std::to_string(i++));
    line.only({"system", "id", "url"});
    Context reference;
    for (const std::string_view member : {"id", "system"})
      set_text(reference, std::string(member),
               line.text(member, Need::required, limits::name_bytes));
    set_text(reference, "url", line.text("url", Need::optional, limits::name_bytes));
    references.emplace_back(std::move(reference));
    reader.take(line);
  }
  return Value(std::move(references));
}

Result<NewOpportunity> new_opportunity_from(const Context& body) {
  BodyReader reader(body);
  reader.only({"kind", "title", "customer", "responsible", "parties", "demand", "basedOn", "source",
               "externalRef", "externalRefs", "variables", "draft"});
  NewOpportunity wanted;
  wanted.kind = reader.text("kind", Need::required, limits::identifier_bytes);
  wanted.title = reader.text("title", Need::required, limits::name_bytes);
  wanted.customer = reader.kept("customer", KeptType::customer);
  wanted.responsible = reader.text("responsible", Need::optional, limits::identifier_bytes);
  Value demand = demand_from(reader);
  Value parties = parties_from(reader);
  if (!demand.list()->empty()) wanted.fields.set("demand", std::move(demand));
  if (!parties.list()->empty()) wanted.fields.set("parties", std::move(parties));
  Value references = external_refs_from(reader);
  if (!references.list()->empty()) wanted.fields.set("externalRefs", std::move(references));
  for (const std::string_view name : {"source", "basedOn", "externalRef"})
    set_text(wanted.fields, std::string(name),
             reader.text(name, Need::optional, limits::name_bytes));
  wanted.variables = reader.object("variables");
  check_variables(reader, wanted.variables);
  wanted.draft = reader.flag("draft");
  ONWARD_TRY_DONE(reader.finish());
  return wanted;
}

std::string number_text(std::uint64_t number) {
  constexpr std::size_t width = 6;
  const std::string digits = std::to_string(number);
  std::string text = "O-";
  if (digits.size() < width) text.append(width - digits.size(), '0');
  return text + digits;
}

}  // namespace onward::sales
