#include "engine/sales/hooks.hpp"

#include <utility>

#include "engine/base/limits.hpp"
#include "engine/sales/actions.hpp"
#include "engine/sales/do_not_contact.hpp"
#include "engine/sales/edit.hpp"
#include "engine/value/members.hpp"

namespace onward::sales {
namespace {

/// The instance, or the one that called it first, runs for an opportunity that a signal named: it
/// was not posted for it.
bool began_from_signal(Unit& unit, const Instance& instance) {
  std::shared_ptr<const Instance> root;
  if (instance.root && instance.root != instance.id) {
    const auto loaded = unit.instance(instance.root);
    if (loaded.ok()) root = loaded.value();
  }
  const Instance& first = root == nullptr ? instance : *root;
  const auto definition = unit.catalogue().process(first.definition.key, first.definition.version);
  if (!definition.ok()) return false;
  const model::Element* start = (*definition)->find(first.start_element);
  return start != nullptr &&
         start->details.opportunity == model::Details::OpportunityUse::from_signal;
}

/// The record, or nothing when it is not there. Errors: unavailable.
Result<std::shared_ptr<const Opportunity>> record_of(Unit& unit, OpportunityId id) {
  auto found = unit.opportunity(id);
  if (!found.ok() && found.error().code == ErrorCode::not_found)
    return std::shared_ptr<const Opportunity>{};
  return found;
}

}  // namespace

Result<Done> Sales::on_effect(Unit& unit, const Effect& effect, const Instance& instance) {
  if (const auto* stage = std::get_if<SetStage>(&effect)) return set_stage(unit, *stage, instance);
  if (const auto* fields = std::get_if<KeepFields>(&effect)) return keep_fields(unit, *fields);
  if (const auto* wanted = std::get_if<RegisterOpportunity>(&effect))
    return register_opportunity(unit, *wanted, instance);
  return Done{};
}

Result<Done> Sales::permit(Unit& unit, const Command& command, const Instance& instance,
                           const model::Definition& definition) {
  return check_contact(unit, command, instance, definition);
}

/// The shared sheet is none: nothing leaves the engine, the monthly table as CSV is the sheet.
bool Sales::runs_in_step(const Job& job) const {
  return job.type == JobType::action || (job.type == JobType::connector && job.topic == "sheet");
}

Result<Value> Sales::run_action(Unit& unit, const Instance& instance, const Job& job) {
  if (job.type == JobType::connector) return Value{};
  const Context none;
  const Context* inputs = job.inputs.context();
  const ActionCall call{unit, instance, inputs == nullptr ? none : *inputs,
                        [&]() { return next_number(unit.store()); }};
  return sales::run_action(call, job.topic);
}

Result<Done> Sales::deliver(Unit& unit, const Context& body) {
  return deliver_opportunity(unit, body);
}

Result<std::string> Sales::next_number(Store& store) {
  if (next_ == end_) {
    ONWARD_TRY(next_, store.take_numbers("opportunity", limits::number_block));
    end_ = next_ + limits::number_block;
  }
  return number_text(next_++);
}

Result<Done> Sales::set_stage(Unit& unit, const SetStage& effect, const Instance& instance) {
  ONWARD_TRY(const auto before, record_of(unit, effect.opportunity));
  // A closed opportunity is opened again by people only.
  if (before == nullptr || before->stage == effect.stage || is_closed(before->status))
    return Done{};
  if (began_from_signal(unit, instance)) return Done{};
  Opportunity after = *before;
  move_to_stage(after, effect.stage, {});
  return save(unit, before.get(), std::move(after), {"engine", "stage", {}});
}

Result<Done> Sales::keep_fields(Unit& unit, const KeepFields& effect) {
  ONWARD_TRY(const auto before, record_of(unit, effect.opportunity));
  if (before == nullptr) return Done{};
  Opportunity after = *before;
  for (const auto& [name, value] : effect.fields.entries()) {
    const KeptField* field = find_kept_field(name);
    // An empty field does not wipe out what is there.
    if (field == nullptr || value.is_null()) continue;
    const bool names = field->type == KeptType::person || field->type == KeptType::customer;
    if (names && value.text() != nullptr && trimmed(*value.text()).empty()) continue;
    const std::string pointer = "/variables/" + name;
    const auto fitting = typed(field->type, value);
    if (!fitting)
      return invalid_member(
          pointer, "wrong-type",
          "the opportunity keeps " + std::string(describe(field->type)) + " as \"" + name + "\"");
    ONWARD_TRY_DONE(set_kept(unit, after, *field, *fitting, pointer));
  }
  return save(unit, before.get(), std::move(after), {"engine", "keep", {}});
}

Result<Done> Sales::register_opportunity(Unit& unit, const RegisterOpportunity& effect,
                                         const Instance& instance) {
  ONWARD_TRY(const model::DefinitionPtr definition,
             unit.catalogue().process(instance.definition.key, instance.definition.version));
  Opportunity opportunity;
  opportunity.id = effect.opportunity;
  opportunity.kind = text_in(effect.inputs, "kind");
  if (opportunity.kind.empty()) opportunity.kind = definition->opportunity_kind;
  opportunity.title = text_in(effect.inputs, "title");
  if (opportunity.title.empty()) opportunity.title = definition->name;
  opportunity.responsible = text_in(effect.inputs, "responsible");
  opportunity.status = OpportunityStatus::open;
  opportunity.created = unit.now();
  opportunity.order = sequence_of(effect.opportunity.value);
  opportunity.instances = {instance.id};
  const std::string source = text_in(effect.inputs, "source");
  if (!source.empty()) opportunity.fields.set("source", Value(source));
  const Value* customer = effect.inputs.find("customer");
  if (customer != nullptr && !customer->is_null()) {
    // What a message carries may be anything: who cannot be told is left open.
    const auto found = customer_from(unit, *customer, "/customer");
    if (!found.ok() && found.error().code != ErrorCode::invalid) return found.error();
    if (found.ok()) {
      opportunity.customer = found->id;
      opportunity.customer_name = found->name;
    }
  }
  ONWARD_TRY(opportunity.number, next_number(unit.store()));
  return save(unit, nullptr, std::move(opportunity), {"engine", "register", {}});
}

}  // namespace onward::sales
