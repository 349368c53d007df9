#include "engine/dmn/boxed.hpp"

#include <algorithm>
#include <utility>

#include "engine/dmn/table.hpp"
#include "engine/dmn/types.hpp"

namespace onward::dmn {
namespace {

using feel::Node;
using feel::NodeKind;
using feel::NodePtr;

constexpr std::string_view result_key = "\n";  // no FEEL name can be this

std::shared_ptr<Node> make(NodeKind kind, Position at) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->at = at;
  return node;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Clause 8.3.3: without output values the allowed values of the type give the priorities.
NodePtr allowed_of(const feel::TypePtr& type) {
  return type && !type->allowed.empty() ? feel::node_of(*type->allowed.back()) : nullptr;
}

/// A place inside a text that begins at `start`.
Position moved(Position start, const std::string& where) {
  const std::size_t colon = where.find(':');
  if (colon == std::string::npos || start.line == 0) return start;
  const auto line = static_cast<std::uint32_t>(std::stoul(where.substr(0, colon)));
  const auto column = static_cast<std::uint32_t>(std::stoul(where.substr(colon + 1)));
  return {start.line + line - 1, line == 1 ? start.column + column - 1 : column};
}

}  // namespace

NodePtr BoxedCompiler::expression(const DraftExpression& draft) {
  NodePtr made;
  switch (draft.kind) {
    case DraftExpression::Kind::literal:
      made = parsed({draft.id, draft.text, draft.at}, feel::Goal::expression);
      break;
    case DraftExpression::Kind::table: made = table(draft); break;
    case DraftExpression::Kind::context: made = context(draft); break;
    case DraftExpression::Kind::list: made = simple(NodeKind::list, draft); break;
    case DraftExpression::Kind::relation: made = relation(draft); break;
    case DraftExpression::Kind::function: return function(draft);
    case DraftExpression::Kind::invocation: made = invocation(draft); break;
    case DraftExpression::Kind::conditional: made = simple(NodeKind::conditional, draft); break;
    case DraftExpression::Kind::filter: made = simple(NodeKind::filter, draft); break;
    case DraftExpression::Kind::for_loop: made = iterator(draft, NodeKind::for_loop); break;
    case DraftExpression::Kind::some: made = iterator(draft, NodeKind::some); break;
    case DraftExpression::Kind::every: made = iterator(draft, NodeKind::every); break;
  }
  return typed(std::move(made), draft.type_ref, draft.at, {});
}

NodePtr BoxedCompiler::parsed(const DraftText& text, feel::Goal goal) {
  if (is_blank(text.text)) return make(NodeKind::literal, text.at);
  auto made = feel::parse(text.text, goal, {names_, &types_});
  if (made.ok()) {
    for (std::string& name : made->variables) read_.push_back(std::move(name));
    return made->node;
  }
  problems_.push_back({"invalid-expression", made.error().message,
                       text.id.empty() ? element_id_ : text.id, moved(text.at, made.error().where),
                       Severity::warning});
  return make(NodeKind::literal, text.at);
}

// Entries see the ones before them; the entry without a name is the value of the whole
// (clause 10.2.2.4).
NodePtr BoxedCompiler::context(const DraftExpression& draft) {
  auto node = make(NodeKind::context, draft.at);
  const std::size_t scope = names_.size();
  bool has_result = false;
  for (std::size_t i = 0; i < draft.children.size(); ++i) {
    const DraftVariable& variable = draft.names[i];
    NodePtr value =
        typed(expression(draft.children[i]), variable.type_ref, variable.at, variable.name);
    has_result = has_result || variable.name.empty();
    node->names.push_back(variable.name.empty() ? std::string(result_key) : variable.name);
    node->children.push_back(std::move(value));
    if (!variable.name.empty()) names_.push_back(variable.name);
  }
  names_.resize(scope);
  if (!has_result) return node;
  auto result = make(NodeKind::path, draft.at);
  result->name = result_key;
  result->children = {std::move(node)};
  return result;
}

NodePtr BoxedCompiler::relation(const DraftExpression& draft) {
  auto list = make(NodeKind::list, draft.at);
  for (const DraftExpression& row : draft.children) {
    auto entry = make(NodeKind::context, row.at);
    for (std::size_t i = 0; i < row.children.size() && i < draft.names.size(); ++i) {
      entry->names.push_back(draft.names[i].name);
      entry->children.push_back(
          typed(expression(row.children[i]), draft.names[i].type_ref, row.at, draft.names[i].name));
    }
    list->children.push_back(std::move(entry));
  }
  return list;
}

NodePtr BoxedCompiler::function(const DraftExpression& draft) {
  auto node = make(NodeKind::function, draft.at);
  const std::size_t scope = names_.size();
  const std::size_t read_before = read_.size();
  for (const DraftVariable& parameter : draft.names) {
    node->names.push_back(parameter.name);
    node->types.push_back(type(parameter.type_ref, parameter.at));
    names_.push_back(parameter.name);
  }
  if (draft.children.empty()) {
    problems_.push_back({"not-executable", "a Java or PMML function cannot run here", element_id_,
                         draft.at, Severity::warning});
  } else {
    node->children = {fitted(expression(draft.children.front()), result_type(draft), {})};
  }
  names_.resize(scope);
  for (std::size_t i = read_before; i < read_.size(); ++i) {
    const bool is_parameter =
        std::find(node->names.begin(), node->names.end(), read_[i]) != node->names.end();
    const bool is_known =
        std::find(node->captures.begin(), node->captures.end(), read_[i]) != node->captures.end();
    if (!is_parameter && !is_known) node->captures.push_back(read_[i]);
  }
  return node;
}

// Clause 10.2.2.3: the function is named by an expression, its parameters by the bindings.
NodePtr BoxedCompiler::invocation(const DraftExpression& draft) {
  auto node = make(NodeKind::call, draft.at);
  for (const DraftExpression& child : draft.children) node->children.push_back(expression(child));
  for (const DraftVariable& parameter : draft.names) node->names.push_back(parameter.name);
  return node;
}

NodePtr BoxedCompiler::iterator(const DraftExpression& draft, NodeKind kind) {
  auto node = make(kind, draft.at);
  const std::size_t scope = names_.size();
  node->names = {draft.names.front().name};
  const DraftExpression& in = draft.children[0];
  node->children = {in.kind == DraftExpression::Kind::literal
                        ? parsed({in.id, in.text, in.at}, feel::Goal::domain)
                        : expression(in)};
  names_.push_back(draft.names.front().name);
  const std::size_t read_before = read_.size();
  node->children.push_back(expression(draft.children[1]));
  names_.resize(scope);
  node->uses_partial = std::find(read_.begin() + static_cast<std::ptrdiff_t>(read_before),
                                 read_.end(), "partial") != read_.end();
  return node;
}

NodePtr BoxedCompiler::simple(NodeKind kind, const DraftExpression& draft) {
  auto node = make(kind, draft.at);
  for (const DraftExpression& child : draft.children) node->children.push_back(expression(child));
  return node;
}

NodePtr BoxedCompiler::table(const DraftExpression& draft) {
  auto made = std::make_shared<Table>();
  made->decision_id = element_id_;
  made->hit_policy = draft.table->hit_policy;
  made->aggregation = draft.table->aggregation;
  for (const DraftTable::Input& input : draft.table->inputs) {
    const std::string label = input.label.empty() ? input.expression.text : input.label;
    made->inputs.push_back(
        {label, parsed(input.expression, feel::Goal::expression),
         is_blank(input.allowed.text) ? nullptr : parsed(input.allowed, feel::Goal::unary_tests),
         type(input.type_ref, input.expression.at)});
  }
  for (const DraftTable::Output& output : draft.table->outputs) {
    feel::TypePtr wanted = type(output.type_ref, draft.at);
    NodePtr allowed = is_blank(output.allowed.text)
                          ? allowed_of(wanted)
                          : parsed(output.allowed, feel::Goal::unary_tests);
    made->outputs.push_back(
        {output.name, std::move(wanted), std::move(allowed),
         output.fallback ? parsed(*output.fallback, feel::Goal::expression) : nullptr});
  }
  for (const DraftTable::Rule& rule : draft.table->rules) {
    Table::Rule compiled{rule.id, {}, {}};
    for (const DraftText& cell : rule.inputs) {
      const bool is_any = is_blank(cell.text) || cell.text == "-";
      compiled.conditions.push_back(is_any ? nullptr : parsed(cell, feel::Goal::unary_tests));
    }
    for (const DraftText& cell : rule.outputs)
      compiled.results.push_back(parsed(cell, feel::Goal::expression));
    const bool fits = compiled.conditions.size() == made->inputs.size() &&
                      compiled.results.size() == made->outputs.size();
    if (!fits) {
      problems_.push_back({"rule-columns", "a rule needs one entry for each input and output",
                           rule.id.empty() ? element_id_ : rule.id, rule.at});
      continue;
    }
    made->rules.push_back(std::move(compiled));
  }
  auto node = make(NodeKind::native, draft.at);
  node->native = std::move(made);
  return node;
}

NodePtr BoxedCompiler::typed(NodePtr node, const std::string& type_ref, Position at,
                             const std::string& name) {
  feel::TypePtr wanted = type(type_ref, at);
  return node->kind == NodeKind::function ? node : fitted(std::move(node), wanted, name);
}

NodePtr BoxedCompiler::fitted(NodePtr node, const feel::TypePtr& wanted, const std::string& name) {
  if (!wanted || wanted->kind == feel::Type::Kind::any) return node;
  auto made = make(NodeKind::typed, node->at);
  made->name = name;
  made->types = {wanted};
  made->children = {std::move(node)};
  return made;
}

// A function definition names the type of the function (clause 7.3.2, functionItem), or, in models
// of older tools, of what it gives.
feel::TypePtr BoxedCompiler::result_type(const DraftExpression& draft) {
  const feel::TypePtr declared = type(draft.type_ref, draft.at);
  return declared && declared->kind == feel::Type::Kind::function ? declared->result : declared;
}

feel::TypePtr BoxedCompiler::type(const std::string& type_ref, Position at) {
  return resolve_type(type_ref, types_, element_id_, at, problems_);
}

}  // namespace onward::dmn
