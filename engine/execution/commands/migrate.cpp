// An admin takes an instance over to another version of its process. One fact changes the
// definition and the names of the elements; then the events of what is active are closed and opened
// as the other version has them. What was decided and why: docs/semantics.md, "Putting right".
#include <algorithm>

#include "engine/execution/activities/multi_instance.hpp"
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/migrate_fit.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

Error refused(ErrorCode code, std::vector<ErrorDetail> details) {
  std::string message = "the instance does not fit: " + details.front().detail;
  return {code, std::move(message), {}, std::move(details)};
}

/// Closes and opens the events that hang on what is active. Speaks of the instance as it was
/// (`before`, the names of its own version) and as it is now.
class Rearming {
 public:
  Rearming(Step& step, const Versions& versions, const Instance& before)
      : step_(step), versions_(versions), before_(before) {}

  Result<Done> run() {
    for (const Wait& wait : before_.waits)
      if (!goes_on(wait)) step_.add(WaitClosed{wait.id, WaitEnd::cancelled});
    for (const Token& token : before_.tokens) {
      ONWARD_TRY_DONE(open_boundaries(token));
      ONWARD_TRY_DONE(open_behind_gateway(token));
    }
    for (const Scope& scope : before_.scopes) ONWARD_TRY_DONE(open_event_sub_processes(scope));
    return Done{};
  }

 private:
  const model::Element& here(const std::string& id) const { return *versions_.from.find(id); }
  const model::Element& there(const std::string& id) const { return *versions_.counterpart(id); }

  bool goes_on(const Wait& wait) const {
    const model::Element* event = versions_.counterpart(wait.element);
    if (event == nullptr || !waits_for_same(here(wait.element), *event)) return false;
    if (!wait.token) {
      const std::string content = content_of(before_, wait.scope);
      return contains(starts_in(versions_.to, versions_.renamed(content)), *event);
    }
    const Token& token = *find_token(before_, wait.token);
    const model::Element& holder = there(token.element);
    if (wait.element == token.element) return event == &holder;
    if (event->kind == model::ElementKind::boundary_event)
      return event->attached_to == versions_.to.at(holder.id);
    return contains(behind(holder), *event);
  }

  static bool contains(const std::vector<const model::Element*>& elements,
                       const model::Element& element) {
    return std::find(elements.begin(), elements.end(), &element) != elements.end();
  }

  /// Start events of the event sub-processes of a sub-process; empty: of the process.
  static std::vector<const model::Element*> starts_in(const model::Definition& definition,
                                                      const std::string& content) {
    const auto& subs = content.empty() ? definition.event_sub_processes
                                       : definition.find(content)->event_sub_processes;
    std::vector<const model::Element*> starts;
    for (const model::ElementIndex sub : subs)
      for (const model::ElementIndex start : definition.element(sub).start_events)
        starts.push_back(&definition.element(start));
    return starts;
  }

  /// What an event-based gateway of the other version waits for.
  std::vector<const model::Element*> behind(const model::Element& gateway) const {
    std::vector<const model::Element*> targets;
    for (const model::FlowIndex flow : gateway.outgoing)
      targets.push_back(&versions_.to.element(versions_.to.flow(flow).target));
    return targets;
  }

  /// One of `old` is the same event as `event`: what it waited for goes on, or is over.
  bool is_known(const std::vector<const model::Element*>& old, const model::Element& event) const {
    return std::any_of(old.begin(), old.end(), [&](const model::Element* one) {
      return versions_.renamed(one->id) == event.id && is_same_event(*one, event);
    });
  }

  bool is_waited_for(LocalId token, LocalId scope, const model::Element& event) const {
    const auto& waits = step_.instance().waits;
    return std::any_of(waits.begin(), waits.end(), [&](const Wait& wait) {
      return wait.token == token && wait.element == event.id && (token || wait.scope == scope);
    });
  }

  Result<Done> open(LocalId token, LocalId scope, const model::Element& event) {
    const auto opened = open_waits(step_, token, scope, event);
    if (opened.ok()) return Done{};
    return refused(ErrorCode::wrong_state,
                   {{"/mapping/" + event.id, "expression-failed", opened.error().message}});
  }

  /// Whether boundary events are set for the token: a retry from the beginning would set them
  /// itself.
  bool is_entered(const Token& token) const {
    if (token.state == TokenState::waiting || token.boundary_set) return true;
    return std::any_of(before_.incidents.begin(), before_.incidents.end(),
                       [&](const Incident& incident) {
                         return incident.token == token.id && (incident.leaving || incident.job);
                       });
  }

  Result<Done> open_boundaries(const Token& token) {
    const model::Element& holder = there(token.element);
    if (holder.boundary_events.empty() || is_inner_instance(before_, token) || !is_entered(token))
      return Done{};
    std::vector<const model::Element*> old;
    for (const model::ElementIndex index : here(token.element).boundary_events)
      old.push_back(&versions_.from.element(index));
    for (const model::ElementIndex index : holder.boundary_events) {
      const model::Element& event = versions_.to.element(index);
      if (is_known(old, event) || is_waited_for(token.id, {}, event)) continue;
      ONWARD_TRY_DONE(open(token.id, scope_of(step_, step_.token(token.id)), event));
    }
    if (!token.boundary_set) step_.add(BoundarySet{token.id});
    return Done{};
  }

  Result<Done> open_behind_gateway(const Token& token) {
    const model::Element& gateway = there(token.element);
    if (gateway.kind != model::ElementKind::event_based_gateway ||
        token.state != TokenState::waiting)
      return Done{};
    for (const model::Element* event : behind(gateway))
      if (!is_waited_for(token.id, {}, *event))
        ONWARD_TRY_DONE(open(token.id, token.scope, *event));
    return Done{};
  }

  /// An interrupting event sub-process runs: nothing else is heard in the scope any more.
  bool is_interrupted(LocalId scope) const {
    return std::any_of(before_.scopes.begin(), before_.scopes.end(), [&](const Scope& inner) {
      if (inner.kind != ScopeKind::event_sub_process || inner.parent != scope) return false;
      const auto& starts = here(inner.element).start_events;
      return std::any_of(starts.begin(), starts.end(), [&](model::ElementIndex start) {
        return versions_.from.element(start).details.interrupting;
      });
    });
  }

  Result<Done> open_event_sub_processes(const Scope& scope) {
    if (scope.kind != ScopeKind::process && scope.kind != ScopeKind::sub_process) return Done{};
    if (scope.owner && find_token(before_, scope.owner)->state != TokenState::waiting)
      return Done{};
    if (is_interrupted(scope.id)) return Done{};
    const std::vector<const model::Element*> old = starts_in(versions_.from, scope.element);
    for (const model::Element* start : starts_in(versions_.to, versions_.renamed(scope.element)))
      if (!is_known(old, *start) && !is_waited_for({}, scope.id, *start))
        ONWARD_TRY_DONE(open({}, scope.id, *start));
    return Done{};
  }

  Step& step_;
  const Versions& versions_;
  const Instance& before_;
};

/// Tokens at parallel joins that have all they wait for, now that the join has fewer flows: one for
/// each time that it fires.
std::vector<LocalId> completed_joins(const Step& step, const Versions& versions) {
  std::map<std::pair<LocalId, std::string>, std::map<std::string, std::vector<LocalId>>> parked;
  for (const Token& token : step.instance().tokens)
    if (token.state == TokenState::parked)
      parked[{token.scope, token.element}][token.flow].push_back(token.id);
  std::vector<LocalId> completed;
  for (const auto& [at, by_flow] : parked) {
    const model::Element& join = *versions.to.find(at.second);
    if (join.kind != model::ElementKind::parallel_gateway || by_flow.size() < join.incoming.size())
      continue;
    const auto fewest = std::min_element(
        by_flow.begin(), by_flow.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    completed.insert(completed.end(), fewest->second.begin(), fewest->second.end());
  }
  return completed;
}

Result<Done> fire_completed_joins(Step& step, const Versions& versions) {
  const std::vector<LocalId> completed = completed_joins(step, versions);
  if (!completed.empty() && step.instance().state == InstanceState::suspended)
    return refused(ErrorCode::wrong_state,
                   {{"/mapping/" + step.token(completed.front()).element, "join-completed",
                     "the join would go on at once: resume the instance first"}});
  for (const LocalId token : completed) {
    step.resolve_incidents(token);
    step.enter_again(token);
  }
  return Done{};
}

Result<model::DefinitionPtr> target_of(Step& step, std::uint32_t version) {
  const DefinitionRef& now = step.instance().definition;
  if (version == now.version)
    return Error{ErrorCode::wrong_state,
                 "the instance is at version " + std::to_string(version) + " already", "/version"};
  ONWARD_TRY(model::DefinitionPtr target, step.environment().catalogue.process(now.key, version));
  if (!target->executable)
    return Error{ErrorCode::not_executable, "version " + std::to_string(version) + " of \"" +
                                                now.key + "\" cannot be executed here"};
  return target;
}

}  // namespace

Result<Done> handle(Step& step, const MigrateInstance& command) {
  ONWARD_TRY(const model::DefinitionPtr target, target_of(step, command.version));
  const Versions versions{step.definition(), *target, command.mapping};
  const Instance before = step.instance();
  if (auto details = unknown_names(versions); !details.empty())
    return refused(ErrorCode::invalid, std::move(details));
  if (auto details = misfits(versions, before); !details.empty())
    return refused(ErrorCode::wrong_state, std::move(details));
  InstanceMigrated migrated{target->ref, {}};
  for (const auto& [from, to] : command.mapping)
    if (from != to) migrated.renamed.push_back({from, to});
  step.add(OperationNoted{"migrate", command.reason});
  step.migrate(target, std::move(migrated));
  ONWARD_TRY_DONE(Rearming(step, versions, before).run());
  return fire_completed_joins(step, versions);
}

}  // namespace onward
