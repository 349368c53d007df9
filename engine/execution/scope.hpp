// Variables: looked up outwards through the scopes, set where they exist or at the top; mappings in
// and out; expressions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/execution/step.hpp"
#include "engine/feel/feel.hpp"

namespace onward {

/// The names that an expression sees in a scope: its variables, those of the scopes around it,
/// multi-instance counters (bpmn.md decision 18), and `opportunity`.
class ScopeVariables final : public feel::Variables {
 public:
  ScopeVariables(const Instance& instance, LocalId scope, const Environment& environment,
                 const Context* extra = nullptr)
      : instance_(instance), scope_(scope), environment_(environment), extra_(extra) {}
  [[nodiscard]] std::optional<Value> find(std::string_view name) const override;

 private:
  const Instance& instance_;
  LocalId scope_;
  const Environment& environment_;
  const Context* extra_;  ///< looked at first: form values, a result
};

/// Scope in which the token's element evaluates: its own local scope when it has one, else the
/// scope it lives in.
LocalId scope_of(const Step& step, const Token& token);

/// Errors: invalid_expression (did not evaluate; says why), too_large.
Result<Value> evaluate(const Step& step, const model::Formula& formula, LocalId scope,
                       const Context* extra = nullptr);
/// As evaluate, over these variables and nothing else.
Result<Value> evaluate_over(const Step& step, const model::Formula& formula,
                            const Context& variables);
/// As evaluate, and the value must be a boolean. Errors: also invalid_expression for anything else.
Result<bool> evaluate_condition(const Step& step, const model::Formula& formula, LocalId scope,
                                const Context* extra = nullptr);
/// As evaluate; text as it is, other values as their FEEL text, null as empty.
Result<std::string> evaluate_text(const Step& step, const model::Formula& formula, LocalId scope);
/// Texts: of a list, or one with commas between them.
std::vector<std::string> names_in(const Value& value);
/// The same of a formula's value.
Result<std::vector<std::string>> evaluate_names(const Step& step, const model::Formula& formula,
                                                LocalId scope);

/// Sets a variable in exactly this scope.
void set_local(Step& step, LocalId scope, const std::string& name, const Value& value);
/// Sets it in the nearest scope outwards that has it, else at the top.
void set_outwards(Step& step, LocalId scope, const std::string& name, const Value& value);
/// Variables of the engine itself: nobody else writes them.
inline constexpr std::string_view reserved_prefix = "onward:";
/// In an instance that is one task of somebody's own: what the task says (service/own_task.hpp).
inline constexpr std::string_view own_task_variable = "onward:task";

/// Errors: too_large (a variable or all variables over their limits), invalid (name).
Result<Done> check_variables(const Instance& instance, const Context& variables);

/// The element's local scope for the token; opened when it is not there yet.
LocalId open_local_scope(Step& step, LocalId token, ScopeKind kind);

/// What an activity or event returned goes into variables: local ones stay local, the rest outwards
/// (IoMapping::propagate_rest).
void take_result(Step& step, LocalId token, const Context& variables);

}  // namespace onward
