#include "engine/execution/scope.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/execution/data.hpp"

namespace onward {
namespace {

/// The counters of a multi-instance activity, under BPMN's names (clause 13.2.7, table 10.30) and
/// Camunda's.
std::optional<Value> counter(const MultiInstanceState& state, std::string_view name) {
  const auto number = [](std::uint32_t n) { return Value(static_cast<std::int64_t>(n)); };
  if (name == "numberOfInstances" || name == "nrOfInstances") return number(state.total);
  if (name == "numberOfActiveInstances" || name == "nrOfActiveInstances")
    return number(state.active);
  if (name == "numberOfCompletedInstances" || name == "nrOfCompletedInstances")
    return number(state.completed);
  if (name == "numberOfTerminatedInstances") return number(state.terminated);
  return std::nullopt;
}

Error failed(const model::Formula& formula, const std::string& why) {
  std::string text = formula.text.substr(0, 200);
  return {ErrorCode::invalid_expression, "the expression \"" + text + "\" " + why,
          std::to_string(formula.at.line) + ":" + std::to_string(formula.at.column)};
}

/// Null, or a context with a null entry: where a problem of the evaluation shows.
bool is_or_holds_null(const Value& value) {
  const Context* context = value.context();
  if (context == nullptr) return value.is_null();
  const auto& entries = context->entries();
  return std::any_of(entries.begin(), entries.end(),
                     [](const Context::Entry& entry) { return entry.second.is_null(); });
}

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view name = text.substr(0, comma);
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (!name.empty()) names.emplace_back(name);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return names;
}

}  // namespace

std::optional<Value> ScopeVariables::find(std::string_view name) const {
  if (extra_ != nullptr)
    if (const Value* value = extra_->find(name)) return *value;
  for (LocalId id = scope_; id;) {
    const Scope* scope = find_scope(instance_, id);
    ONWARD_CHECK(scope != nullptr);
    if (const Value* value = find_variable(*scope, name)) return *value;
    if (scope->kind == ScopeKind::multi_instance)
      if (auto value = counter(*find_multi_instance(instance_, id), name)) return value;
    id = scope->parent;
  }
  if (name == "opportunity" && !environment_.opportunity.is_null()) return environment_.opportunity;
  return std::nullopt;
}

LocalId scope_of(const Step& step, const Token& token) {
  const Scope* local = step.scope_owned_by(token.id);
  return local != nullptr && local->kind != ScopeKind::multi_instance ? local->id : token.scope;
}

namespace {

Result<Value> evaluate_with(const Step& step, const model::Formula& formula,
                            const feel::Variables& variables) {
  if (formula.language == model::Language::literal) return Value(formula.text);
  auto outcome = feel::evaluate(formula.compiled, variables, {step.now(), step.zone()});
  if (!outcome.ok()) return failed(formula, "went over a limit: " + outcome.error().message);
  // FEEL gives null where something went wrong; a process must not go on with that unseen (bpmn.md
  // decision 10).
  if (!outcome->problems.empty() && is_or_holds_null(outcome->value))
    return failed(formula, "failed: " + outcome->problems.front());
  return std::move(outcome->value);
}

}  // namespace

Result<Value> evaluate(const Step& step, const model::Formula& formula, LocalId scope,
                       const Context* extra) {
  return evaluate_with(step, formula,
                       ScopeVariables(step.instance(), scope, step.environment(), extra));
}

Result<Value> evaluate_over(const Step& step, const model::Formula& formula,
                            const Context& variables) {
  return evaluate_with(step, formula, feel::ContextVariables(variables));
}

Result<bool> evaluate_condition(const Step& step, const model::Formula& formula, LocalId scope,
                                const Context* extra) {
  ONWARD_TRY(const Value value, evaluate(step, formula, scope, extra));
  if (const bool* holds = value.boolean()) return *holds;
  return failed(formula,
                "must give true or false, but gave " + std::string(kind_name(value.kind())));
}

Result<std::string> evaluate_text(const Step& step, const model::Formula& formula, LocalId scope) {
  if (formula.empty()) return std::string{};
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  if (value.is_null()) return std::string{};
  if (const std::string* text = value.text()) return *text;
  return feel::to_feel_text(value);
}

std::vector<std::string> names_in(const Value& value) {
  std::vector<std::string> names;
  if (const List* list = value.list()) {
    for (const Value& item : *list)
      if (const std::string* text = item.text()) names.push_back(*text);
  } else if (const std::string* text = value.text()) {
    names = split_names(*text);
  }
  return names;
}

Result<std::vector<std::string>> evaluate_names(const Step& step, const model::Formula& formula,
                                                LocalId scope) {
  if (formula.empty()) return std::vector<std::string>{};
  ONWARD_TRY(const Value value, evaluate(step, formula, scope));
  return names_in(value);
}

void set_local(Step& step, LocalId scope, const std::string& name, const Value& value) {
  const Value* before = find_variable(*find_scope(step.instance(), scope), name);
  step.add(VariableSet{scope, name, value,
                       before == nullptr ? std::nullopt : std::optional<Value>(*before)});
}

void set_outwards(Step& step, LocalId scope, const std::string& name, const Value& value) {
  LocalId at = scope;
  for (LocalId id = scope; id;) {
    const Scope* candidate = find_scope(step.instance(), id);
    at = id;
    if (find_variable(*candidate, name) != nullptr) break;
    id = candidate->parent;
  }
  set_local(step, at, name, value);
}

Result<Done> check_variables(const Instance& instance, const Context& variables) {
  std::size_t total = 0;
  for (const auto& [name, value] : variables.entries()) {
    if (name.empty() || name.size() > limits::identifier_bytes)
      return Error{ErrorCode::invalid, "a variable's name has 1 to 255 bytes", "/variables"};
    if (name.starts_with(reserved_prefix))
      return Error{ErrorCode::invalid,
                   "names that begin with \"onward:\" are the engine's own",
                   {},
                   {{"/variables/" + name, "reserved", "another name is expected"}}};
    if (value.depth() > limits::feel_depth)
      return Error{ErrorCode::too_large,
                   "the variable \"" + name + "\" is nested over 256 levels deep",
                   "/variables/" + name};
    const std::size_t bytes = size_bytes(value);
    if (bytes > limits::variable_bytes)
      return Error{ErrorCode::too_large, "the variable \"" + name + "\" is over 1 MiB",
                   "/variables/" + name};
    total += bytes;
  }
  if (total == 0) return Done{};
  for (const Scope& scope : instance.scopes)
    for (const Variable& variable : scope.variables) total += size_bytes(variable.value);
  if (total > limits::variables_bytes)
    return Error{ErrorCode::too_large, "the variables of the instance would be over 4 MiB",
                 "/variables"};
  return Done{};
}

LocalId open_local_scope(Step& step, LocalId token, ScopeKind kind) {
  if (const Scope* scope = step.scope_owned_by(token)) return scope->id;
  const Token at = step.token(token);
  const LocalId id = step.next_local();
  step.add(ScopeOpened{id, at.scope, token, kind, at.element});
  return id;
}

void take_result(Step& step, LocalId token, const Context& variables) {
  if (variables.empty()) return;
  const Token at = step.token(token);
  const model::Element& element = step.element_of(at);
  const bool keep_local = !element.details.io.propagate_rest && !element.details.io.outputs.empty();
  const ScopeKind kind =
      model::is_sub_process(element.kind) ? ScopeKind::sub_process : ScopeKind::activity;
  const model::DataNames& data = element.details.data;
  if (keep_local || !data.outputs.empty())
    declare(step, open_local_scope(step, token, kind), data.own);
  const Context returned = as_data_outputs(element, variables);
  for (const auto& [name, value] : returned.entries()) {
    const LocalId local = scope_of(step, at);
    const bool is_local =
        local != at.scope && find_variable(*find_scope(step.instance(), local), name) != nullptr;
    if (keep_local || is_local)
      set_local(step, local, name, value);
    else
      set_outwards(step, at.scope, name, value);
  }
}

}  // namespace onward
