// Text functions (DMN 1.5 clause 10.3.4.3, Table 76). Characters are code points. Regular
// expressions: builtins_regex.cpp.
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/feel.hpp"
#include "engine/feel/utf8.hpp"

namespace onward::feel {
namespace {

// Fractions are cut: substring("foobar", 3.8) begins at 3.
std::optional<std::int64_t> whole(const Value& value) {
  const auto cut = round(*value.number(), 0, Decimal::Rounding::down);
  return cut ? cut->to_int64() : std::nullopt;
}

Value text_result(const Call& call, std::string text) {
  return call.evaluator.charge(text.size()) ? Value(std::move(text)) : Value();
}

Value substring(const Call& call) {
  const std::string& text = *call[0].text();
  const auto size = static_cast<std::int64_t>(code_point_count(text));
  const auto start = whole(call[1]);
  if (!start || *start == 0 || *start < -size || *start > size)
    return call.fail("substring: no such start position");
  const std::int64_t from = *start > 0 ? *start - 1 : size + *start;
  std::int64_t length = size - from;
  if (!call[2].is_null()) {
    const auto wanted = whole(call[2]);
    if (!wanted || *wanted < 1) return call.fail("substring: the length must be 1 or more");
    length = std::min(length, *wanted);
  }
  const std::size_t begin = byte_offset(text, static_cast<std::size_t>(from));
  const std::string_view rest = std::string_view(text).substr(begin);
  return text_result(
      call, std::string(rest.substr(0, byte_offset(rest, static_cast<std::size_t>(length)))));
}

Value string_length(const Call& call) {
  return Value(static_cast<std::int64_t>(code_point_count(*call[0].text())));
}

// Simple case mapping of Latin, Greek and Cyrillic; other scripts with case are rare in sales data.
char32_t upper(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) ||
      (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) || (c >= 0x430 && c <= 0x44F)) {
    return c - 32;
  }
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if (c == 0xFF) return 0x178;
  const bool even_is_upper = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
                             (c >= 0x460 && c <= 0x481) || (c >= 0x1E00 && c <= 0x1EFF);
  const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (even_is_upper && c % 2 == 1) return c - 1;
  return odd_is_upper && c % 2 == 0 ? c - 1 : c;
}

char32_t lower(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
      (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) {
    return c + 32;
  }
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c == 0x178) return 0xFF;
  const bool even_is_upper = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
                             (c >= 0x460 && c <= 0x481) || (c >= 0x1E00 && c <= 0x1EFF);
  const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (even_is_upper && c % 2 == 0) return c + 1;
  return odd_is_upper && c % 2 == 1 ? c + 1 : c;
}

Value map_case(const Call& call, char32_t (*map)(char32_t)) {
  const std::string& text = *call[0].text();
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) append_code_point(out, map(next_code_point(text, i)));
  return text_result(call, std::move(out));
}

Value upper_case(const Call& call) { return map_case(call, upper); }
Value lower_case(const Call& call) { return map_case(call, lower); }

Value substring_before(const Call& call) {
  const std::size_t place = call[0].text()->find(*call[1].text());
  return text_result(call,
                     place == std::string::npos ? std::string() : call[0].text()->substr(0, place));
}

Value substring_after(const Call& call) {
  const std::size_t place = call[0].text()->find(*call[1].text());
  return text_result(call, place == std::string::npos
                               ? std::string()
                               : call[0].text()->substr(place + call[1].text()->size()));
}

Value contains_text(const Call& call) {
  return call[0].text()->find(*call[1].text()) != std::string::npos;
}
Value starts_with(const Call& call) { return call[0].text()->starts_with(*call[1].text()); }
Value ends_with(const Call& call) { return call[0].text()->ends_with(*call[1].text()); }

// Null items are passed over; anything else that is no text makes the whole null.
Value string_join(const Call& call) {
  std::string out;
  bool is_first = true;
  for (const Value& item : *call[0].list()) {
    if (item.is_null()) continue;
    if (item.text() == nullptr) return call.fail("string join: an item is no string");
    if (!is_first && call[1].text() != nullptr) out += *call[1].text();
    is_first = false;
    out += *item.text();
    if (!call.evaluator.charge(item.text()->size() + 1)) return {};
  }
  return text_result(call, std::move(out));
}

Value string_of(const Call& call) {
  if (call[0].is_null()) return {};
  return text_result(call, to_feel_text(call[0]));
}

}  // namespace

std::span<const BuiltinRow> text_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"substring", "string:s, start position:n, length:n?", substring},
      BuiltinRow{"string length", "string:s", string_length},
      BuiltinRow{"upper case", "string:s", upper_case},
      BuiltinRow{"lower case", "string:s", lower_case},
      BuiltinRow{"substring before", "string:s, match:s", substring_before},
      BuiltinRow{"substring after", "string:s, match:s", substring_after},
      BuiltinRow{"contains", "string:s, match:s", contains_text},
      BuiltinRow{"starts with", "string:s, match:s", starts_with},
      BuiltinRow{"ends with", "string:s, match:s", ends_with},
      BuiltinRow{"string join", "list:l, delimiter:s~", string_join},
      BuiltinRow{"string", "from:a", string_of},
  };
  return rows;
}

}  // namespace onward::feel
