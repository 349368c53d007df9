#include "engine/feel/builtins.hpp"

#include <array>
#include <map>
#include <optional>

namespace onward::feel {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

BuiltinParameter read_parameter(std::string_view text) {
  BuiltinParameter parameter;
  const std::size_t colon = text.find(':');
  parameter.name = text.substr(0, colon);
  parameter.kind = text[colon + 1];
  for (const char mark : text.substr(colon + 2)) {
    if (mark == '?' || mark == '~') parameter.may_be_missing = true;
    if (mark == '~') parameter.may_be_null = true;
    if (mark == '*') parameter.repeats = true;
  }
  return parameter;
}

std::vector<BuiltinParameter> read_parameters(std::string_view text) {
  std::vector<BuiltinParameter> parameters;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    parameters.push_back(read_parameter(trimmed(text.substr(0, comma))));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return parameters;
}

using Registry = std::map<std::string, Builtin, std::less<>>;

Registry make_registry() {
  Registry registry;
  for (const auto table : {text_builtins(), regex_builtins(), list_builtins(),
                           statistics_builtins(), number_builtins(), time_builtins(),
                           range_builtins(), context_builtins(), conversion_builtins()}) {
    for (const BuiltinRow& row : table) {
      Builtin& builtin = registry[std::string(row.name)];
      builtin.name = row.name;
      builtin.signatures.push_back({read_parameters(row.parameters), row.code});
    }
  }
  return registry;
}

const Registry& registry() {
  static const Registry all = make_registry();
  return all;
}

bool is_of_kind(const Value& value, char kind) {
  using Kind = Value::Kind;
  switch (kind) {
    case 's': return value.kind() == Kind::text;
    case 'n': return value.kind() == Kind::number;
    case 'b': return value.kind() == Kind::boolean;
    case 'l': return value.kind() == Kind::list;
    case 'c': return value.kind() == Kind::context;
    case 'r': return value.kind() == Kind::range;
    case 'f': return value.kind() == Kind::function;
    case 'D': return value.kind() == Kind::day_time_duration;
    case 'w': return value.kind() == Kind::date || value.kind() == Kind::date_time;
    case 't':
      return value.kind() == Kind::date || value.kind() == Kind::date_time ||
             value.kind() == Kind::time;
    case 'x': return value.kind() != Kind::null;
    default: return true;
  }
}

enum class Conversion { none, singleton };

// Clause 10.3.2.9.4: a list of one stands for its item, an item for a list of one.
std::optional<Value> fitted(const Value& value, const BuiltinParameter& parameter,
                            Conversion conversion) {
  if (is_of_kind(value, parameter.kind) || (value.is_null() && parameter.may_be_null)) return value;
  if (conversion == Conversion::none || value.is_null()) return std::nullopt;
  if (parameter.kind == 'l') return Value(List{value});
  const List* list = value.list();
  if (list != nullptr && list->size() == 1 && is_of_kind(list->front(), parameter.kind))
    return list->front();
  return std::nullopt;
}

/// Arguments in the order of the parameters; nullopt when they do not fit.
std::optional<List> bind(const BuiltinSignature& signature, std::span<const Value> arguments,
                         std::span<const std::string> names, Conversion conversion) {
  const auto& parameters = signature.parameters;
  const bool repeats = !parameters.empty() && parameters.back().repeats;
  if (arguments.size() > parameters.size() && (!repeats || !names.empty())) return std::nullopt;
  std::vector<const Value*> given(std::max(parameters.size(), arguments.size()), nullptr);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::size_t place = i;
    if (!names.empty()) {
      place = 0;
      while (place < parameters.size() && parameters[place].name != names[i]) ++place;
      if (place == parameters.size() || given[place] != nullptr) return std::nullopt;
    }
    given[place] = &arguments[i];
  }
  List bound;
  bound.reserve(given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const BuiltinParameter& parameter = parameters[std::min(i, parameters.size() - 1)];
    if (given[i] == nullptr) {
      if (!parameter.may_be_missing) return std::nullopt;
      bound.emplace_back();
      continue;
    }
    auto value = fitted(*given[i], parameter, conversion);
    if (!value) return std::nullopt;
    bound.push_back(std::move(*value));
  }
  return bound;
}

}  // namespace

Value Call::fail(std::string_view why) const {
  evaluator.problem(std::string(why));
  return {};
}

const Builtin* find_builtin(std::string_view name) {
  const auto found = registry().find(name);
  return found == registry().end() ? nullptr : &found->second;
}

const KnownNames& builtin_names() {
  static const KnownNames names = [] {
    KnownNames all;
    for (const auto& [name, builtin] : registry()) {
      if (name.find(' ') != std::string::npos) all.add(name);
    }
    return all;
  }();
  return names;
}

Value call_builtin(Evaluator& evaluator, const Builtin& builtin, std::span<const Value> arguments,
                   std::span<const std::string> names) {
  for (const Conversion conversion : {Conversion::none, Conversion::singleton}) {
    for (const BuiltinSignature& signature : builtin.signatures) {
      if (const auto bound = bind(signature, arguments, names, conversion)) {
        return signature.code(Call{evaluator, *bound});
      }
    }
  }
  std::string kinds;
  for (const Value& argument : arguments) {
    if (!kinds.empty()) kinds += ", ";
    kinds += kind_name(argument.kind());
  }
  evaluator.problem("function \"" + builtin.name + "\" does not take (" + kinds + ")");
  return {};
}

}  // namespace onward::feel
