#include "engine/sales/opportunity.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/edit.hpp"
#include "engine/sales/interactions.hpp"

namespace onward::sales {
namespace {

Result<Done> check_stage(std::string_view stage, std::string pointer) {
  if (stage.empty()) return invalid_member(std::move(pointer), "required", "a stage has a name");
  if (stage.size() > limits::identifier_bytes)
    return invalid_member(std::move(pointer), "too-long", "a stage may have 255 bytes");
  return Done{};
}

/// The interaction that it is based on; nothing when that is another opportunity, or nothing.
/// Errors: invalid, unavailable.
Result<std::optional<Record>> basis_of(Unit& unit, const Context& fields) {
  const Value* value = fields.find("basedOn");
  if (value == nullptr) return std::optional<Record>{};
  const auto id = value->text() == nullptr ? std::nullopt : id_from_text(*value->text());
  if (id) {
    const auto found = unit.opportunity({*id});
    if (found.ok()) return std::optional<Record>{};
    if (found.error().code != ErrorCode::not_found) return found.error();
    ONWARD_TRY(auto interaction, find_record(unit, RecordKind::interaction, *id));
    if (interaction) return interaction;
  }
  return invalid_member("/basedOn", "unknown-opportunity",
                        "there is no opportunity and no interaction of this id");
}

/// The parts of a merge patch that are members of the record itself.
Result<Done> patch_record(Unit& unit, Opportunity& after, BodyReader& reader) {
  if (reader.has("title")) after.title = reader.text("title", Need::required, limits::name_bytes);
  if (reader.has("responsible"))
    after.responsible = reader.text("responsible", Need::optional, limits::identifier_bytes);
  if (reader.has("demand")) write_field(after.fields, "demand", demand_from(reader));
  if (reader.has("parties")) write_field(after.fields, "parties", parties_from(reader));
  if (reader.has("externalRefs"))
    write_field(after.fields, "externalRefs", external_refs_from(reader));
  for (const std::string_view name : {"basedOn", "externalRef"}) {
    if (!reader.has(name)) continue;
    std::string text = reader.text(name, Need::optional, limits::name_bytes);
    write_field(after.fields, name, text.empty() ? Value{} : Value(std::move(text)));
  }
  if (reader.has("stage")) {
    const std::string stage = reader.text("stage", Need::required, limits::identifier_bytes);
    if (stage != after.stage) move_to_stage(after, stage, {});
  }
  if (reader.has("customer")) {
    const Value customer = reader.kept("customer", KeptType::customer);
    ONWARD_TRY_DONE(reader.finish());
    ONWARD_TRY_DONE(set_kept(unit, after, *find_kept_field("customer"), customer, "/customer"));
  }
  if (!reader.has("basedOn")) return Done{};
  ONWARD_TRY_DONE(reader.finish());
  ONWARD_TRY(auto basis, basis_of(unit, after.fields));
  if (basis) lead_to(unit, std::move(*basis), after.id);
  return Done{};
}

void patch_field(Opportunity& after, BodyReader& reader, std::string_view member,
                 const std::string& dotted) {
  const KeptField* field = find_kept_field(dotted);
  if (field == nullptr)
    return reader.wrong(member, "unknown-member", "this cannot be changed here");
  const Value value = reader.kept(member, field->type);
  if (value.text() != nullptr && value.text()->size() > limits::text_bytes)
    reader.wrong(member, "too-long", "may have " + std::to_string(limits::text_bytes) + " bytes");
  if (dotted.ends_with(".amount") && value.number() != nullptr && value.number()->is_negative())
    reader.wrong(member, "out-of-range", "an amount is 0 or more");
  if (!value.is_null() || reader.find(member) == nullptr) write_field(after.fields, dotted, value);
}

/// "quotation", "order", "bant": merged member by member, null takes the whole away.
void patch_part(Opportunity& after, BodyReader& reader, const std::string& name) {
  if (reader.find(name) == nullptr) return write_field(after.fields, name, {});
  const Context part = reader.object(name);
  BodyReader inner(part, reader.at(name));
  for (const auto& [member, value] : part.entries())
    patch_field(after, inner, member, name + "." + member);
  reader.take(inner);
}

void patch_fields(Opportunity& after, const Context& patch, BodyReader& reader) {
  constexpr std::string_view of_the_record[] = {"title",   "responsible", "demand",
                                                "parties", "basedOn",     "externalRef",
                                                "stage",   "customer",    "externalRefs"};
  constexpr std::string_view parts[] = {"quotation", "order", "bant"};
  for (const auto& [name, value] : patch.entries()) {
    if (std::find(std::begin(of_the_record), std::end(of_the_record), name) !=
        std::end(of_the_record))
      continue;
    if (std::find(std::begin(parts), std::end(parts), name) != std::end(parts))
      patch_part(after, reader, name);
    else
      patch_field(after, reader, name, name);
  }
}

}  // namespace

model::DefinitionPtr process_of_kind(Unit& unit, std::string_view kind) {
  if (kind.empty()) return nullptr;
  for (model::DefinitionPtr& definition : unit.catalogue().latest())
    if (definition->executable && definition->opportunity_kind == kind) return definition;
  return nullptr;
}

bool may_omit_customer(const model::Definition& definition) {
  for (const model::Element& element : definition.elements)
    for (const model::FormField& field : element.details.user.form)
      if (field.keep == "customer") return true;
  return false;
}

Result<OpportunityId> create_opportunity(Unit& unit, const NewOpportunity& wanted,
                                         const Actor& actor) {
  const model::DefinitionPtr definition = process_of_kind(unit, wanted.kind);
  if (definition == nullptr)
    return invalid_member(
        "/kind", "unknown-kind",
        "no process is deployed for opportunities of the kind \"" + wanted.kind + "\"");
  ONWARD_TRY(auto basis, basis_of(unit, wanted.fields));
  const Value customer =
      wanted.customer.is_null() && basis ? read_field(basis->fields, "customer") : wanted.customer;
  if (customer.is_null() && !may_omit_customer(*definition))
    return invalid_member("/customer", "required", "this kind of opportunity needs a customer");
  Opportunity opportunity;
  opportunity.id = wanted.id;
  opportunity.number = wanted.number;
  opportunity.kind = wanted.kind;
  opportunity.title = wanted.title;
  opportunity.responsible = wanted.responsible;
  opportunity.created = unit.now();
  opportunity.order = sequence_of(wanted.id.value);
  opportunity.fields = wanted.fields;
  ONWARD_TRY_DONE(set_kept(unit, opportunity, *find_kept_field("customer"), customer, "/customer"));
  if (basis) lead_to(unit, std::move(*basis), wanted.id);
  const Cause cause{actor.user, wanted.draft ? "draft" : "post", {}};
  if (wanted.draft) {
    if (!wanted.variables.empty()) opportunity.fields.set("variables", Value(wanted.variables));
    ONWARD_TRY_DONE(save(unit, nullptr, std::move(opportunity), cause));
  } else {
    ONWARD_TRY_DONE(
        begin(unit, std::move(opportunity), nullptr, *definition, wanted.variables, actor, cause));
  }
  return wanted.id;
}

Result<Done> post_opportunity(Unit& unit, OpportunityId id, const Actor& actor) {
  ONWARD_TRY(const auto before, unit.opportunity(id));
  if (before->status != OpportunityStatus::draft)
    return Error{ErrorCode::wrong_state, "the opportunity " + before->number +
                                             " was posted before: it is " +
                                             std::string(to_string(before->status))};
  const model::DefinitionPtr definition = process_of_kind(unit, before->kind);
  if (definition == nullptr)
    return invalid_member(
        "/kind", "unknown-kind",
        "no process is deployed for opportunities of the kind \"" + before->kind + "\"");
  if (before->customer == 0 && !may_omit_customer(*definition))
    return invalid_member("/customer", "required", "this kind of opportunity needs a customer");
  const Value* variables = before->fields.find("variables");
  const Context posted =
      variables != nullptr && variables->context() != nullptr ? *variables->context() : Context{};
  return begin(unit, *before, before.get(), *definition, posted, actor, {actor.user, "post", {}});
}

Result<Done> patch_opportunity(Unit& unit, OpportunityId id, const Context& patch,
                               std::optional<std::uint64_t> if_version, const Actor& actor) {
  ONWARD_TRY(const auto before, unit.opportunity(id));
  if (if_version && *if_version != before->version)
    return Error{ErrorCode::stale, "the opportunity " + before->number + " has the version " +
                                       std::to_string(before->version) + " now"};
  Opportunity after = *before;
  BodyReader reader(patch);
  patch_fields(after, patch, reader);
  ONWARD_TRY_DONE(patch_record(unit, after, reader));
  ONWARD_TRY_DONE(reader.finish());
  return save(unit, before.get(), std::move(after), {actor.user, "change", {}});
}

Result<Done> set_responsible(Unit& unit, OpportunityId id, const std::string& value,
                             const std::string& reason, const Actor& actor) {
  if (value.size() > limits::identifier_bytes)
    return invalid_member("/value", "too-long", "the id of a person may have 255 bytes");
  ONWARD_TRY(const auto before, unit.opportunity(id));
  Opportunity after = *before;
  after.responsible = std::string(trimmed(value));
  return save(unit, before.get(), std::move(after), {actor.user, "set-responsible", reason});
}

Result<Done> set_stage(Unit& unit, OpportunityId id, const std::string& value,
                       const std::string& reason, const Actor& actor) {
  const std::string stage(trimmed(value));
  ONWARD_TRY_DONE(check_stage(stage, "/value"));
  ONWARD_TRY(const auto before, unit.opportunity(id));
  Opportunity after = *before;
  move_to_stage(after, stage, reason);
  return save(unit, before.get(), std::move(after), {actor.user, "set-stage", reason});
}

}  // namespace onward::sales
