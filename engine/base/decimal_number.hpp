// The bridge between Decimal and the library's number, for decimal.cpp and decimal_text.cpp only.
// decNumber.h has room for one digit unless DECNUMDIGITS is set before it, and then overwrites
// memory in silence: hence the assertion.
#pragma once

#include <decNumber.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>

#include "engine/base/decimal.hpp"

namespace onward::decimal_detail {

static_assert(DECNUMDIGITS == 34 && sizeof(decNumber) == 36 && DECDPUN == 3);
static_assert(sizeof(Decimal) == sizeof(decNumber) && alignof(Decimal) == alignof(decNumber));
static_assert(std::is_trivially_copyable_v<Decimal>);

inline constexpr std::int32_t small_digits = 18;        // fits 64 bits, and so does the sum of two
inline constexpr std::int32_t largest_exponent = 6111;  // of a 34-digit coefficient
inline constexpr std::int32_t smallest_exponent = -6176;
inline constexpr std::uint32_t units_per_word = 1'000;  // a unit holds three digits

inline constexpr std::array<std::int64_t, 19> power_of_ten = [] {
  std::array<std::int64_t, 19> powers{};
  std::int64_t power = 1;
  for (std::size_t i = 0; i < powers.size(); ++i) {
    powers[i] = power;
    if (i + 1 < powers.size()) power *= 10;
  }
  return powers;
}();

inline decContext decimal128() {
  decContext context{};
  context.digits = 34;
  context.emax = 6144;
  context.emin = -6143;
  context.round = DEC_ROUND_HALF_EVEN;
  context.clamp = 1;
  return context;  // traps 0: no signal is ever raised
}

inline decNumber to_number(const Decimal& value) { return std::bit_cast<decNumber>(value); }

/// nullopt for NaN and infinity; -0 becomes 0.
inline std::optional<Decimal> to_decimal(decNumber number) {
  if (decNumberIsSpecial(&number)) return std::nullopt;
  if (number.digits == 1 && number.lsu[0] == 0) number.bits = 0;
  return std::bit_cast<Decimal>(number);
}

inline std::int32_t unit_count(const decNumber& number) {
  return (number.digits + DECDPUN - 1) / DECDPUN;
}

/// coefficient * 10^exponent; the caller keeps the exponent in range.
inline decNumber from_integer(std::int64_t coefficient, std::int32_t exponent) {
  decNumber number{};
  number.exponent = exponent;
  number.bits = coefficient < 0 ? std::uint8_t{DECNEG} : std::uint8_t{0};
  std::uint64_t rest = coefficient < 0 ? 0U - static_cast<std::uint64_t>(coefficient)
                                       : static_cast<std::uint64_t>(coefficient);
  std::size_t unit = 0;
  while (rest >= units_per_word) {
    number.lsu[unit++] = static_cast<decNumberUnit>(rest % units_per_word);
    rest /= units_per_word;
  }
  number.lsu[unit] = static_cast<decNumberUnit>(rest);
  number.digits = static_cast<std::int32_t>(unit) * DECDPUN + (rest >= 100  ? 3
                                                               : rest >= 10 ? 2
                                                                            : 1);
  return number;
}

/// A number of up to 18 digits as an integer and an exponent.
struct Small {
  std::int64_t coefficient = 0;
  std::int32_t exponent = 0;
  std::int32_t digits = 1;
};

inline std::optional<Small> as_small(const decNumber& number) {
  if (number.digits > small_digits) return std::nullopt;
  std::int64_t coefficient = 0;
  for (std::int32_t unit = unit_count(number) - 1; unit >= 0; --unit)
    coefficient = coefficient * std::int64_t{units_per_word} + number.lsu[unit];
  if (decNumberIsNegative(&number)) coefficient = -coefficient;
  return Small{coefficient, number.exponent, number.digits};
}

}  // namespace onward::decimal_detail
