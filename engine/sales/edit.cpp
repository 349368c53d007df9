#include "engine/sales/edit.hpp"

#include <algorithm>
#include <utility>

namespace onward::sales {
namespace {

enum class Age : std::uint8_t { fresh, known };

Actor engine_actor() { return {"engine", {}, true}; }

void note(Context& changes, std::string_view name, Value before, Value after) {
  if (before == after) return;
  Context change;
  change.set("before", std::move(before));
  change.set("after", std::move(after));
  changes.set(std::string(name), Value(std::move(change)));
}

/// Members that never change, or that the rest of a change tells.
constexpr std::string_view told[] = {"id", "number", "createdAt", "postedBy", "amount"};

/// Every member that differs, with both values.
Context difference(const Opportunity& before, const Opportunity& after) {
  const Context old_record = to_context(before);
  const Context new_record = to_context(after);
  Context changes;
  for (const auto& [name, value] : new_record.entries()) {
    if (std::find(std::begin(told), std::end(told), name) != std::end(told)) continue;
    const Value* old_value = old_record.find(name);
    note(changes, name, old_value == nullptr ? Value{} : *old_value, value);
  }
  for (const auto& [name, value] : old_record.entries())
    if (new_record.find(name) == nullptr) note(changes, name, value, Value{});
  return changes;
}

/// Open instances that run for the opportunity: stored ones, and those that this unit started.
/// A new opportunity has none that are stored.
Result<std::vector<InstanceId>> open_instances(Unit& unit, OpportunityId id, Age age) {
  std::vector<InstanceId> open;
  if (age == Age::known) {
    ONWARD_TRY(open, unit.store().instances_of(id));
  }
  for (const auto& [instance, staged] : unit.layer().instances)
    if (staged.after->opportunity == id &&
        std::find(open.begin(), open.end(), instance) == open.end())
      open.push_back(instance);
  return open;
}

/// A task that its lane would have given to the responsible person, had there been one.
bool waits_for_responsible(const model::Definition& definition, const Task& task) {
  if (!task.assignee.empty()) return false;
  const model::Element* element = definition.find(task.element);
  if (element == nullptr || element->lane == model::none) return false;
  const model::UserTask& user = element->details.user;
  const bool own =
      !user.assignee.empty() || !user.candidate_users.empty() || !user.candidate_groups.empty();
  return !own && definition.lanes[element->lane].assign_responsible;
}

Result<Done> settled(const Result<std::shared_ptr<const Instance>>& done) {
  // An instance that ended or is suspended in the meantime has nothing to hand over.
  if (!done.ok() && done.error().code == ErrorCode::unavailable) return done.error();
  return Done{};
}

Result<Done> give_offered(Unit& unit, const Instance& instance, const std::string& to) {
  const auto definition =
      unit.catalogue().process(instance.definition.key, instance.definition.version);
  if (!definition.ok()) return Done{};
  const auto tasks = instance.tasks;
  for (const Task& task : tasks)
    if (waits_for_responsible(**definition, task))
      ONWARD_TRY_DONE(settled(
          unit.execute({instance.id, AssignTask{task.id, to}, engine_actor(), std::nullopt})));
  return settled(unit.execute({instance.id, ReassignTasks{to, to}, engine_actor(), std::nullopt}));
}

/// Each open instance is written, also one that has nothing to hand over: a task that another
/// server opens in it meanwhile, for the person before, is then a conflict, and is opened again.
Result<Done> tasks_follow(Unit& unit, OpportunityId id, Age age, const std::string& from,
                          const std::string& to) {
  ONWARD_TRY(const auto instances, open_instances(unit, id, age));
  for (const InstanceId open : instances) {
    const auto loaded = unit.instance(open);
    if (!loaded.ok()) continue;
    const std::shared_ptr<const Instance>& instance = loaded.value();
    if (from.empty()) {
      ONWARD_TRY_DONE(give_offered(unit, *instance, to));
      continue;
    }
    ONWARD_TRY_DONE(
        settled(unit.execute({open, ReassignTasks{from, to}, engine_actor(), std::nullopt})));
  }
  return Done{};
}

/// Conditions that read the opportunity. A step of a process asks its own instance alone, and those
/// that this unit works on anyway: to find the others costs a query for each step that sets a
/// stage.
Result<Done> conditions_follow(Unit& unit, OpportunityId id, Age age) {
  ONWARD_TRY(const auto instances, open_instances(unit, id, age));
  for (const InstanceId open : instances) unit.look_again(open);
  return Done{};
}

Result<Done> hold_products(Unit& unit, const Opportunity* before, const Opportunity& after) {
  const bool was_open = before != nullptr && before->status == OpportunityStatus::open;
  const bool is_open = after.status == OpportunityStatus::open;
  if (was_open && (!is_open || before->customer != after.customer)) release(unit, after.id.value);
  if (!is_open) return Done{};
  const auto products = products_of(after.fields, "demand");
  const bool same = was_open && before->customer == after.customer &&
                    products_of(before->fields, "demand") == products;
  return same ? Result<Done>(Done{}) : reserve(unit, after.customer, after.id.value, products);
}

}  // namespace

OpportunityStatus status_of_stage(std::string_view stage) {
  if (stage == "closed-won") return OpportunityStatus::won;
  if (stage == "closed-lost") return OpportunityStatus::lost;
  if (stage == "disqualified") return OpportunityStatus::disqualified;
  return OpportunityStatus::open;
}

Result<Done> save(Unit& unit, const Opportunity* before, Opportunity after, const Cause& cause) {
  Context changes = difference(before == nullptr ? Opportunity{} : *before, after);
  if (before != nullptr && changes.empty() &&
      read_field(before->fields, "variables") == read_field(after.fields, "variables"))
    return Done{};
  ONWARD_TRY_DONE(hold_products(unit, before, after));
  const OpportunityId id = after.id;
  const std::string from = before == nullptr ? std::string{} : before->responsible;
  const std::string to = after.responsible;
  OpportunityChange change;
  change.actor = cause.actor;
  change.operation = cause.operation;
  change.reason = cause.reason;
  change.changes = std::move(changes);
  const bool by_person = before != nullptr && cause.actor != engine_actor().user;
  unit.put(std::move(after), std::move(change));
  ONWARD_TRY_DONE(conditions_follow(unit, id, by_person ? Age::known : Age::fresh));
  if (from == to) return Done{};
  return tasks_follow(unit, id, before == nullptr ? Age::fresh : Age::known, from, to);
}

void move_to_stage(Opportunity& opportunity, const std::string& stage, const std::string& reason) {
  const OpportunityStatus status = status_of_stage(stage);
  opportunity.stage = stage;
  if (status != OpportunityStatus::open || opportunity.status != OpportunityStatus::draft)
    opportunity.status = status;
  const bool lost = status == OpportunityStatus::lost || status == OpportunityStatus::disqualified;
  if (lost && !reason.empty()) opportunity.fields.set("lossReason", Value(reason));
}

Result<Done> set_kept(Unit& unit, Opportunity& opportunity, const KeptField& field,
                      const Value& value, std::string_view pointer) {
  if (field.type == KeptType::customer) {
    Customer customer;
    if (!value.is_null()) {
      ONWARD_TRY(customer, customer_from(unit, value, pointer));
    }
    opportunity.customer = customer.id;
    opportunity.customer_name = customer.name;
  } else if (field.type == KeptType::person) {
    opportunity.responsible = value.is_null() ? std::string{} : std::string(trimmed(*value.text()));
  } else {
    write_field(opportunity.fields, field.name, value);
  }
  return Done{};
}

Result<Done> begin(Unit& unit, Opportunity opportunity, const Opportunity* before,
                   const model::Definition& definition, const Context& variables,
                   const Actor& actor, const Cause& cause) {
  const OpportunityId id = opportunity.id;
  const InstanceId instance{unit.ids().next(shard_of(id))};
  opportunity.status = OpportunityStatus::open;
  // What a process posted is nobody's to follow, also when a person is called like the engine.
  if (cause.actor != engine_actor().user) opportunity.posted_by = cause.actor;
  opportunity.instances.push_back(instance);
  opportunity.fields.erase("variables");
  ONWARD_TRY_DONE(save(unit, before, std::move(opportunity), cause));
  StartInstance start;
  start.definition = definition.ref;
  start.opportunity = id;
  start.variables = variables;
  ONWARD_TRY_DONE(unit.start({instance, std::move(start), actor, std::nullopt}, true));
  return Done{};
}

}  // namespace onward::sales
