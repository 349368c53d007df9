// Exact decimal numbers of 34 significant digits, rounding half even (IEEE 754-2008 decimal128;
// DMN 1.5 clause 10.3.2.3.1).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace onward {

/// Plain value of 36 bytes, no heap. Never NaN, infinite or negative zero: an operation that would
/// give NaN or infinity gives nullopt, and -0 becomes 0. A result below 1E-6176 becomes 0 (IEEE
/// 754-2008 underflow).
class Decimal {
 public:
  Decimal();                     ///< 0
  Decimal(std::int64_t number);  // NOLINT(google-explicit-constructor)
  /// JSON or FEEL number text ("-12.50", ".5", "007", "1e3"), rounded to 34 digits; nullopt when it
  /// is no number or out of range (exponent over 6144).
  static std::optional<Decimal> from_text(std::string_view text);

  /// Always a valid JSON number. Plain notation where it is short ("12.50" keeps its scale; 1E+3
  /// prints "1000"); scientific
  /// ("1.5E+40") beyond 34 digits.
  [[nodiscard]] std::string to_text() const;
  void append_text(std::string& out) const;  ///< to_text without a string of its own
  [[nodiscard]] std::optional<std::int64_t> to_int64()
      const;                               ///< only when it is a whole number that fits
  [[nodiscard]] double to_double() const;  ///< for statistics and timers only, never for money
  [[nodiscard]] bool is_integer() const;
  [[nodiscard]] bool is_zero() const;
  [[nodiscard]] bool is_negative() const;

  friend Decimal operator-(const Decimal& a);
  friend std::optional<Decimal> add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> power(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> sqrt(const Decimal& a);
  friend std::optional<Decimal> exp(const Decimal& a);
  friend std::optional<Decimal> ln(const Decimal& a);
  enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };
  /// Rounds to `scale` digits after the point (negative: before it); nullopt when 1E(-scale) is out
  /// of range.
  friend std::optional<Decimal> round(const Decimal& a, std::int32_t scale, Rounding rounding);
  /// By value: 1.0 == 1.00.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b);

 private:
  // The representation is the library's, hidden so that its header stays in decimal.cpp.
  alignas(4) unsigned char bytes_[36];
};

}  // namespace onward
