// Starting an instance: which start event, and what is true from the first moment on.
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

bool is_none_start(const model::Element& element) { return element.details.events.empty(); }

/// The start event that the caller named, else the first none start in document order (bpmn.md
/// decision 11); none: implicit starts.
Result<model::ElementIndex> start_of(const model::Definition& definition,
                                     const std::string& wanted) {
  if (!wanted.empty()) {
    for (const model::ElementIndex index : definition.start_events)
      if (definition.element(index).id == wanted) return index;
    return Error{ErrorCode::not_found, "the process has no start event \"" + wanted + "\"",
                 "/startEvent"};
  }
  for (const model::ElementIndex index : definition.start_events)
    if (is_none_start(definition.element(index))) return index;
  if (definition.start_events.empty() && !definition.implicit_starts.empty()) return model::none;
  return Error{ErrorCode::invalid, "the process \"" + definition.ref.key +
                                       "\" has no none start event: it starts by its own events"};
}

/// onward:opportunity="create" on the start event: an opportunity is registered for this instance,
/// in its shard.
Result<Done> register_opportunity(Step& step, const model::Element& start) {
  if (start.details.opportunity != model::Details::OpportunityUse::create ||
      step.instance().opportunity)
    return Done{};
  ONWARD_TRY(Context inputs, payload_of(step, start.details.opportunity_inputs, root_scope));
  const OpportunityId id{step.environment().ids.next(shard_of(step.instance().id))};
  step.add(OpportunityLinked{id});
  step.emit(RegisterOpportunity{id, std::move(inputs)});
  return Done{};
}

}  // namespace

Result<Done> handle(Step& step, const StartInstance& start, InstanceId id) {
  const model::Definition& definition = step.definition();
  if (!definition.executable)
    return Error{ErrorCode::not_executable, "the definition \"" + definition.ref.key +
                                                "\" cannot be executed here; see its diagnostics"};
  ONWARD_TRY(const model::ElementIndex at, start_of(definition, start.start_element));
  ONWARD_TRY_DONE(check_variables(step.instance(), start.variables));
  const std::string element = at == model::none ? std::string{} : definition.element(at).id;
  step.add(InstanceStarted{id, definition.ref, start.business_key, start.root ? start.root : id,
                           start.parent, start.parent_token, start.depth, start.opportunity,
                           step.actor().user, element, step.now()});
  for (const auto& [name, value] : start.variables.entries())
    set_local(step, root_scope, name, value);
  if (!start.own_task.is_null())
    set_local(step, root_scope, std::string(own_task_variable), start.own_task);
  open_event_sub_processes(step, root_scope, definition.event_sub_processes);
  if (at == model::none) {
    start_scope(step, root_scope, definition.implicit_starts);
    return Done{};
  }
  ONWARD_TRY_DONE(register_opportunity(step, definition.element(at)));
  step.create_token(root_scope, definition.element(at));
  return Done{};
}

}  // namespace onward
