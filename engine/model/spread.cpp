#include "engine/model/spread.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "engine/base/decimal.hpp"
#include "engine/base/iso8601.hpp"

namespace onward::model {
namespace {

struct Shape {
  std::string_view name;
  Spread::Kind kind;
  std::size_t parameters;
};

constexpr Shape shapes[] = {
    {"uniform", Spread::Kind::uniform, 2},
    {"triangular", Spread::Kind::triangular, 3},
    {"exponential", Spread::Kind::exponential, 1},
    {"normal", Spread::Kind::normal, 2},
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Error malformed(std::string_view text, std::string_view why) {
  return {ErrorCode::malformed,
          "\"" + std::string(text) +
              "\" is no spread such as PT2H, uniform(PT1H, PT3H), triangular(PT1H, PT2H, PT5H), "
              "exponential(PT2H) or normal(PT2H, PT30M): " +
              std::string(why)};
}

Result<Duration> span_from_text(std::string_view whole, std::string_view text) {
  const auto span = duration_from_text(text);
  if (!span.ok()) return malformed(whole, span.error().message);
  if (span->months != 0) return malformed(whole, "months and years have no fixed length");
  constexpr std::int64_t most_seconds = 100LL * 366 * 86'400;
  if (span->seconds < 0 || span->nano < 0 || span->seconds > most_seconds)
    return malformed(whole, "a span from nothing to a hundred years is expected");
  return Duration{span->seconds * 1'000 + span->nano / 1'000'000};
}

}  // namespace

Result<Spread> spread_from_text(std::string_view text) {
  const std::string_view whole = trimmed(text);
  Spread spread;
  const std::size_t open = whole.find('(');
  if (open == std::string_view::npos) {
    ONWARD_TRY(spread.parameters[0], span_from_text(whole, whole));
    return spread;
  }
  const auto* shape = std::find_if(std::begin(shapes), std::end(shapes), [&](const Shape& each) {
    return each.name == trimmed(whole.substr(0, open));
  });
  if (shape == std::end(shapes) || !whole.ends_with(')'))
    return malformed(whole, "the form is not known");
  spread.kind = shape->kind;
  std::string_view rest = whole.substr(open + 1, whole.size() - open - 2);
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == shape->parameters) return malformed(whole, "too many parameters");
    const std::size_t comma = rest.find(',');
    more = comma != std::string_view::npos;
    ONWARD_TRY(spread.parameters[count], span_from_text(whole, trimmed(rest.substr(0, comma))));
    if (more) rest.remove_prefix(comma + 1);
  }
  if (count < shape->parameters) return malformed(whole, "too few parameters");
  const bool is_range =
      spread.kind == Spread::Kind::uniform || spread.kind == Spread::Kind::triangular;
  if (is_range && !std::is_sorted(spread.parameters.begin(),
                                  spread.parameters.begin() + static_cast<std::ptrdiff_t>(count)))
    return malformed(whole, "the bounds are in the wrong order");
  return spread;
}

std::string to_text(const Spread& spread) {
  const auto* const shape =
      std::find_if(std::begin(shapes), std::end(shapes),
                   [&](const Shape& each) { return each.kind == spread.kind; });
  if (shape == std::end(shapes)) return onward::to_text(spread.parameters[0]);
  std::string text(shape->name);
  for (std::size_t i = 0; i < shape->parameters; ++i)
    text += (i == 0 ? "(" : ", ") + onward::to_text(spread.parameters[i]);
  return text + ")";
}

Result<double> probability_from_text(std::string_view text) {
  const auto number = Decimal::from_text(trimmed(text));
  if (!number || number->is_negative() || Decimal(1) < *number)
    return Error{
        ErrorCode::malformed,
        "\"" + std::string(text) + "\" is no probability: a number from 0 to 1 is expected"};
  return number->to_double();
}

std::string to_text(double probability) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), probability, std::chars_format::fixed);
  return {text.data(), end.ptr};
}

}  // namespace onward::model
