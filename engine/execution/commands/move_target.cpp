#include "engine/execution/commands/move_target.hpp"

#include "engine/execution/behavior.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

bool is_join(const model::Element& element) {
  return element.incoming.size() > 1 && (element.kind == model::ElementKind::parallel_gateway ||
                                         element.kind == model::ElementKind::inclusive_gateway ||
                                         element.kind == model::ElementKind::complex_gateway);
}

/// Sub-processes around the element, innermost first.
std::vector<const model::Element*> around(const model::Definition& definition,
                                          const model::Element& element) {
  std::vector<const model::Element*> parents;
  for (model::ElementIndex i = element.parent; i != model::none; i = definition.element(i).parent)
    parents.push_back(&definition.element(i));
  return parents;
}

bool is_within(const Instance& instance, LocalId scope, LocalId outer) {
  for (LocalId id = scope; id; id = find_scope(instance, id)->parent)
    if (id == outer) return true;
  return false;
}

/// Open scopes of a sub-process inside `within`.
std::vector<LocalId> open_scopes(const Instance& instance, const model::Element& sub,
                                 LocalId within) {
  std::vector<LocalId> found;
  for (const Scope& scope : instance.scopes)
    if (scope.element == sub.id && is_within(instance, scope.id, within) &&
        (scope.kind == ScopeKind::sub_process || scope.kind == ScopeKind::event_sub_process))
      found.push_back(scope.id);
  return found;
}

Error problem(ErrorCode code, const std::string& pointer, std::string detail_code,
              std::string sentence) {
  return {code,
          "the move is not possible: " + sentence,
          {},
          {{pointer, std::move(detail_code), std::move(sentence)}}};
}

/// The scope that the request names. Errors: invalid.
Result<LocalId> wanted_scope(const Step& step, const std::string& wanted,
                             const std::string& pointer) {
  if (wanted.empty()) return root_scope;
  const auto ref = local_ref_from_text(wanted);
  if (ref && ref->instance == step.instance().id) {
    if (find_scope(step.instance(), ref->local) != nullptr) return ref->local;
    if (const Scope* owned = step.scope_owned_by(ref->local)) return owned->id;
  }
  return problem(ErrorCode::invalid, pointer + "/scope", "unknown-scope",
                 "no open scope, and no token that holds one, is called \"" + wanted + "\"");
}

/// A token that stands at the sub-process without ever having arrived there by a flow.
Result<LocalId> open_sub_process(Step& step, LocalId parent, const model::Element& sub,
                                 const std::string& pointer) {
  if (sub.kind == model::ElementKind::event_sub_process) {
    for (const model::ElementIndex start : sub.start_events)
      if (step.definition().element(start).details.interrupting)
        return problem(ErrorCode::wrong_state, pointer + "/nodeId", "not-open",
                       "the event sub-process \"" + sub.id +
                           "\" is not open, and only its event may interrupt what is around it");
    const LocalId scope = step.next_local();
    step.add(ScopeOpened{scope, parent, {}, ScopeKind::event_sub_process, sub.id});
    return scope;
  }
  const LocalId token = step.next_local();
  step.add(TokenCreated{token, parent, sub.id, {}, step.now()});
  ONWARD_TRY_DONE(surround_activity(step, token));
  const LocalId scope = open_local_scope(step, token, ScopeKind::sub_process);
  step.wait(token);
  open_event_sub_processes(step, scope, sub.event_sub_processes);
  if (step.token(token).state == TokenState::waiting) return scope;
  const LocalId incident = step.belonging(token, find_incident).front();
  return Error{ErrorCode::invalid_expression, find_incident(step.instance(), incident)->message,
               pointer};
}

Result<Done> check_enterable(const Step& step, LocalId id, const std::string& pointer) {
  const Scope& scope = *find_scope(step.instance(), id);
  if (!scope.owner || step.token(scope.owner).state == TokenState::waiting) return Done{};
  return problem(ErrorCode::wrong_state, pointer + "/nodeId", "stuck",
                 "the sub-process \"" + scope.element +
                     "\" has an incident: retry it, or cancel it in the same move");
}

}  // namespace

std::optional<Refusal> why_not_activated(const model::Definition& definition,
                                         const std::string& id) {
  const model::Element* element = definition.find(id);
  if (element == nullptr)
    return Refusal{"unknown-element", "the process has no element \"" + id + "\""};
  if (element->kind == model::ElementKind::boundary_event ||
      element->kind == model::ElementKind::event_sub_process || element->details.for_compensation)
    return Refusal{"not-reached-by-flow",
                   "\"" + id + "\" begins by its own event; activate what is behind or inside it"};
  if (is_join(*element))
    return Refusal{"join", "\"" + id +
                               "\" joins tokens by the flow that they came by; activate what is "
                               "behind it"};
  const auto parents = around(definition, *element);
  for (const model::Element* parent : parents)
    if (parent->details.multi_instance || parent->details.loop)
      return Refusal{"multi-instance", "\"" + id + "\" is inside \"" + parent->id +
                                           "\", whose instances are counted; activate the "
                                           "activity as a whole"};
  if (element->kind == model::ElementKind::start_event && !parents.empty() &&
      parents.front()->kind == model::ElementKind::event_sub_process)
    return Refusal{"not-reached-by-flow",
                   "\"" + id + "\" begins by its own event; activate what is behind it"};
  return std::nullopt;
}

Result<LocalId> open_scope_for(Step& step, const model::Element& element, const std::string& wanted,
                               const std::string& pointer) {
  ONWARD_TRY(const LocalId within, wanted_scope(step, wanted, pointer));
  const auto parents = around(step.definition(), element);
  LocalId scope = within == root_scope ? root_scope : LocalId{};
  std::size_t to_open = parents.size();  // how many of the innermost are not open
  for (std::size_t i = 0; i < parents.size() && to_open == parents.size(); ++i) {
    const std::vector<LocalId> open = open_scopes(step.instance(), *parents[i], within);
    if (open.empty()) continue;
    if (open.size() > 1)
      return problem(ErrorCode::ambiguous, pointer + "/scope", "several-scopes",
                     "\"" + parents[i]->id + "\" is open " + std::to_string(open.size()) +
                         " times; name one by the id of its token or scope");
    scope = open.front();
    to_open = i;
  }
  if (!scope)
    return problem(ErrorCode::invalid, pointer + "/scope", "not-around",
                   "the scope \"" + wanted + "\" is not around \"" + element.id + "\"");
  ONWARD_TRY_DONE(check_enterable(step, scope, pointer));
  while (to_open > 0) {
    ONWARD_TRY(scope, open_sub_process(step, scope, *parents[--to_open], pointer));
  }
  return scope;
}

}  // namespace onward
