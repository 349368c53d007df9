// An admin moves tokens: takes some away, starts others before elements, also inside sub-processes.
// What the process cannot have is refused; the copy that the command works on is dropped then.
// What was decided and why: docs/semantics.md, "Putting right".
#include "engine/execution/commands/commands.hpp"
#include "engine/execution/commands/move_target.hpp"
#include "engine/execution/ending.hpp"
#include "engine/execution/scope.hpp"

namespace onward {
namespace {

std::string pointer(std::string_view list, std::size_t i) {
  return "/" + std::string(list) + "/" + std::to_string(i);
}

Error refused(ErrorCode code, std::vector<ErrorDetail> details) {
  std::string message = "the move is not possible: " + details.front().detail;
  return {code, std::move(message), {}, std::move(details)};
}

/// What one entry of `cancel` names.
struct Named {
  std::vector<LocalId> tokens;
  std::vector<LocalId> scopes;  ///< event sub-processes that run: no token holds them
};

bool is_inside_multi_instance(const Instance& instance, const Token& token) {
  for (LocalId id = token.scope; id; id = find_scope(instance, id)->parent)
    if (find_scope(instance, id)->kind == ScopeKind::multi_instance) return true;
  return false;
}

/// The token that an id such as "7k2p-14" names; none: it is not the text of a token here.
LocalId token_of(const Instance& instance, const std::string& text) {
  const auto ref = local_ref_from_text(text);
  if (!ref || ref->instance != instance.id) return {};
  return find_token(instance, ref->local) == nullptr ? LocalId{} : ref->local;
}

/// An element means every token there; the instances of a multi-instance activity go with the token
/// that holds them together.
Named named_by(const Step& step, const std::string& text) {
  const Instance& instance = step.instance();
  Named named;
  if (step.definition().find(text) == nullptr) {
    if (const LocalId token = token_of(instance, text)) named.tokens.push_back(token);
    return named;
  }
  for (const Token& token : instance.tokens)
    if (token.element == text) named.tokens.push_back(token.id);
  std::erase_if(named.tokens, [&](LocalId id) {
    const Token token = step.token(id);
    const Scope& scope = *find_scope(instance, token.scope);
    return scope.kind == ScopeKind::multi_instance && scope.element == text &&
           std::find(named.tokens.begin(), named.tokens.end(), scope.owner) != named.tokens.end();
  });
  for (const Scope& scope : instance.scopes)
    if (scope.kind == ScopeKind::event_sub_process && scope.element == text)
      named.scopes.push_back(scope.id);
  return named;
}

/// Errors: invalid (unknown, inside a multi-instance activity), wrong_state (nothing there).
Result<Named> to_cancel(const Step& step, const std::vector<std::string>& cancel) {
  std::vector<ErrorDetail> invalid, absent;
  Named all;
  for (std::size_t i = 0; i < cancel.size(); ++i) {
    const Named named = named_by(step, cancel[i]);
    if (named.tokens.empty() && named.scopes.empty())
      absent.push_back({pointer("cancel", i), "no-token", "no token is at \"" + cancel[i] + "\""});
    for (const LocalId token : named.tokens) {
      if (is_inside_multi_instance(step.instance(), step.token(token)))
        invalid.push_back({pointer("cancel", i), "multi-instance",
                           "\"" + cancel[i] +
                               "\" is inside a multi-instance activity, which is cancelled as a "
                               "whole or not at all"});
      all.tokens.push_back(token);
    }
    all.scopes.insert(all.scopes.end(), named.scopes.begin(), named.scopes.end());
  }
  if (!invalid.empty()) return refused(ErrorCode::invalid, std::move(invalid));
  if (!absent.empty()) return refused(ErrorCode::wrong_state, std::move(absent));
  return all;
}

Result<Done> check_elements(const Step& step, const MoveTokens& command) {
  std::vector<ErrorDetail> details;
  if (command.cancel.empty() && command.activate.empty())
    details.push_back({"/activate", "required", "something to cancel or to activate"});
  for (std::size_t i = 0; i < command.activate.size(); ++i)
    if (auto why = why_not_activated(step.definition(), command.activate[i].element))
      details.push_back(
          {pointer("activate", i) + "/nodeId", std::move(why->code), std::move(why->sentence)});
  if (!details.empty()) return refused(ErrorCode::invalid, std::move(details));
  return Done{};
}

/// The scopes in which something was taken away.
std::vector<LocalId> cancel_all(Step& step, const Named& named) {
  std::vector<LocalId> left;
  for (const LocalId token : named.tokens) {
    if (!step.alive(token)) continue;  // it went with what held it
    left.push_back(step.token(token).scope);
    step.cancel_token(token);
  }
  for (const LocalId id : named.scopes) {
    const Scope* scope = find_scope(step.instance(), id);
    if (scope == nullptr) continue;
    left.push_back(scope->parent);
    step.cancel_scope(id);
  }
  return left;
}

Result<Done> activate(Step& step, const MoveTokens::Activation& activation, std::size_t i) {
  ONWARD_TRY_DONE(check_variables(step.instance(), activation.variables));
  if (!step.has_room(limits::nesting))
    return Error{ErrorCode::too_large, "the instance has no room for more tokens",
                 pointer("activate", i)};
  const model::Element& element =
      step.definition().element(step.definition().at(activation.element));
  ONWARD_TRY(const LocalId scope,
             open_scope_for(step, element, activation.scope, pointer("activate", i)));
  for (const auto& [name, value] : activation.variables.entries())
    set_outwards(step, scope, name, value);
  step.create_token(scope, element);
  return Done{};
}

/// A scope that the move left empty was not completed by anything that happened in it: it is
/// cancelled, with the sub-process around it. Errors: wrong_state (the instance would hold
/// nothing).
Result<Done> close_emptied(Step& step, const std::vector<LocalId>& left) {
  for (LocalId id : left) {
    for (const Scope* scope = find_scope(step.instance(), id);
         scope != nullptr && step.places().holds_nothing(id);
         scope = find_scope(step.instance(), id)) {
      if (id == root_scope)
        return Error{ErrorCode::wrong_state,
                     "the move would leave nothing in the instance; cancel the instance instead"};
      const Scope emptied = *scope;
      id = emptied.parent;
      if (emptied.owner) {
        id = step.token(emptied.owner).scope;
        step.cancel_token(emptied.owner);
      } else {
        step.cancel_scope(emptied.id);
      }
    }
  }
  return Done{};
}

}  // namespace

Result<Done> handle(Step& step, const MoveTokens& command) {
  ONWARD_TRY_DONE(check_elements(step, command));
  ONWARD_TRY(const Named named, to_cancel(step, command.cancel));
  step.add(OperationNoted{"move", command.reason});
  const std::vector<LocalId> left = cancel_all(step, named);
  for (std::size_t i = 0; i < command.activate.size(); ++i)
    ONWARD_TRY_DONE(activate(step, command.activate[i], i));
  return close_emptied(step, left);
}

}  // namespace onward
