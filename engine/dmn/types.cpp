#include "engine/dmn/types.hpp"

#include <algorithm>

#include "engine/feel/evaluator.hpp"

namespace onward::dmn {
namespace {

using feel::Type;
using feel::TypePtr;

class Builder {
 public:
  Builder(const DraftModel& model, feel::Types& types, std::vector<Problem>& problems)
      : model_(model), types_(types), problems_(problems) {}

  void add_all() {
    for (const DraftItem& item : model_.items) named(item);
  }

 private:
  // Definitions may come in any order. One that needs itself (an employee has a supervisor) is
  // checked down to where it begins again; one that is called as a type of FEEL and is of that type
  // is that.
  TypePtr named(const DraftItem& item) {
    if (const auto known = types_.find(item.name); known != types_.end()) return known->second;
    if (std::find(open_.begin(), open_.end(), item.name) != open_.end()) {
      if (TypePtr built_in = feel::builtin_type(item.name)) return built_in;
      problems_.push_back({"item-definition-cycle",
                           "the item definition \"" + item.name +
                               "\" needs itself: values are checked down to there",
                           item.id, item.at, Severity::warning});
      return feel::builtin_type("Any");
    }
    open_.push_back(item.name);
    TypePtr made = type_of(item);
    open_.pop_back();
    types_.emplace(item.name, made);
    return made;
  }

  TypePtr referenced(std::string_view type_ref, const DraftItem& item) {
    for (const DraftItem& other : model_.items) {
      if (other.name == type_ref) return named(other);
    }
    return resolve_type(type_ref, types_, item.id, item.at, problems_);
  }

  std::shared_ptr<const feel::Expression> tests(const DraftText& text, const DraftItem& item) {
    if (text.text.empty()) return nullptr;
    auto compiled = feel::compile_unary_tests(text.text);
    if (compiled.ok()) return std::make_shared<const feel::Expression>(std::move(compiled).value());
    problems_.push_back({"invalid-expression",
                         "allowed values of \"" + item.name + "\": " + compiled.error().message,
                         item.id, text.at, Severity::warning});
    return nullptr;
  }

  TypePtr type_of(const DraftItem& item) {
    auto made = std::make_shared<Type>();
    if (item.is_function) {
      made->kind = Type::Kind::function;
      for (const DraftVariable& parameter : item.parameters)
        made->parameters.push_back(referenced(parameter.type_ref, item));
      made->result = referenced(item.output_type, item);
    } else if (!item.components.empty()) {
      made->kind = Type::Kind::context;
      for (const DraftItem& component : item.components)
        made->fields.emplace_back(component.name, type_of(component));
    } else if (const TypePtr base = referenced(item.type_ref, item)) {
      *made = *base;
    }
    if (auto allowed = tests(item.allowed, item)) made->allowed.push_back(std::move(allowed));
    if (item.is_collection) {
      auto list = std::make_shared<Type>();
      list->kind = Type::Kind::list;
      list->element = std::move(made);
      made = std::move(list);
    }
    if (auto constraint = tests(item.constraint, item))
      made->allowed.push_back(std::move(constraint));
    return made;
  }

  const DraftModel& model_;
  feel::Types& types_;
  std::vector<Problem>& problems_;
  std::vector<std::string> open_;
};

class NoVariables final : public feel::Variables {
 public:
  [[nodiscard]] std::optional<Value> find(std::string_view) const override { return std::nullopt; }
};

}  // namespace

void add_types(const DraftModel& model, feel::Types& types, std::vector<Problem>& problems) {
  Builder(model, types, problems).add_all();
}

TypePtr resolve_type(std::string_view type_ref, const feel::Types& types,
                     const std::string& element_id, Position at, std::vector<Problem>& problems) {
  if (type_ref.empty() || type_ref == "<Undefined>") return nullptr;
  if (const auto own = types.find(type_ref); own != types.end()) return own->second;
  const std::size_t colon = type_ref.find(':');
  const std::string_view local =
      colon == std::string_view::npos ? type_ref : type_ref.substr(colon + 1);
  if (const auto own = types.find(local); own != types.end()) return own->second;
  if (TypePtr built_in = feel::builtin_type(local)) return built_in;
  if (local == "integer" || local == "long" || local == "double")
    return feel::builtin_type("number");  // as older tools write
  problems.push_back({"unknown-type", "no type \"" + std::string(type_ref) + "\"", element_id, at,
                      Severity::warning});
  return nullptr;
}

std::optional<Value> fit(const Value& value, const TypePtr& type,
                         const feel::Environment& environment) {
  if (!type) return value;
  const NoVariables none;
  return feel::Evaluator(none, environment).fit(value, *type);
}

}  // namespace onward::dmn
