// Iteration (DMN 1.5 clause 10.3.2.14, rules 46, 48 and 50): for, some, every, filters.
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/operators.hpp"
#include "engine/feel/temporal.hpp"

namespace onward::feel {

/// One running for, some or every: the body is met once per combination of items.
struct Evaluator::Loop {
  const Node& node;
  List results;  // for: so far; also the value of `partial`
  bool is_quantified = false;
  bool decisive = false;  // some: true settles it; every: false does
  bool is_known = true;
  bool is_settled = false;
  bool has_failed = false;  // a domain was no list
};

Value Evaluator::for_loop(const Node& node, const Frame* frame) {
  Loop loop{node, {}};
  iterate(loop, 0, frame);
  if (loop.has_failed || stopped()) return {};
  return Value(std::move(loop.results));
}

// `some` is the disjunction, `every` the conjunction of all bodies (Table 50).
Value Evaluator::quantified(const Node& node, const Frame* frame, bool decisive) {
  Loop loop{node, {}};
  loop.is_quantified = true;
  loop.decisive = decisive;
  iterate(loop, 0, frame);
  if (loop.has_failed || stopped()) return {};
  if (loop.is_settled) return decisive;
  return loop.is_known ? Value(!decisive) : Value();
}

void Evaluator::iterate(Loop& loop, std::size_t iterator, const Frame* frame) {
  if (!step()) return;
  if (iterator == loop.node.names.size()) {
    const Node& body = *loop.node.children.back();
    if (loop.is_quantified) {
      const Value answer = evaluate(body, frame);
      if (answer.boolean() == nullptr) loop.is_known = false;
      if (answer.boolean() != nullptr && *answer.boolean() == loop.decisive) loop.is_settled = true;
      return;
    }
    if (loop.results.size() >= limits::list_items) return stop("bound of 100,000 items in a list");
    if (!charge(sizeof(Value))) return;
    if (!loop.node.uses_partial) {
      loop.results.push_back(evaluate(body, frame));
      return;
    }
    if (!step(loop.results.size() / 16)) return;
    const Value partial{List(loop.results)};
    const Frame inner = Frame::of(frame, "partial", partial);
    loop.results.push_back(evaluate(body, &inner));
    return;
  }
  List items;
  if (!domain_items(*loop.node.children[iterator], frame, items)) {
    loop.has_failed = true;
    return;
  }
  for (const Value& item : items) {
    const Frame inner = Frame::of(frame, loop.node.names[iterator], item);
    iterate(loop, iterator + 1, &inner);
    if (loop.is_settled || loop.has_failed || stopped()) return;
  }
}

// A list, a range of whole numbers or dates, or one value that stands for a list of one.
bool Evaluator::domain_items(const Node& node, const Frame* frame, List& items) {
  if (node.kind == NodeKind::range) {
    Range range{evaluate(*node.children[0], frame), evaluate(*node.children[1], frame),
                node.low_included, node.high_included};
    return range_items(range, items);
  }
  Value domain = evaluate(node, frame);
  if (const List* list = domain.list()) {
    items = *list;
    return true;
  }
  if (const Range* range = domain.range()) return range_items(*range, items);
  if (domain.is_null()) {
    problem("an iteration needs a list");
    return false;
  }
  items.push_back(std::move(domain));
  return true;
}

bool Evaluator::range_items(const Range& range, List& items) {
  const bool is_date = range.low.date() != nullptr && range.high.date() != nullptr;
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;
  if (is_date) {
    low = day_number(*range.low.date());
    high = day_number(*range.high.date());
  } else if (range.low.number() != nullptr && range.high.number() != nullptr) {
    low = range.low.number()->to_int64();
    high = range.high.number()->to_int64();
  }
  if (!low || !high) {
    problem("an iteration over a range needs whole numbers or dates");
    return false;
  }
  const std::int64_t direction = *low <= *high ? 1 : -1;
  const auto distance = static_cast<std::uint64_t>(
      direction > 0 ? static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low)
                    : static_cast<std::uint64_t>(*low) - static_cast<std::uint64_t>(*high));
  if (distance >= limits::list_items) {
    stop("bound of 100,000 items in a list");
    return false;
  }
  if (!fits_list(distance + 1)) return false;
  for (std::uint64_t i = 0; i <= distance; ++i) {
    if ((i == 0 && !range.low_included) || (i == distance && !range.high_included)) continue;
    const std::int64_t at = *low + direction * static_cast<std::int64_t>(i);
    items.push_back(is_date ? Value(date_of_day_number(at).value_or(Date{})) : Value(Decimal(at)));
  }
  return true;
}

// Rule 50 (Table 54): a number picks an item, from the end when negative; anything else keeps the
// items for which it is true.
Value Evaluator::filter(const Node& node, const Frame* frame) {
  Value storage;
  const Value& from = look(*node.children[0], frame, storage);
  const Node& condition = *node.children[1];
  if (from.list() != nullptr) return filter_result(*from.list(), condition, frame);
  if (from.is_null()) return {};
  return filter_result(List{from}, condition, frame);
}

Value Evaluator::filter_result(const List& list, const Node& condition, const Frame* frame) {
  List kept;
  static const Value nothing;
  for (std::size_t i = 0; i < std::max<std::size_t>(list.size(), 1); ++i) {
    if (!step()) return {};
    const bool is_empty = list.empty();
    const Value& item = is_empty ? nothing : list[i];
    const Frame named = Frame::of(frame, "item", item);
    const Frame entries = item.context() != nullptr ? Frame::of(&named, *item.context()) : named;
    if (is_empty) ++muted_;
    const Value answer = evaluate(condition, &entries);
    if (is_empty) --muted_;
    if (const Decimal* number = answer.number(); number != nullptr && i == 0) {
      const auto place = number->to_int64();
      const auto size = static_cast<std::int64_t>(list.size());
      if (!place || *place == 0 || *place > size || *place < -size) return {};
      return list[static_cast<std::size_t>(*place > 0 ? *place - 1 : size + *place)];
    }
    if (is_empty) break;
    if (answer.boolean() != nullptr && *answer.boolean()) {
      if (!charge(sizeof(Value))) return {};
      kept.push_back(item);
    }
  }
  return Value(std::move(kept));
}

}  // namespace onward::feel
