// FEEL types (DMN 1.5 clause 10.3.2.7 and 10.3.2.9): what `instance of`, parameters and item
// definitions name.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/value/value.hpp"

namespace onward::feel {

class Expression;
struct Type;
using TypePtr = std::shared_ptr<const Type>;

struct Type {
  enum class Kind : std::uint8_t {
    any,
    null,
    boolean,
    number,
    text,
    date,
    time,
    date_time,
    day_time_duration,
    year_month_duration,
    list,
    context,
    range,
    function
  };
  Kind kind = Kind::any;
  TypePtr element;                                      ///< of a list or range; absent = any
  std::vector<std::pair<std::string, TypePtr>> fields;  ///< of a context; every one must be there
  std::vector<TypePtr> parameters;                      ///< of a function
  TypePtr result;
  /// Unary tests of an item definition and of those that it refines, on `?`: all must hold.
  std::vector<std::shared_ptr<const Expression>> allowed;
};

/// Named types (item definitions) that an expression may use after `instance of`.
using Types = std::map<std::string, TypePtr, std::less<>>;

/// "number", "date and time", "Any" ...: nullptr when there is no built-in type of that name.
TypePtr builtin_type(std::string_view name);

/// Whether the value is an instance of the type. Null is an instance of Null only (10.3.2.3,
/// `instance of`). Allowed values are not looked at.
bool is_instance(const Value& value, const Type& type);

/// The value as the type wants it (10.3.2.9.4 conversions: singleton list to value and back, date
/// to date and time); nullopt when it does not fit. Null fits every type.
std::optional<Value> convert(const Value& value, const Type& type);

}  // namespace onward::feel
