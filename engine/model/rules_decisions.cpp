// The rule of decisions that may choose nothing. It claims only what it has seen: it tries the
// conditions of a gateway with values around those that they name, and tells the values with which
// all of them were false.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "engine/base/limits.hpp"
#include "engine/feel/ast.hpp"
#include "engine/model/rules.hpp"

namespace onward::model {
namespace {

using feel::Node;
using feel::NodeKind;
using Path = std::vector<std::string>;  ///< order.total

/// The path that a tree reads; empty when it is something else.
Path path_of(const Node& node, const std::vector<std::string>& free) {
  if (node.kind == NodeKind::name && std::find(free.begin(), free.end(), node.name) != free.end())
    return {node.name};
  if (node.kind != NodeKind::path) return {};
  Path path = path_of(*node.children.front(), free);
  if (!path.empty()) path.push_back(node.name);
  return path;
}

/// What the conditions read, each with the values that it is held against.
class Reads {
 public:
  void add(const feel::Expression& condition) {
    free_ = condition.variables();
    test(*condition.node());
  }

  [[nodiscard]] std::map<Path, List> take() { return std::move(reads_); }

 private:
  static bool is_boolean_place(const Node& node) {
    return node.kind == NodeKind::conjunction || node.kind == NodeKind::disjunction ||
           (node.kind == NodeKind::juel_method && node.name == "!") ||
           (node.kind == NodeKind::call && node.children.front()->name == "not");
  }

  /// A tree that stands where a boolean is wanted. Depth is bounded by limits::feel_depth.
  void test(const Node& node) {
    if (const Path path = path_of(node, free_); !path.empty()) {
      hold(path, Value(true));
      return;
    }
    if (is_boolean_place(node)) {
      for (const feel::NodePtr& child : node.children) test(*child);
      return;
    }
    walk(node);
  }

  void walk(const Node& node) {
    if (const Path path = path_of(node, free_); !path.empty()) {
      reads_.try_emplace(path);
      return;
    }
    const bool compares = node.kind == NodeKind::comparison || node.kind == NodeKind::juel_equal ||
                          node.kind == NodeKind::between;
    for (const feel::NodePtr& child : node.children) {
      walk(*child);
      const Path path = path_of(*child, free_);
      if (!compares || path.empty()) continue;
      for (const feel::NodePtr& other : node.children)
        if (other->kind == NodeKind::literal) hold(path, other->value);
    }
  }

  void hold(const Path& path, const Value& value) { reads_[path].push_back(value); }

  std::vector<std::string> free_;
  std::map<Path, List> reads_;
};

void add_once(List& values, const Value& value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

bool is_within(const FormField* field, const Decimal& number) {
  if (field == nullptr) return true;
  if (field->min && (number < *field->min || (field->exclusive_min && number == *field->min)))
    return false;
  return !(field->max && *field->max < number);
}

/// The values to try: those named and their neighbours; what a form allows, where it says so.
List samples(const List& named, const FormField* field) {
  List values;
  if (field != nullptr && field->type == FieldType::enumeration) {
    for (const FieldOption& option : field->options) add_once(values, Value(option.value));
    return values;
  }
  if (field != nullptr && field->type == FieldType::boolean) return {Value(true), Value(false)};
  for (const Value& value : named) {
    if (value.boolean() != nullptr) {
      add_once(values, Value(true));
      add_once(values, Value(false));
    } else if (value.text() != nullptr) {
      add_once(values, value);
      add_once(values, Value("something else"));
    } else if (const Decimal* number = value.number(); number != nullptr) {
      for (const std::optional<Decimal>& each :
           {subtract(*number, Decimal(1)), std::optional(*number), add(*number, Decimal(1))})
        if (each && is_within(field, *each)) add_once(values, Value(*each));
    } else {
      add_once(values, value);
    }
  }
  if (values.empty()) values = {Value(0), Value(1)};
  return values;
}

const FormField* field_named(const DraftProcess& process, const Path& path) {
  if (path.size() != 1) return nullptr;
  for (const DraftElement& element : process.elements)
    for (const FormField& field : element.details.user.form)
      if (field.id == path.front()) return &field;
  return nullptr;
}

void place(Context& context, const Path& path, std::size_t depth, const Value& value) {
  if (depth + 1 == path.size()) {
    if (context.find(path[depth]) == nullptr) context.set(path[depth], value);
    return;
  }
  const Value* inner = context.find(path[depth]);
  Context content = inner != nullptr && inner->context() != nullptr ? *inner->context() : Context{};
  place(content, path, depth + 1, value);
  context.set(path[depth], Value(std::move(content)));
}

bool all_are_false(const std::vector<feel::Expression>& conditions, const Context& values) {
  const feel::ContextVariables variables(values);
  return std::all_of(conditions.begin(), conditions.end(), [&](const feel::Expression& condition) {
    const auto outcome = feel::evaluate(condition, variables, {});
    if (!outcome.ok() || !outcome->problems.empty()) return false;
    const bool* holds = outcome->value.boolean();
    return holds != nullptr && !*holds;
  });
}

/// "approved is false, amount is 5": values with which nothing holds; nullopt when none was found.
std::optional<std::string> counterexample(const DraftProcess& process,
                                          const std::vector<feel::Expression>& conditions) {
  Reads reads;
  for (const feel::Expression& condition : conditions) reads.add(condition);
  std::vector<std::pair<Path, List>> domains;
  for (const auto& [path, named] : reads.take())
    domains.emplace_back(path, samples(named, field_named(process, path)));
  std::vector<std::size_t> chosen(domains.size(), 0);
  for (std::size_t tries = 0; tries < limits::decision_samples; ++tries) {
    Context values;
    std::string told;
    for (std::size_t i = domains.size(); i-- > 0;) {  // order.total before order
      if (domains[i].second.empty()) return std::nullopt;
      place(values, domains[i].first, 0, domains[i].second[chosen[i]]);
      std::string name;
      for (const std::string& part : domains[i].first) name += (name.empty() ? "" : ".") + part;
      told = name + " is " + feel::to_feel_text(domains[i].second[chosen[i]]) +
             (told.empty() ? "" : ", ") + told;
    }
    if (all_are_false(conditions, values)) return told;
    std::size_t turn = 0;
    while (turn < domains.size() && ++chosen[turn] == domains[turn].second.size())
      chosen[turn++] = 0;
    if (turn == domains.size()) return std::nullopt;
  }
  return std::nullopt;
}

/// The conditions of a decision without a default; empty when one flow has none or is not ours.
std::vector<feel::Expression> conditions_of(const DraftGraph& graph, const DraftElement& gateway) {
  std::vector<feel::Expression> conditions;
  for (const DraftFlow* flow : graph.outgoing(gateway)) {
    const Formula& condition = flow->condition;
    if (condition.empty()) return {};
    if (condition.language != Language::feel && condition.language != Language::juel) return {};
    auto compiled = condition.language == Language::juel ? feel::compile_juel(condition.text)
                                                         : feel::compile(condition.text);
    if (!compiled.ok() || compiled->empty()) return {};
    conditions.push_back(std::move(compiled).value());
  }
  return conditions;
}

void something_is_always_chosen(const DraftGraph& graph, Findings& found) {
  for (const DraftElement& element : graph.process().elements) {
    if (element.kind != ElementKind::exclusive_gateway &&
        element.kind != ElementKind::inclusive_gateway)
      continue;
    if (!element.default_flow.empty()) continue;
    const auto conditions = conditions_of(graph, element);
    if (conditions.empty()) continue;
    const auto values = counterexample(graph.process(), conditions);
    if (values)
      found.add(element, "it has no default flow, and no condition holds" +
                             (values->empty() ? "" : " when " + *values));
  }
}

constexpr std::array table{
    Rule{"missing-default", "13.4.2", Severity::warning,
         "One condition of an exclusive or inclusive gateway always holds, or it has a default "
         "flow.",
         something_is_always_chosen},
};

}  // namespace

std::span<const Rule> decision_rules() { return table; }

}  // namespace onward::model
