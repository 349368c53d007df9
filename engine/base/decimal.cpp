// Decimal over decNumber. Small numbers (up to 18 digits, the common case) are added, multiplied,
// compared, read and printed as 64-bit integers; everything else goes through the library.
// Standard: DMN 1.5 clause 10.3.2.3.1 (number), IEEE 754-2008 decimal128. Text is read and printed
// in decimal_text.cpp.
#include "engine/base/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "engine/base/decimal_number.hpp"

namespace onward {
namespace {

using namespace decimal_detail;

rounding library_rounding(Decimal::Rounding rounding) {
  switch (rounding) {
    case Decimal::Rounding::half_even: return DEC_ROUND_HALF_EVEN;
    case Decimal::Rounding::half_up: return DEC_ROUND_HALF_UP;
    case Decimal::Rounding::half_down: return DEC_ROUND_HALF_DOWN;
    case Decimal::Rounding::up: return DEC_ROUND_UP;
    case Decimal::Rounding::down: return DEC_ROUND_DOWN;
    case Decimal::Rounding::floor: return DEC_ROUND_FLOOR;
    case Decimal::Rounding::ceiling: return DEC_ROUND_CEILING;
  }
  return DEC_ROUND_HALF_EVEN;
}

using Binary = decNumber* (*)(decNumber*, const decNumber*, const decNumber*, decContext*);
using Unary = decNumber* (*)(decNumber*, const decNumber*, decContext*);

std::optional<Decimal> with_library(Binary operation, const Decimal& a, const Decimal& b) {
  const decNumber left = to_number(a);
  const decNumber right = to_number(b);
  decNumber result{};
  decContext context = decimal128();
  operation(&result, &left, &right, &context);
  return to_decimal(result);
}

std::optional<Decimal> with_library(Unary operation, const Decimal& a) {
  const decNumber number = to_number(a);
  decNumber result{};
  decContext context = decimal128();
  operation(&result, &number, &context);
  return to_decimal(result);
}

/// Brings both to the smaller exponent; false when one would need more than 18 digits.
bool align(Small& a, Small& b) {
  if (a.exponent == b.exponent) return true;
  Small& higher = a.exponent > b.exponent ? a : b;
  const Small& lower = a.exponent > b.exponent ? b : a;
  const std::int32_t shift = higher.exponent - lower.exponent;
  if (higher.digits + shift > small_digits) return false;
  higher.coefficient *= power_of_ten[static_cast<std::size_t>(shift)];
  higher.exponent = lower.exponent;
  return true;
}

/// One shape per value: no trailing zeros in the coefficient.
decNumber reduced(const Decimal& value) {
  const decNumber number = to_number(value);
  decNumber result{};
  decContext context = decimal128();
  decNumberReduce(&result, &number, &context);
  return result;
}

}  // namespace

Decimal::Decimal() : Decimal(std::int64_t{0}) {}

Decimal::Decimal(std::int64_t number) {
  const decNumber built = from_integer(number, 0);
  std::memcpy(bytes_, &built, sizeof bytes_);
}

std::optional<std::int64_t> Decimal::to_int64() const {
  decNumber number = to_number(*this);
  if (const auto small = as_small(number); small && small->exponent == 0) return small->coefficient;
  if (number.exponent < 0) number = reduced(*this);
  if (number.exponent < 0 || number.digits + number.exponent > 19) return std::nullopt;
  std::uint64_t magnitude = 0;  // 19 digits always fit
  for (std::int32_t unit = unit_count(number) - 1; unit >= 0; --unit)
    magnitude = magnitude * units_per_word + number.lsu[unit];
  for (std::int32_t i = 0; i < number.exponent; ++i) magnitude *= 10;
  const bool negative = decNumberIsNegative(&number);
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude > largest + (negative ? 1U : 0U)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0U - magnitude : magnitude);
}

double Decimal::to_double() const {
  const std::string text = to_text();
  double result = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), result);
  if (read.ec != std::errc::result_out_of_range) return result;
  const decNumber number = to_number(*this);
  const double magnitude = number.exponent > 0 ? HUGE_VAL : 0.0;
  return is_negative() ? -magnitude : magnitude;
}

bool Decimal::is_integer() const {
  if (to_number(*this).exponent >= 0 || is_zero()) return true;
  return reduced(*this).exponent >= 0;
}

bool Decimal::is_zero() const {
  const decNumber number = to_number(*this);
  return number.digits == 1 && number.lsu[0] == 0;
}

bool Decimal::is_negative() const {
  const decNumber number = to_number(*this);
  return decNumberIsNegative(&number);
}

Decimal operator-(const Decimal& a) {
  decNumber number = to_number(a);
  if (!a.is_zero()) number.bits ^= DECNEG;
  return std::bit_cast<Decimal>(number);
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  auto left = as_small(to_number(a));
  auto right = as_small(to_number(b));
  if (left && right && align(*left, *right))
    return std::bit_cast<Decimal>(
        from_integer(left->coefficient + right->coefficient, left->exponent));
  return with_library(decNumberAdd, a, b);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, -b); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  constexpr std::int32_t safe_exponent = 1'000;  // far from the ends of the range
  const auto left = as_small(to_number(a));
  const auto right = as_small(to_number(b));
  if (left && right && left->digits + right->digits <= small_digits &&
      std::abs(left->exponent) < safe_exponent && std::abs(right->exponent) < safe_exponent)
    return std::bit_cast<Decimal>(
        from_integer(left->coefficient * right->coefficient, left->exponent + right->exponent));
  return with_library(decNumberMultiply, a, b);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  return with_library(decNumberDivide, a, b);
}

std::optional<Decimal> power(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return Decimal(1);  // IEEE 754-2008 clause 9.2.1: pow(x, 0) is 1 for any x
  return with_library(decNumberPower, a, b);
}

std::optional<Decimal> sqrt(const Decimal& a) { return with_library(decNumberSquareRoot, a); }

std::optional<Decimal> exp(const Decimal& a) { return with_library(decNumberExp, a); }

std::optional<Decimal> ln(const Decimal& a) { return with_library(decNumberLn, a); }

std::optional<Decimal> round(const Decimal& a, std::int32_t scale, Decimal::Rounding rounding) {
  const decNumber number = to_number(a);
  if (scale < -largest_exponent) return std::nullopt;
  // Nothing to cut off; padding with zeros is only done where 34 digits hold them.
  const bool exact = scale >= -number.exponent;
  if (exact && (scale > -smallest_exponent || number.digits + number.exponent + scale > 34))
    return a;
  decNumber pattern{};
  decNumberZero(&pattern);
  pattern.exponent = -scale;
  decNumber result{};
  decContext context = decimal128();
  context.round = library_rounding(rounding);
  decNumberQuantize(&result, &number, &pattern, &context);
  return to_decimal(result);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const decNumber left = to_number(a);
  const decNumber right = to_number(b);
  auto small_left = as_small(left);
  auto small_right = as_small(right);
  if (small_left && small_right && align(*small_left, *small_right))
    return small_left->coefficient <=> small_right->coefficient;
  decNumber result{};
  decContext context = decimal128();
  decNumberCompare(&result, &left, &right, &context);
  if (decNumberIsZero(&result)) return std::strong_ordering::equal;
  return decNumberIsNegative(&result) ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

}  // namespace onward
