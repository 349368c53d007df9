// Values against declared types (DMN 1.5 clauses 7.3.3 and 10.3.2.9.4): conversion, then the
// allowed values of item definitions, on the value itself and on what it holds.
#include <algorithm>
#include <utility>

#include "engine/feel/evaluator.hpp"

namespace onward::feel {

std::optional<Value> Evaluator::fit(const Value& value, const Type& type) {
  auto converted = convert(value, type);
  if (!converted || !is_allowed(*converted, type)) return std::nullopt;
  return converted;
}

// Types are as deep as their definitions are nested, and those cannot contain themselves.
bool Evaluator::is_allowed(const Value& value, const Type& type) {
  if (value.is_null() || !step()) return true;
  const Frame input = Frame::of(nullptr, "?", value);
  for (const auto& tests : type.allowed) {
    if (tests->empty()) continue;
    const Value answer = evaluate(*tests->node(), &input);
    if (answer.boolean() == nullptr || !*answer.boolean()) return false;
  }
  if (type.element && value.list() != nullptr) {
    const List& list = *value.list();
    return std::all_of(list.begin(), list.end(),
                       [&](const Value& item) { return is_allowed(item, *type.element); });
  }
  if (value.context() == nullptr) return true;
  return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
    const Value* entry = value.context()->find(field.first);
    return entry == nullptr || !field.second || is_allowed(*entry, *field.second);
  });
}

Value Evaluator::typed(const Node& node, const Frame* frame) {
  const Value value = evaluate(*node.children[0], frame);
  if (auto fitting = fit(value, *node.types[0])) return std::move(*fitting);
  problem("a " + std::string(kind_name(value.kind())) + " does not fit the declared type" +
          (node.name.empty() ? std::string() : " of \"" + node.name + "\""));
  return {};
}

}  // namespace onward::feel
