#include "engine/feel/type.hpp"

#include <algorithm>

#include "engine/base/check.hpp"
#include "engine/feel/callable.hpp"

namespace onward::feel {
namespace {

TypePtr plain(Type::Kind kind) {
  auto type = std::make_shared<Type>();
  type->kind = kind;
  return type;
}

Types make_builtin_types() {
  using Kind = Type::Kind;
  return {{"Any", plain(Kind::any)},
          {"any", plain(Kind::any)},
          {"Null", plain(Kind::null)},
          {"null", plain(Kind::null)},
          {"boolean", plain(Kind::boolean)},
          {"number", plain(Kind::number)},
          {"string", plain(Kind::text)},
          {"date", plain(Kind::date)},
          {"time", plain(Kind::time)},
          {"date and time", plain(Kind::date_time)},
          {"dateTime", plain(Kind::date_time)},
          {"days and time duration", plain(Kind::day_time_duration)},
          {"dayTimeDuration", plain(Kind::day_time_duration)},
          {"years and months duration", plain(Kind::year_month_duration)},
          {"yearMonthDuration", plain(Kind::year_month_duration)},
          {"list", plain(Kind::list)},
          {"context", plain(Kind::context)},
          {"range", plain(Kind::range)},
          {"function", plain(Kind::function)}};
}

// Null is a value of type Null, which conforms to Any (clause 10.3.2.9): inside of another value it
// counts as an Any, though `null instance of Any` asks for a value that is there.
bool is_inside(const Value& value, const Type& type) {
  return type.kind == Type::Kind::any || is_instance(value, type);
}

bool is_list_of(const List& list, const TypePtr& element) {
  return !element || std::all_of(list.begin(), list.end(),
                                 [&](const Value& item) { return is_inside(item, *element); });
}

bool has_fields(const Context& context, const Type& type) {
  return std::all_of(type.fields.begin(), type.fields.end(), [&](const auto& field) {
    const Value* value = context.find(field.first);
    return value != nullptr && (!field.second || is_inside(*value, *field.second));
  });
}

bool is_range_of(const Range& range, const TypePtr& element) {
  if (!element) return true;
  const bool low = range.low.is_null() || is_instance(range.low, *element);
  return low && (range.high.is_null() || is_instance(range.high, *element));
}

// Functions conform by arity and by declared types (10.3.2.9.3): parameters the other way round.
bool is_function_of(const Value& value, const Type& type) {
  const auto callable = as_callable(value);
  if (!callable) return false;
  if (!type.result && type.parameters.empty()) return true;
  if (callable->parameters().size() != type.parameters.size()) {
    return type.parameters.empty() && (!type.result || type.result->kind == Type::Kind::any);
  }
  for (std::size_t i = 0; i < type.parameters.size(); ++i) {
    const TypePtr declared = callable->parameter_type(i);
    if (declared && type.parameters[i] && declared->kind != Type::Kind::any &&
        declared->kind != type.parameters[i]->kind) {
      return false;
    }
  }
  return true;
}

// A context whose fields, or a list whose items, fit after conversion.
std::optional<Value> convert_inside(const Value& value, const Type& type) {
  if (type.kind == Type::Kind::list && value.list() != nullptr && type.element) {
    List items;
    items.reserve(value.list()->size());
    for (const Value& item : *value.list()) {
      auto converted = convert(item, *type.element);
      if (!converted) return std::nullopt;
      items.push_back(std::move(*converted));
    }
    return Value(std::move(items));
  }
  if (type.kind == Type::Kind::context && value.context() != nullptr && !type.fields.empty()) {
    Context result = *value.context();
    for (const auto& [name, field] : type.fields) {
      const Value* entry = result.find(name);
      if (entry == nullptr) return std::nullopt;
      auto converted = field ? convert(*entry, *field) : std::optional<Value>(*entry);
      if (!converted) return std::nullopt;
      result.set(name, std::move(*converted));
    }
    return Value(std::move(result));
  }
  return std::nullopt;
}

}  // namespace

TypePtr builtin_type(std::string_view name) {
  static const Types types = make_builtin_types();
  const auto found = types.find(name);
  return found == types.end() ? nullptr : found->second;
}

bool is_instance(const Value& value, const Type& type) {
  using Kind = Type::Kind;
  if (type.kind == Kind::any) return !value.is_null();
  switch (value.kind()) {
    case Value::Kind::null: return type.kind == Kind::null;
    case Value::Kind::boolean: return type.kind == Kind::boolean;
    case Value::Kind::number: return type.kind == Kind::number;
    case Value::Kind::text: return type.kind == Kind::text;
    case Value::Kind::date: return type.kind == Kind::date;
    case Value::Kind::time: return type.kind == Kind::time;
    case Value::Kind::date_time: return type.kind == Kind::date_time;
    case Value::Kind::day_time_duration: return type.kind == Kind::day_time_duration;
    case Value::Kind::year_month_duration: return type.kind == Kind::year_month_duration;
    case Value::Kind::list:
      return type.kind == Kind::list && is_list_of(*value.list(), type.element);
    case Value::Kind::context:
      return type.kind == Kind::context && has_fields(*value.context(), type);
    case Value::Kind::range:
      return type.kind == Kind::range && is_range_of(*value.range(), type.element);
    case Value::Kind::function: return type.kind == Kind::function && is_function_of(value, type);
  }
  return false;
}

std::optional<Value> convert(const Value& value, const Type& type) {
  if (value.is_null() || is_instance(value, type)) return value;
  if (type.kind == Type::Kind::date_time && value.date() != nullptr) {
    DateTime at;
    at.date = *value.date();
    at.time.zone.kind = Zone::Kind::offset;  // midnight UTC
    return Value(at);
  }
  if (auto inside = convert_inside(value, type)) return inside;
  if (type.kind == Type::Kind::list && value.list() == nullptr) {
    auto item = type.element ? convert(value, *type.element) : std::optional<Value>(value);
    if (!item) return std::nullopt;
    return Value(List{std::move(*item)});
  }
  if (type.kind != Type::Kind::list && value.list() != nullptr && value.list()->size() == 1) {
    const Value& item = value.list()->front();  // one list is opened, not two
    return item.list() == nullptr ? convert(item, type) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace onward::feel
