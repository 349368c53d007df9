// Equality and order (DMN 1.5 clauses 10.3.2.13 and 10.3.2.8).
#include "engine/feel/operators.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {
namespace {

std::strong_ordering order_of(const Moment& a, const Moment& b) {
  if (const auto by_seconds = a.seconds <=> b.seconds; by_seconds != 0) return by_seconds;
  return a.nano <=> b.nano;
}

bool equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

bool equal_contexts(const Context& a, const Context& b) {
  if (a.entries().size() != b.entries().size()) return false;
  for (const auto& [name, value] : a.entries()) {
    const Value* other = b.find(name);
    if (other == nullptr || !same(value, *other)) return false;
  }
  return true;
}

bool equal_ranges(const Range& a, const Range& b) {
  return a.low_included == b.low_included && a.high_included == b.high_included &&
         same(a.low, b.low) && same(a.high, b.high);
}

// A zoned and a local time are different values, not unknown ones.
bool equal_moments(const Moment& a, const Moment& b) {
  return a.zoned == b.zoned && order_of(a, b) == 0;
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::time: return equal_moments(moment_of(*a.time()), moment_of(*b.time()));
    case Value::Kind::date_time:
      return equal_moments(moment_of(*a.date_time()), moment_of(*b.date_time()));
    case Value::Kind::list: return equal_lists(*a.list(), *b.list());
    case Value::Kind::context: return equal_contexts(*a.context(), *b.context());
    case Value::Kind::range: return equal_ranges(*a.range(), *b.range());
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::number:
    case Value::Kind::text:
    case Value::Kind::date:
    case Value::Kind::day_time_duration:
    case Value::Kind::year_month_duration:
    case Value::Kind::function: break;
  }
  return a == b;
}

bool same(const Value& a, const Value& b) { return equal(a, b).value_or(false); }

std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::number: return *a.number() <=> *b.number();
    case Value::Kind::text: return a.text()->compare(*b.text()) <=> 0;
    case Value::Kind::date: return day_number(*a.date()) <=> day_number(*b.date());
    case Value::Kind::time:
    case Value::Kind::date_time: {
      const bool is_time = a.kind() == Value::Kind::time;
      const Moment left = is_time ? moment_of(*a.time()) : moment_of(*a.date_time());
      const Moment right = is_time ? moment_of(*b.time()) : moment_of(*b.date_time());
      if (left.zoned != right.zoned) return std::nullopt;
      return order_of(left, right);
    }
    case Value::Kind::day_time_duration: {
      const auto& left = *a.day_time_duration();
      const auto& right = *b.day_time_duration();
      if (const auto by_seconds = left.seconds <=> right.seconds; by_seconds != 0)
        return by_seconds;
      return left.nano <=> right.nano;
    }
    case Value::Kind::year_month_duration:
      return a.year_month_duration()->months <=> b.year_month_duration()->months;
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::list:
    case Value::Kind::context:
    case Value::Kind::range:
    case Value::Kind::function: break;
  }
  return std::nullopt;
}

std::optional<bool> compare(Operator op, const Value& a, const Value& b) {
  if (op == Operator::equal) return equal(a, b);
  if (op == Operator::not_equal) {
    const auto is_equal = equal(a, b);
    return is_equal ? std::optional<bool>(!*is_equal) : std::nullopt;
  }
  const auto found = order(a, b);
  if (!found) return std::nullopt;
  if (op == Operator::less) return *found < 0;
  if (op == Operator::less_equal) return *found <= 0;
  return op == Operator::greater ? *found > 0 : *found >= 0;
}

std::optional<bool> contains(const Range& range, const Value& value) {
  if (value.is_null()) return std::nullopt;
  bool inside = true;
  if (!range.low.is_null()) {
    const auto low =
        compare(range.low_included ? Operator::greater_equal : Operator::greater, value, range.low);
    if (!low) return std::nullopt;
    inside = *low;
  }
  if (!range.high.is_null()) {
    const auto high =
        compare(range.high_included ? Operator::less_equal : Operator::less, value, range.high);
    if (!high) return std::nullopt;
    inside = inside && *high;
  }
  return inside;
}

bool identical(const Value& a, const Value& b) { return a == b; }

}  // namespace onward::feel
