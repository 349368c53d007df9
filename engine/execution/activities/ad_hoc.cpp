#include "engine/execution/activities/ad_hoc.hpp"

#include <algorithm>

#include "engine/execution/activities/ad_hoc_offer.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/scope.hpp"
#include "engine/execution/waits.hpp"

namespace onward {
namespace {

const model::Element& element_of(const Step& step, const Scope& scope) {
  return step.definition().element(step.definition().at(scope.element));
}

/// How many activities were started (all three counters say so), and whether no more may start
/// (`total`, which is more then).
MultiInstanceState progress(const Step& step, LocalId scope) {
  const MultiInstanceState* held = find_multi_instance(step.instance(), scope);
  ONWARD_CHECK(held != nullptr);
  return *held;
}

/// By the sub-process's id, or by the id of the scope or of the token that opened it.
bool is_named(const Instance& instance, const Scope& scope, const std::string& name) {
  return scope.element == name || to_text(LocalRef{instance.id, scope.id}) == name ||
         to_text(LocalRef{instance.id, scope.owner}) == name;
}

Result<LocalId> open_scope(const Step& step, const std::string& name) {
  LocalId found;
  for (const Scope& scope : step.instance().scopes) {
    if (!is_ad_hoc(step, scope) || !is_named(step.instance(), scope, name)) continue;
    if (step.token(scope.owner).state != TokenState::waiting) continue;
    if (found)
      return Error{ErrorCode::ambiguous,
                   "\"" + name + "\" is open several times: name the id of one of the scopes",
                   "/scope"};
    found = scope.id;
  }
  if (found) return found;
  return Error{ErrorCode::not_found, "no ad-hoc sub-process \"" + name + "\" is open", "/scope"};
}

}  // namespace

bool is_ad_hoc(const Step& step, const Scope& scope) {
  return scope.kind == ScopeKind::sub_process &&
         element_of(step, scope).kind == model::ElementKind::ad_hoc_sub_process;
}

void enter_ad_hoc(Step& step, LocalId token) {
  const model::Element& element = step.element_of(step.token(token));
  const LocalId scope = open_local_scope(step, token, ScopeKind::sub_process);
  MultiInstanceState nothing_started;
  nothing_started.scope = scope;
  step.add(MultiInstanceChanged{std::move(nothing_started), {}});
  step.wait(token);
  open_event_sub_processes(step, scope, element.event_sub_processes);
}

Result<Done> start_in_ad_hoc(Step& step, const StartAdHoc& command) {
  ONWARD_TRY(const LocalId id, open_scope(step, command.scope));
  const model::Element& sub_process = element_of(step, *find_scope(step.instance(), id));
  const model::Element* wanted = step.definition().find(command.element);
  const auto& offered = sub_process.implicit_starts;
  if (wanted == nullptr ||
      std::find(offered.begin(), offered.end(), step.definition().at(wanted->id)) == offered.end())
    return Error{ErrorCode::not_found,
                 "\"" + command.element + "\" cannot be started in \"" + sub_process.id + "\"",
                 "/elementId"};
  MultiInstanceState state = progress(step, id);
  if (is_closing(state))
    return Error{ErrorCode::wrong_state, "its completion condition holds: no more may start"};
  if (sub_process.details.ad_hoc_sequential && !step.places().holds_nothing(id))
    return Error{ErrorCode::wrong_state,
                 "its activities are done one after the other, and one is under way"};
  state.total = state.completed = ++state.started;
  step.add(MultiInstanceChanged{std::move(state), {}});
  step.create_token(id, *wanted);
  return Done{};
}

Result<bool> fulfils_ad_hoc(const Step& step, LocalId scope) {
  const Scope& at = *find_scope(step.instance(), scope);
  if (!is_ad_hoc(step, at) || is_closing(progress(step, scope))) return false;
  const model::Formula& condition = element_of(step, at).details.completion_condition;
  if (condition.empty()) return false;
  return evaluate_condition(step, condition, scope);
}

void finish_ad_hoc(Step& step, LocalId scope) {
  MultiInstanceState state = progress(step, scope);
  state.total = state.started + 1;
  step.add(MultiInstanceChanged{std::move(state), {}});
  if (element_of(step, *find_scope(step.instance(), scope)).details.cancel_remaining)
    cancel_content(step, scope);
}

bool is_ad_hoc_done(const Step& step, const Scope& scope) {
  const MultiInstanceState state = progress(step, scope.id);
  const bool conditional = !element_of(step, scope).details.completion_condition.empty();
  return conditional ? is_closing(state) : state.started > 0;
}

}  // namespace onward
