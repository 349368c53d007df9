// Reads and prints Decimal. What is printed is always a JSON number, and reads back as an equal
// number.
// Standard: DMN 1.5 clause 10.3.1.2 rule 37 (numeric literal), RFC 8259 section 6.
#include <charconv>

#include "engine/base/decimal_number.hpp"

namespace onward {
namespace {

using namespace decimal_detail;

constexpr std::size_t plain_digits = 34;       // beyond, zeros would only fill the line
constexpr std::int32_t exponent_cap = 99'999;  // not counted further: out of range anyway

/// What the scan of a number's text found.
struct Scanned {
  bool negative = false;
  std::int64_t coefficient = 0;  // meaningless when digits > small_digits
  std::int32_t digits = 0;       // significant ones, leading zeros not counted
  std::int32_t fraction = 0;     // digits after the point
  std::int32_t exponent = 0;     // as written, capped
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits from `at` on; returns how many there were.
std::size_t scan_digits(std::string_view text, std::size_t at, Scanned& scanned) {
  std::size_t end = at;
  for (; end < text.size() && is_digit(text[end]); ++end) {
    if (scanned.digits == 0 && text[end] == '0') continue;
    ++scanned.digits;
    if (scanned.digits <= small_digits)
      scanned.coefficient = scanned.coefficient * 10 + (text[end] - '0');
  }
  return end - at;
}

bool scan_exponent(std::string_view text, Scanned& scanned) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
  if (at == text.size()) return false;
  for (; at < text.size(); ++at) {
    if (!is_digit(text[at])) return false;
    if (scanned.exponent < exponent_cap)
      scanned.exponent = scanned.exponent * 10 + (text[at] - '0');
  }
  if (negative) scanned.exponent = -scanned.exponent;
  return true;
}

std::optional<Scanned> scan(std::string_view text) {
  constexpr std::size_t longest = 1U << 20U;
  if (text.size() > longest) return std::nullopt;
  Scanned scanned;
  std::size_t at = 0;
  if (!text.empty() && text[0] == '-') {
    scanned.negative = true;
    ++at;
  }
  const std::size_t whole = scan_digits(text, at, scanned);
  at += whole;
  if (at < text.size() && text[at] == '.') {
    ++at;
    const std::size_t fraction = scan_digits(text, at, scanned);
    if (fraction == 0) return std::nullopt;
    at += fraction;
    scanned.fraction = static_cast<std::int32_t>(fraction);
  } else if (whole == 0) {
    return std::nullopt;
  }
  if (at == text.size()) return scanned;
  if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
  if (!scan_exponent(text.substr(at + 1), scanned)) return std::nullopt;
  return scanned;
}

/// The coefficient's digits, most significant first, without leading zeros ("0" for zero).
std::string_view coefficient_digits(const decNumber& number,
                                    std::array<char, DECNUMDIGITS + DECDPUN>& buffer) {
  const std::int32_t units = unit_count(number);
  char* at = buffer.data();
  for (std::int32_t unit = units - 1; unit >= 0; --unit) {
    const unsigned three = number.lsu[unit];
    *at++ = static_cast<char>('0' + three / 100);
    *at++ = static_cast<char>('0' + three / 10 % 10);
    *at++ = static_cast<char>('0' + three % 10);
  }
  const auto count = static_cast<std::size_t>(number.digits);
  return {at - count, count};
}

void append_scientific(std::string& out, std::string_view digits, std::int32_t exponent) {
  out.push_back(digits[0]);
  if (digits.size() > 1) {
    out.push_back('.');
    out.append(digits.substr(1));
  }
  const std::int32_t adjusted = exponent + static_cast<std::int32_t>(digits.size()) - 1;
  out.append(adjusted < 0 ? "E" : "E+");
  std::array<char, 12> text;
  const auto written = std::to_chars(text.data(), text.data() + text.size(), adjusted);
  out.append(text.data(), written.ptr);
}

}  // namespace

std::optional<Decimal> Decimal::from_text(std::string_view text) {
  const auto scanned = scan(text);
  if (!scanned) return std::nullopt;
  const std::int32_t exponent = scanned->exponent - scanned->fraction;
  if (scanned->digits <= small_digits && exponent <= largest_exponent - small_digits &&
      exponent >= smallest_exponent) {
    const std::int64_t coefficient = scanned->coefficient;
    return std::bit_cast<Decimal>(
        from_integer(scanned->negative ? -coefficient : coefficient, exponent));
  }
  const std::string terminated(text);
  decNumber number{};
  decContext context = decimal128();
  decNumberFromString(&number, terminated.c_str(), &context);
  return to_decimal(number);
}

void Decimal::append_text(std::string& out) const {
  const decNumber number = to_number(*this);
  std::array<char, DECNUMDIGITS + DECDPUN> buffer;
  const std::string_view digits = coefficient_digits(number, buffer);
  if (decNumberIsNegative(&number)) out.push_back('-');
  if (number.exponent == 0) {
    out.append(digits);
  } else if (number.exponent > 0) {
    const auto zeros = static_cast<std::size_t>(number.exponent);
    if (digits == "0") {
      out.push_back('0');
    } else if (digits.size() + zeros <= plain_digits) {
      out.append(digits).append(zeros, '0');
    } else {
      append_scientific(out, digits, number.exponent);
    }
  } else {
    const auto scale = static_cast<std::size_t>(-number.exponent);
    if (scale > plain_digits) {
      append_scientific(out, digits, number.exponent);
    } else if (digits.size() > scale) {
      out.append(digits.substr(0, digits.size() - scale)).push_back('.');
      out.append(digits.substr(digits.size() - scale));
    } else {
      out.append("0.").append(scale - digits.size(), '0').append(digits);
    }
  }
}

std::string Decimal::to_text() const {
  std::string text;
  append_text(text);
  return text;
}

}  // namespace onward
