// What a list adds up to (DMN 1.5 clause 10.3.4.4, Table 77): min, max, sum, mean, product, median,
// stddev, mode, all, any. Each takes a list or its items one by one.
#include <algorithm>
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"

namespace onward::feel {
namespace {

using Numbers = std::vector<Decimal>;
using Code = Value (*)(const Call& call, std::span<const Value> items);

// min(1, 2, 3) is min([1, 2, 3]).
template <Code code>
Value of_list(const Call& call) {
  return code(call, *call[0].list());
}
template <Code code>
Value of_items(const Call& call) {
  return code(call, call.arguments);
}

Value extreme(const Call& call, std::span<const Value> items, bool is_max) {
  if (items.empty()) return {};
  const Value* best = &items.front();
  for (const Value& item : items) {
    const auto found = order(item, *best);
    if (!found) return call.fail("min and max need items of one ordered kind");
    if (is_max ? *found > 0 : *found < 0) best = &item;
  }
  return *best;
}
Value min_of(const Call& call, std::span<const Value> items) { return extreme(call, items, false); }
Value max_of(const Call& call, std::span<const Value> items) { return extreme(call, items, true); }

std::optional<Numbers> numbers_of(std::span<const Value> items) {
  Numbers numbers;
  numbers.reserve(items.size());
  for (const Value& item : items) {
    if (item.number() == nullptr) return std::nullopt;
    numbers.push_back(*item.number());
  }
  return numbers;
}

std::optional<Decimal> total(const Numbers& numbers) {
  std::optional<Decimal> sum = Decimal(0);
  for (const Decimal& number : numbers) sum = sum ? add(*sum, number) : sum;
  return sum;
}

Value boxed(const std::optional<Decimal>& number) { return number ? Value(*number) : Value(); }

// Durations add up too; the sum of items of one kind by plain addition.
Value sum(const Call& call, std::span<const Value> items) {
  if (items.empty()) return {};
  const Value::Kind kind = items.front().kind();
  const bool can_add = kind == Value::Kind::number || kind == Value::Kind::day_time_duration ||
                       kind == Value::Kind::year_month_duration;
  if (!can_add) return call.fail("sum needs numbers");
  Value so_far = items.front();
  for (const Value& item : items.subspan(1)) {
    auto next = item.kind() == kind ? calculate(Operator::add, so_far, item) : std::nullopt;
    if (!next) return call.fail("sum needs numbers");
    so_far = std::move(*next);
  }
  return so_far;
}

Value mean(const Call& call, std::span<const Value> items) {
  if (items.empty()) return {};
  const auto numbers = numbers_of(items);
  if (!numbers) return call.fail("mean needs numbers");
  const auto sum_of_all = total(*numbers);
  return sum_of_all
             ? boxed(divide(*sum_of_all, Decimal(static_cast<std::int64_t>(numbers->size()))))
             : Value();
}

Value product(const Call& call, std::span<const Value> items) {
  const auto numbers = numbers_of(items);
  if (!numbers || numbers->empty()) return call.fail("product needs numbers");
  std::optional<Decimal> result = numbers->front();
  for (std::size_t i = 1; i < numbers->size() && result; ++i)
    result = multiply(*result, (*numbers)[i]);
  return boxed(result);
}

Value median(const Call& call, std::span<const Value> items) {
  if (items.empty()) return {};
  auto numbers = numbers_of(items);
  if (!numbers) return call.fail("median needs numbers");
  std::sort(numbers->begin(), numbers->end());
  const std::size_t middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return (*numbers)[middle];
  const auto pair = add((*numbers)[middle - 1], (*numbers)[middle]);
  return pair ? boxed(divide(*pair, Decimal(2))) : Value();
}

// The deviation of a sample: divided by n - 1.
Value stddev(const Call& call, std::span<const Value> items) {
  const auto numbers = numbers_of(items);
  if (!numbers || numbers->size() < 2) return call.fail("stddev needs two numbers or more");
  const auto all = total(*numbers);
  const auto average =
      all ? divide(*all, Decimal(static_cast<std::int64_t>(numbers->size()))) : std::nullopt;
  if (!average) return {};
  Numbers squares;
  for (const Decimal& number : *numbers) {
    const auto distance = subtract(number, *average);
    const auto square = distance ? multiply(*distance, *distance) : std::nullopt;
    if (!square) return {};
    squares.push_back(*square);
  }
  const auto of_squares = total(squares);
  const auto variance =
      of_squares ? divide(*of_squares, Decimal(static_cast<std::int64_t>(numbers->size() - 1)))
                 : std::nullopt;
  return variance ? boxed(sqrt(*variance)) : Value();
}

// All values that come most often, smallest first.
Value mode(const Call& call, std::span<const Value> items) {
  auto numbers = numbers_of(items);
  if (!numbers) return call.fail("mode needs numbers");
  std::sort(numbers->begin(), numbers->end());
  List modes;
  std::size_t most = 0;
  for (std::size_t begin = 0; begin < numbers->size();) {
    std::size_t end = begin;
    while (end < numbers->size() && (*numbers)[end] == (*numbers)[begin]) ++end;
    if (end - begin > most) modes.clear();
    most = std::max(most, end - begin);
    if (end - begin == most) modes.emplace_back((*numbers)[begin]);
    begin = end;
  }
  return Value(std::move(modes));
}

// False (or true, for any) settles it; otherwise anything that is not boolean makes it null.
Value quantify(const Call& call, std::span<const Value> items, bool decisive) {
  bool is_known = true;
  for (const Value& item : items) {
    const bool* answer = item.boolean();
    if (answer != nullptr && *answer == decisive) return decisive;
    is_known = is_known && answer != nullptr;
  }
  if (is_known) return !decisive;
  return call.fail("all and any need booleans");
}
Value all_of(const Call& call, std::span<const Value> items) {
  return quantify(call, items, false);
}
Value any_of(const Call& call, std::span<const Value> items) { return quantify(call, items, true); }

}  // namespace

std::span<const BuiltinRow> statistics_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"min", "list:l", of_list<min_of>},
      BuiltinRow{"min", "c1:a, c:a*", of_items<min_of>},
      BuiltinRow{"max", "list:l", of_list<max_of>},
      BuiltinRow{"max", "c1:a, c:a*", of_items<max_of>},
      BuiltinRow{"sum", "list:l", of_list<sum>},
      BuiltinRow{"sum", "n1:a, n:a*", of_items<sum>},
      BuiltinRow{"mean", "list:l", of_list<mean>},
      BuiltinRow{"mean", "n1:a, n:a*", of_items<mean>},
      BuiltinRow{"product", "list:l", of_list<product>},
      BuiltinRow{"product", "n1:a, n:a*", of_items<product>},
      BuiltinRow{"median", "list:l", of_list<median>},
      BuiltinRow{"median", "n1:a, n:a*", of_items<median>},
      BuiltinRow{"stddev", "list:l", of_list<stddev>},
      BuiltinRow{"stddev", "n1:a, n:a*", of_items<stddev>},
      BuiltinRow{"mode", "list:l", of_list<mode>},
      BuiltinRow{"mode", "n1:a, n:a*", of_items<mode>},
      BuiltinRow{"all", "list:l", of_list<all_of>},
      BuiltinRow{"all", "b1:a, b:a*", of_items<all_of>},
      BuiltinRow{"any", "list:l", of_list<any_of>},
      BuiltinRow{"any", "b1:a, b:a*", of_items<any_of>},
  };
  return rows;
}

}  // namespace onward::feel
