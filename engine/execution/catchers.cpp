#include "engine/execution/catchers.hpp"

#include "engine/execution/activities/multi_instance.hpp"
#include "engine/execution/compensation.hpp"

namespace onward {
namespace {

const model::EventDefinition* catches(const model::Element& element, model::EventKind kind,
                                      const std::string& code, bool catch_all) {
  for (const model::EventDefinition& event : element.details.events) {
    if (event.kind != kind) continue;
    if (catch_all ? event.name.empty() : !event.name.empty() && event.name.text == code)
      return &event;
  }
  return nullptr;
}

bool is_interrupting(const model::Definition& definition, const std::string& event_sub_process) {
  for (const model::ElementIndex start :
       definition.element(definition.at(event_sub_process)).start_events)
    if (definition.element(start).details.interrupting) return true;
  return false;
}

}  // namespace

std::optional<Catcher> catcher_among(const Step& step,
                                     const std::vector<model::ElementIndex>& candidates,
                                     model::EventKind kind, const std::string& code) {
  for (const bool catch_all : {false, true})
    for (const model::ElementIndex index : candidates)
      if (const auto* event = catches(step.definition().element(index), kind, code, catch_all))
        return Catcher{index, event};
  return std::nullopt;
}

std::optional<Catcher> catcher_at_boundary(const Step& step, LocalId token, model::EventKind kind,
                                           const std::string& code) {
  const Token at = step.token(token);
  if (is_inner_instance(step.instance(), at) || is_compensating_call(step.instance(), at))
    return std::nullopt;
  return catcher_among(step, step.element_of(at).boundary_events, kind, code);
}

ScopesAround::ScopesAround(const Step& step, LocalId token)
    : step_(step), next_(step.token(token).scope) {}

std::optional<Catcher> ScopesAround::next_catcher(model::EventKind kind, const std::string& code) {
  const model::Definition& definition = step_.definition();
  while (next_ && !owner_) {
    const Scope& scope = *find_scope(step_.instance(), next_);
    std::vector<model::ElementIndex> starts;
    if ((scope.kind == ScopeKind::process || scope.kind == ScopeKind::sub_process) && !handled_) {
      const auto& candidates =
          scope.element.empty()
              ? definition.event_sub_processes
              : definition.element(definition.at(scope.element)).event_sub_processes;
      for (const model::ElementIndex process : candidates) {
        const model::Element& element = definition.element(process);
        if (element.id != passed_)
          starts.insert(starts.end(), element.start_events.begin(), element.start_events.end());
      }
    }
    scope_ = scope.id;
    leave(scope);
    if (const auto found = catcher_among(step_, starts, kind, code)) return found;
  }
  return std::nullopt;
}

void ScopesAround::leave(const Scope& scope) {
  const bool handler = scope.kind == ScopeKind::event_sub_process;
  passed_ = handler ? scope.element : std::string{};
  handled_ = handler && is_interrupting(step_.definition(), scope.element);
  owner_ = scope.owner;
  next_ = scope.parent;
}

}  // namespace onward
