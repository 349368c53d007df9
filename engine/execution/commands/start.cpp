// Starting an instance: which start event, and what is true from the first moment on.
#include "engine/execution/activities/activities.hpp"
#include "engine/execution/behavior.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/data.hpp"
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
    for (const auto* starts : {&definition.start_events, &definition.instantiating})
      for (const model::ElementIndex index : *starts)
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

/// The start event still needs its other triggers to happen (parallelMultiple).
Result<Done> wait_for_the_others(Step& step, const model::Element& start, std::uint32_t happened) {
  const LocalId token = step.next_local();
  step.add(TokenCreated{token, root_scope, start.id, {}, step.now()});
  ONWARD_TRY_DONE(open_waits(step, token, root_scope, start));
  for (const LocalId wait : step.belonging(token, find_wait))
    if (find_wait(step.instance(), wait)->event == happened)
      step.add(WaitClosed{wait, WaitEnd::fired});
  step.wait(token);
  return Done{};
}

/// A token at the start; what is no start event has happened already. A parallel event-based
/// gateway waits for its other events as well (clause 13.4.4).
Result<Done> begin(Step& step, const model::Element& start,
                   const std::optional<std::uint32_t>& trigger, const Context& data) {
  if (start.kind == model::ElementKind::start_event) {
    if (start.details.parallel_multiple && start.details.events.size() > 1 && trigger)
      return wait_for_the_others(step, start, *trigger);
    take_data_outputs(step, step.create_token(root_scope, start), data);
    return Done{};
  }
  take_data_outputs(step, step.create_triggered(root_scope, start), data);
  const model::Definition& definition = step.definition();
  const model::Element* gateway = definition.instantiating_gateway(start);
  if (gateway == nullptr || !gateway->details.parallel_start) return Done{};
  for (const model::FlowIndex flow : gateway->outgoing) {
    const model::Element& other = definition.element(definition.flow(flow).target);
    if (other.id != start.id) step.create_token(root_scope, other, flow);
  }
  return Done{};
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

/// Whoever starts a process gives what one of its input sets requires (clause 10.4.2). An event
/// gives what it carries: its data outputs may become the data inputs.
Result<Done> check_data_inputs(const model::Definition& definition, model::ElementIndex start,
                               const Context& variables) {
  if (start != model::none && !is_none_start(definition.element(start))) return Done{};
  const auto missing = missing_inputs(definition.data, variables);
  if (missing.empty()) return Done{};
  Error error = missing_inputs_error(missing);
  for (const std::string& name : missing)
    error.details.push_back(
        {"/variables/" + name, "required", "the process takes this data input"});
  return error;
}

}  // namespace

Result<Done> handle(Step& step, const StartInstance& start, InstanceId id) {
  const model::Definition& definition = step.definition();
  if (!definition.executable)
    return Error{ErrorCode::not_executable, "the definition \"" + definition.ref.key +
                                                "\" cannot be executed here; see its diagnostics"};
  ONWARD_TRY(const model::ElementIndex at, start_of(definition, start.start_element));
  ONWARD_TRY_DONE(check_variables(step.instance(), start.variables));
  ONWARD_TRY_DONE(check_data_inputs(definition, at, start.variables));
  const std::string element = at == model::none ? std::string{} : definition.element(at).id;
  step.add(InstanceStarted{id, definition.ref, start.business_key, start.root ? start.root : id,
                           start.parent, start.parent_token, start.depth, start.opportunity,
                           step.actor().user, element, step.now(), start.link});
  const StartData data = at == model::none ? StartData{start.variables, {}}
                                           : start_data(definition.element(at), start.variables);
  for (const auto& [name, value] : data.scope.entries()) set_local(step, root_scope, name, value);
  if (!start.own_task.is_null())
    set_local(step, root_scope, std::string(own_task_variable), start.own_task);
  open_event_sub_processes(step, root_scope, definition.event_sub_processes);
  if (at == model::none) {
    start_scope(step, root_scope, definition.implicit_starts);
    return Done{};
  }
  ONWARD_TRY_DONE(register_opportunity(step, definition.element(at)));
  return begin(step, definition.element(at), start.trigger, data.event);
}

}  // namespace onward
