// number(), range() and is() (DMN 1.5 clauses 10.3.4.1 and 10.3.4.7).
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"
#include "engine/feel/parser.hpp"
#include "engine/feel/range_text.hpp"

namespace onward::feel {
namespace {

bool is_one_of(const Value& value, std::string_view choices) {
  return value.is_null() || (value.text()->size() == 1 &&
                             choices.find(value.text()->front()) != std::string_view::npos);
}

// Plain decimal notation only: "1e3" and "+1" are no FEEL numbers here.
bool is_number_text(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view fraction = point == std::string_view::npos ? "0" : text.substr(point + 1);
  const std::string_view whole = text.substr(0, point);
  if (fraction.empty() || (whole.empty() && point == std::string_view::npos)) return false;
  return (std::string(whole) + std::string(fraction)).find_first_not_of("0123456789") ==
         std::string::npos;
}

Value number_from(const Call& call) {
  if (call[0].number() != nullptr && call.size() == 1) return call[0];
  if (call[0].text() == nullptr) return call.fail("number: this is no string");
  std::string text = *call[0].text();
  if (call.size() > 1) {
    const Value& grouping = call[1];
    const Value& point = call[2];
    if (!is_one_of(grouping, " ,.") || !is_one_of(point, ",."))
      return call.fail("number: no such separator");
    if (!grouping.is_null() && !point.is_null() && *grouping.text() == *point.text())
      return call.fail("number: the separators are the same");
    if (!grouping.is_null()) std::erase(text, grouping.text()->front());
    if (!point.is_null() && *point.text() == ",") {
      if (text.find('.') != std::string::npos) return call.fail("number: this is no number");
      for (char& c : text) c = c == ',' ? '.' : c;
    }
  }
  const auto number = is_number_text(text)
                          ? Decimal::from_text(text.front() == '.' ? "0" + text : text)
                          : std::nullopt;
  return number ? Value(*number) : call.fail("number: this is no number");
}

Value range_from(const Call& call) {
  auto range = read_range(*call[0].text());
  return range ? std::move(*range) : call.fail("range: this is no range");
}

Value is_same(const Call& call) { return identical(call[0], call[1]); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

class NoVariables final : public Variables {
 public:
  [[nodiscard]] std::optional<Value> find(std::string_view) const override { return std::nullopt; }
};

/// A literal, or a call like date("2020-01-01") on literals; null for no text at all.
std::optional<Value> end_of_range(std::string_view text) {
  if (text.empty()) return Value();
  const auto parsed = parse(text, Goal::expression, {});
  if (!parsed.ok()) return std::nullopt;
  const Node& node = *parsed->node;
  const bool is_call = node.kind == NodeKind::call && node.children[0]->builtin != nullptr &&
                       node.children.size() == 2 && node.children[1]->kind == NodeKind::literal;
  if (node.kind != NodeKind::literal && !is_call) return std::nullopt;
  const NoVariables none;
  const Environment environment;
  Evaluator evaluator(none, environment);
  Value value = evaluator.evaluate(node, nullptr);
  if (value.is_null() || !order(value, value)) return std::nullopt;
  return value;
}

/// Where ".." stands outside of quotes.
std::size_t find_dots(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (!quoted && text[i] == '.' && text[i + 1] == '.') return i;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<Value> read_range(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 4) return std::nullopt;
  const char open = text.front();
  const char close = text.back();
  if ((open != '[' && open != '(' && open != ']') || (close != ']' && close != ')' && close != '['))
    return std::nullopt;
  const std::string_view inner = text.substr(1, text.size() - 2);
  const std::size_t dots = find_dots(inner);
  if (dots == std::string_view::npos) return std::nullopt;
  auto low = end_of_range(trimmed(inner.substr(0, dots)));
  auto high = end_of_range(trimmed(inner.substr(dots + 2)));
  if (!low || !high) return std::nullopt;
  Range range{std::move(*low), std::move(*high), open == '[', close == ']'};
  if (range.low.is_null() && (range.high.is_null() || range.low_included)) return std::nullopt;
  if (range.high.is_null() && range.high_included) return std::nullopt;
  if (!range.low.is_null() && !range.high.is_null()) {
    const auto found = order(range.low, range.high);
    if (!found || *found > 0) return std::nullopt;
  }
  return Value(std::move(range));
}

std::span<const BuiltinRow> conversion_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"number", "from:x", number_from},
      BuiltinRow{"number", "from:s, grouping separator:s~, decimal separator:s~", number_from},
      BuiltinRow{"range", "from:s", range_from},
      BuiltinRow{"is", "value1:a, value2:a", is_same},
  };
  return rows;
}

}  // namespace onward::feel
