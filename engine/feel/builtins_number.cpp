// Numeric functions (DMN 1.5 clause 10.3.4.5, Table 78) and not() (Table 75).
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"

namespace onward::feel {
namespace {

using Rounding = Decimal::Rounding;

Value boxed(const Call& call, const std::optional<Decimal>& number) {
  return number ? Value(*number) : call.fail("the result is no number");
}

// Scales outside -6111 to 6176 have no decimal128 (Table 78).
Value rounded(const Call& call, Rounding rounding) {
  std::int64_t scale = 0;
  if (call.size() > 1 && !call[1].is_null()) {
    const auto cut = round(*call[1].number(), 0, Rounding::down);
    const auto wanted = cut ? cut->to_int64() : std::nullopt;
    if (!wanted || *wanted < -6111 || *wanted > 6176)
      return call.fail("the scale must be from -6111 to 6176");
    scale = *wanted;
  }
  return boxed(call, round(*call[0].number(), static_cast<std::int32_t>(scale), rounding));
}

Value decimal(const Call& call) { return rounded(call, Rounding::half_even); }
Value floor_of(const Call& call) { return rounded(call, Rounding::floor); }
Value ceiling_of(const Call& call) { return rounded(call, Rounding::ceiling); }
Value round_up(const Call& call) { return rounded(call, Rounding::up); }
Value round_down(const Call& call) { return rounded(call, Rounding::down); }
Value round_half_up(const Call& call) { return rounded(call, Rounding::half_up); }
Value round_half_down(const Call& call) { return rounded(call, Rounding::half_down); }
Value round_half_even(const Call& call) { return rounded(call, Rounding::half_even); }

Value abs_of(const Call& call) {
  const Value& value = call[0];
  const bool is_negative =
      value.number() != nullptr ? value.number()->is_negative()
      : value.day_time_duration() != nullptr
          ? value.day_time_duration()->seconds < 0 || value.day_time_duration()->nano < 0
          : value.year_month_duration() != nullptr && value.year_month_duration()->months < 0;
  if (value.number() == nullptr && value.day_time_duration() == nullptr &&
      value.year_month_duration() == nullptr) {
    const List* list = value.list();
    if (list == nullptr || list->size() != 1 || list->front().list() != nullptr)
      return call.fail("abs needs a number or a duration");
    const std::array arguments = {list->front()};
    return abs_of(Call{call.evaluator, arguments});
  }
  if (!is_negative) return value;
  return negate(value).value_or(Value());
}

// dividend - divisor * floor(dividend / divisor)
Value modulo(const Call& call) {
  const Decimal& dividend = *call[0].number();
  const Decimal& divisor = *call[1].number();
  if (divisor.is_zero()) return call.fail("modulo: the divisor is 0");
  const auto quotient = divide(dividend, divisor);
  const auto whole = quotient ? round(*quotient, 0, Rounding::floor) : std::nullopt;
  const auto product = whole ? multiply(divisor, *whole) : std::nullopt;
  return boxed(call, product ? subtract(dividend, *product) : std::nullopt);
}

Value sqrt_of(const Call& call) { return boxed(call, sqrt(*call[0].number())); }
Value log_of(const Call& call) { return boxed(call, ln(*call[0].number())); }
Value exp_of(const Call& call) { return boxed(call, exp(*call[0].number())); }

std::optional<bool> is_even(const Decimal& number) {
  if (!number.is_integer()) return std::nullopt;
  const auto half = divide(number, Decimal(2));
  return half ? std::optional<bool>(half->is_integer()) : std::nullopt;
}

Value even(const Call& call) {
  const auto answer = is_even(*call[0].number());
  return answer ? Value(*answer) : Value(false);
}

Value odd(const Call& call) {
  const auto answer = is_even(*call[0].number());
  return answer ? Value(!*answer) : Value(false);
}

Value not_of(const Call& call) {
  if (call[0].is_null()) return {};
  if (call[0].boolean() == nullptr) return call.fail("not needs a boolean");
  return !*call[0].boolean();
}

}  // namespace

std::span<const BuiltinRow> number_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"decimal", "n:n, scale:n", decimal},
      BuiltinRow{"floor", "n:n, scale:n?", floor_of},
      BuiltinRow{"ceiling", "n:n, scale:n?", ceiling_of},
      BuiltinRow{"round up", "n:n, scale:n", round_up},
      BuiltinRow{"round down", "n:n, scale:n", round_down},
      BuiltinRow{"round half up", "n:n, scale:n", round_half_up},
      BuiltinRow{"round half down", "n:n, scale:n", round_half_down},
      BuiltinRow{"round half even", "n:n, scale:n", round_half_even},
      BuiltinRow{"abs", "n:x", abs_of},
      BuiltinRow{"modulo", "dividend:n, divisor:n", modulo},
      BuiltinRow{"sqrt", "number:n", sqrt_of},
      BuiltinRow{"log", "number:n", log_of},
      BuiltinRow{"exp", "number:n", exp_of},
      BuiltinRow{"even", "number:n", even},
      BuiltinRow{"odd", "number:n", odd},
      BuiltinRow{"not", "negand:a", not_of},
  };
  return rows;
}

}  // namespace onward::feel
