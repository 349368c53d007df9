// List functions (DMN 1.5 clause 10.3.4.4, Table 77). Sums and statistics: builtins_statistics.cpp.
#include <algorithm>
#include <array>

#include "engine/feel/builtins.hpp"
#include "engine/feel/operators.hpp"

namespace onward::feel {
namespace {

Value list_result(const Call& call, List items) {
  return call.evaluator.fits_list(items.size()) ? Value(std::move(items)) : Value();
}

/// Index from 0 of a FEEL position (from 1, or from the end when negative); nullopt when there is
/// none in `size`.
std::optional<std::size_t> place_of(const Value& position, std::size_t size) {
  const auto cut = round(*position.number(), 0, Decimal::Rounding::down);
  const auto wanted = cut ? cut->to_int64() : std::nullopt;
  const auto count = static_cast<std::int64_t>(size);
  if (!wanted || *wanted == 0 || *wanted > count || *wanted < -count) return std::nullopt;
  return static_cast<std::size_t>(*wanted > 0 ? *wanted - 1 : count + *wanted);
}

bool holds(const Call& call, std::span<const Value> list, const Value& wanted) {
  call.evaluator.step(list.size() / 4 + 1);
  return std::any_of(list.begin(), list.end(),
                     [&](const Value& item) { return same(item, wanted); });
}

Value list_contains(const Call& call) { return holds(call, *call[0].list(), call[1]); }
Value count(const Call& call) { return static_cast<std::int64_t>(call[0].list()->size()); }

Value sublist(const Call& call) {
  const List& list = *call[0].list();
  const auto from = place_of(call[1], list.size());
  if (!from) return call.fail("sublist: no such start position");
  std::size_t length = list.size() - *from;
  if (!call[2].is_null()) {
    const auto wanted = call[2].number()->to_int64();
    if (!wanted || *wanted < 0 || static_cast<std::uint64_t>(*wanted) > length)
      return call.fail("sublist: the list is too short");
    length = static_cast<std::size_t>(*wanted);
  }
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(*from);
  return list_result(call, List(begin, begin + static_cast<std::ptrdiff_t>(length)));
}

Value append(const Call& call) {
  List items = *call[0].list();
  items.insert(items.end(), call.arguments.begin() + 1, call.arguments.end());
  return list_result(call, std::move(items));
}

Value concatenate(const Call& call) {
  List items;
  for (const Value& list : call.arguments)
    items.insert(items.end(), list.list()->begin(), list.list()->end());
  return list_result(call, std::move(items));
}

Value insert_before(const Call& call) {
  List items = *call[0].list();
  const auto place = place_of(call[1], items.size());
  if (!place) return call.fail("insert before: no such position");
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(*place), call[2]);
  return list_result(call, std::move(items));
}

Value remove(const Call& call) {
  List items = *call[0].list();
  const auto place = place_of(call[1], items.size());
  if (!place) return call.fail("remove: no such position");
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(*place));
  return list_result(call, std::move(items));
}

Value list_replace_at(const Call& call) {
  List items = *call[0].list();
  const auto place = place_of(call[1], items.size());
  if (!place) return call.fail("list replace: no such position");
  items[*place] = call[2];
  return list_result(call, std::move(items));
}

Value list_replace_where(const Call& call) {
  const auto callable = as_callable(call[1]);
  if (!callable || callable->parameters().size() != 2)
    return call.fail("list replace: match needs two parameters");
  List items = *call[0].list();
  for (Value& item : items) {
    const std::array arguments = {item, call[2]};
    const Value answer = call.evaluator.call(call[1], arguments);
    if (call.evaluator.stopped()) return {};
    if (answer.boolean() == nullptr)
      return call.fail("list replace: match must give true or false");
    if (*answer.boolean()) item = call[2];
  }
  return list_result(call, std::move(items));
}

Value reverse(const Call& call) {
  return list_result(call, List(call[0].list()->rbegin(), call[0].list()->rend()));
}

Value index_of(const Call& call) {
  const List& list = *call[0].list();
  List places;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (same(list[i], call[1])) places.emplace_back(static_cast<std::int64_t>(i + 1));
  }
  return list_result(call, std::move(places));
}

void add_distinct(const Call& call, const List& from, List& into) {
  for (const Value& item : from) {
    if (!call.evaluator.step()) return;
    if (!holds(call, into, item)) into.push_back(item);
  }
}

Value distinct_values(const Call& call) {
  List items;
  add_distinct(call, *call[0].list(), items);
  return list_result(call, std::move(items));
}

Value duplicate_values(const Call& call) {
  const List& list = *call[0].list();
  List twice;
  for (auto item = list.begin(); item != list.end(); ++item) {
    const std::span<const Value> rest(item + 1, list.end());
    if (!call.evaluator.step()) return {};
    if (holds(call, rest, *item) && !holds(call, twice, *item)) twice.push_back(*item);
  }
  return list_result(call, std::move(twice));
}

Value union_of(const Call& call) {
  List items;
  for (const Value& list : call.arguments) add_distinct(call, *list.list(), items);
  return list_result(call, std::move(items));
}

// Values nest no deeper than they were built, which the bounds of depth limit.
void flatten_into(const Call& call, const List& list, List& out, std::size_t depth) {
  for (const Value& item : list) {
    if (!call.evaluator.step() || depth > 1000) return;
    if (item.list() != nullptr) {
      flatten_into(call, *item.list(), out, depth + 1);
    } else {
      out.push_back(item);
    }
  }
}

Value flatten(const Call& call) {
  List items;
  flatten_into(call, *call[0].list(), items, 0);
  return list_result(call, std::move(items));
}

// A merge sort of our own: std::sort may crash when the order that the caller gives contradicts
// itself.
template <class Precedes>
void merge_sort(List& items, const Precedes& precedes) {
  List merged(items.size());
  for (std::size_t width = 1; width < items.size(); width *= 2) {
    for (std::size_t begin = 0; begin < items.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, items.size());
      const std::size_t end = std::min(begin + 2 * width, items.size());
      std::size_t left = begin;
      std::size_t right = middle;
      for (std::size_t out = begin; out < end; ++out) {
        const bool take_right =
            left == middle || (right < end && precedes(items[right], items[left]));
        merged[out] = take_right ? items[right++] : items[left++];
      }
    }
    std::swap(items, merged);
  }
}

Value sort_by(const Call& call) {
  const auto callable = as_callable(call[1]);
  if (!callable || callable->parameters().size() != 2)
    return call.fail("sort: precedes needs two parameters");
  List items = *call[0].list();
  bool is_boolean = true;
  merge_sort(items, [&](const Value& a, const Value& b) {
    if (call.evaluator.stopped() || !is_boolean) return false;
    const std::array arguments = {a, b};
    const Value answer = call.evaluator.call(call[1], arguments);
    is_boolean = answer.boolean() != nullptr;
    return is_boolean && *answer.boolean();
  });
  if (!is_boolean) return call.fail("sort: precedes must give true or false");
  return list_result(call, std::move(items));
}

Value sort(const Call& call) {
  List items = *call[0].list();
  bool is_ordered = true;
  merge_sort(items, [&](const Value& a, const Value& b) {
    call.evaluator.step();
    const auto found = order(a, b);
    is_ordered = is_ordered && found.has_value();
    return found && *found < 0;
  });
  if (!is_ordered) return call.fail("sort: the items have no order among them");
  return list_result(call, std::move(items));
}

}  // namespace

std::span<const BuiltinRow> list_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"list contains", "list:l, element:a", list_contains},
      BuiltinRow{"count", "list:l", count},
      BuiltinRow{"sublist", "list:l, start position:n, length:n?", sublist},
      BuiltinRow{"append", "list:l, item:a*", append},
      BuiltinRow{"concatenate", "list:l*", concatenate},
      BuiltinRow{"insert before", "list:l, position:n, newItem:a", insert_before},
      BuiltinRow{"remove", "list:l, position:n", remove},
      BuiltinRow{"list replace", "list:l, position:n, newItem:a", list_replace_at},
      BuiltinRow{"list replace", "list:l, match:f, newItem:a", list_replace_where},
      BuiltinRow{"reverse", "list:l", reverse},
      BuiltinRow{"index of", "list:l, match:a", index_of},
      BuiltinRow{"distinct values", "list:l", distinct_values},
      BuiltinRow{"duplicate values", "list:l", duplicate_values},
      BuiltinRow{"union", "list:l*", union_of},
      BuiltinRow{"flatten", "list:l", flatten},
      BuiltinRow{"sort", "list:l, precedes:f", sort_by},
      BuiltinRow{"sort", "list:l", sort},
  };
  return rows;
}

}  // namespace onward::feel
