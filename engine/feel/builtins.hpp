// Built-in functions of FEEL (DMN 1.5 clause 10.3.4), as tables: name, parameters, implementation.
// One name may stand several times: the first signature that the arguments fit is called.
//
// A table writes parameters as "string:s, start position:n, length:n?". Kinds: s text, n number, b
// boolean, l list, c context, r range, f function, t date / time / date and time, w date or date
// and time, D days and time duration, x anything but null, a anything. `?` the argument may be
// missing (null is passed), `~` it may be missing or null, `*` any number more of this kind.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/feel/evaluator.hpp"
#include "engine/feel/names.hpp"
#include "engine/value/value.hpp"

namespace onward::feel {

/// What an implementation works with; arguments have the kinds that the table asks for.
struct Call {
  Evaluator& evaluator;
  std::span<const Value> arguments;
  [[nodiscard]] const Value& operator[](std::size_t index) const { return arguments[index]; }
  [[nodiscard]] std::size_t size() const { return arguments.size(); }
  /// Null, with a line of explanation.
  Value fail(std::string_view why) const;
};

using BuiltinCode = Value (*)(const Call& call);

struct BuiltinRow {
  std::string_view name;
  std::string_view parameters;
  BuiltinCode code;
};

struct BuiltinParameter {
  std::string name;
  char kind = 'a';
  bool may_be_missing = false, may_be_null = false, repeats = false;
};

struct BuiltinSignature {
  std::vector<BuiltinParameter> parameters;
  BuiltinCode code = nullptr;
};

struct Builtin {
  std::string name;
  std::vector<BuiltinSignature> signatures;
};

/// nullptr when there is none.
const Builtin* find_builtin(std::string_view name);
/// The built-in as a function value.
Value builtin_value(const Builtin& builtin);
/// All names, for the parser: many hold spaces.
const KnownNames& builtin_names();

/// Calls with positional arguments, or named ones when `names` is not empty. Arguments that fit no
/// signature give null.
Value call_builtin(Evaluator& evaluator, const Builtin& builtin, std::span<const Value> arguments,
                   std::span<const std::string> names);

// The tables, one per file.
std::span<const BuiltinRow> text_builtins();
std::span<const BuiltinRow> regex_builtins();
std::span<const BuiltinRow> list_builtins();
std::span<const BuiltinRow> statistics_builtins();
std::span<const BuiltinRow> number_builtins();
std::span<const BuiltinRow> time_builtins();
std::span<const BuiltinRow> range_builtins();
std::span<const BuiltinRow> context_builtins();
std::span<const BuiltinRow> conversion_builtins();

}  // namespace onward::feel
