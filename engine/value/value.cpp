#include "engine/value/value.hpp"

#include <algorithm>
#include <limits>

#include "engine/base/check.hpp"

namespace onward {
namespace {

constexpr std::size_t most_bytes = std::numeric_limits<std::size_t>::max();

std::size_t saturating_add(std::size_t a, std::size_t b) {
  return a > most_bytes - b ? most_bytes : a + b;
}

/// What nested values add up to.
struct Measure {
  std::size_t bytes = 2;  // the brackets
  std::uint32_t depth = 1;

  void count(const Value& value) {
    bytes = saturating_add(bytes, saturating_add(size_bytes(value), 1));
    depth = std::max(depth, value.depth() + 1);
  }
};

Measure measure(const List& list) {
  Measure sum;
  for (const Value& item : list) sum.count(item);
  return sum;
}

Measure measure(const Context& context) {
  Measure sum;
  for (const auto& [name, value] : context.entries()) {
    sum.bytes = saturating_add(sum.bytes, name.size() + 3);
    sum.count(value);
  }
  return sum;
}

Measure measure(const Range& range) {
  Measure sum;
  sum.count(range.low);
  sum.count(range.high);
  return sum;
}

using Entries = std::vector<Context::Entry>;

std::vector<const Context::Entry*> sorted(const Entries& entries) {
  std::vector<const Context::Entry*> order;
  order.reserve(entries.size());
  for (const auto& entry : entries) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->first < b->first; });
  return order;
}

bool equal(const List& a, const List& b) { return a == b; }

bool equal(const Context& a, const Context& b) {
  if (a.entries().size() != b.entries().size()) return false;
  const auto left = sorted(a.entries());
  const auto right = sorted(b.entries());
  return std::equal(left.begin(), left.end(), right.begin(),
                    [](auto* x, auto* y) { return *x == *y; });
}

bool equal(const Range& a, const Range& b) {
  return a.low_included == b.low_included && a.high_included == b.high_included && a.low == b.low &&
         a.high == b.high;
}

}  // namespace

template <class Content>
struct Value::Shared {
  explicit Shared(Content from) : content(std::move(from)) {
    const Measure sum = measure(content);
    bytes = sum.bytes;
    depth = sum.depth;
  }
  Content content;
  std::size_t bytes = 0;
  std::uint32_t depth = 0;
};

const Value* Context::find(std::string_view name) const {
  for (const auto& [entry_name, value] : entries_)
    if (entry_name == name) return &value;
  return nullptr;
}

Context::Context(std::vector<Entry> unique_entries) : entries_(std::move(unique_entries)) {}

void Context::set(std::string name, Value value) {
  for (auto& [entry_name, entry_value] : entries_) {
    if (entry_name == name) {
      entry_value = std::move(value);
      return;
    }
  }
  entries_.emplace_back(std::move(name), std::move(value));
}

void Context::erase(std::string_view name) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.first == name; });
}

Value::Value(DateTime value) : data_(std::make_shared<const DateTime>(std::move(value))) {}
Value::Value(List value) : data_(std::make_shared<const Shared<List>>(std::move(value))) {}
Value::Value(Context value) : data_(std::make_shared<const Shared<Context>>(std::move(value))) {}
Value::Value(Range value) : data_(std::make_shared<const Shared<Range>>(std::move(value))) {}

const DateTime* Value::date_time() const {
  const auto* held = std::get_if<std::shared_ptr<const DateTime>>(&data_);
  return held != nullptr ? held->get() : nullptr;
}

const List* Value::list() const {
  const auto* held = std::get_if<std::shared_ptr<const Shared<List>>>(&data_);
  return held != nullptr ? &(*held)->content : nullptr;
}

const Context* Value::context() const {
  const auto* held = std::get_if<std::shared_ptr<const Shared<Context>>>(&data_);
  return held != nullptr ? &(*held)->content : nullptr;
}

const Range* Value::range() const {
  const auto* held = std::get_if<std::shared_ptr<const Shared<Range>>>(&data_);
  return held != nullptr ? &(*held)->content : nullptr;
}

std::shared_ptr<const Function> Value::function() const {
  const auto* held = std::get_if<std::shared_ptr<const Function>>(&data_);
  return held != nullptr ? *held : nullptr;
}

std::uint32_t Value::depth() const {
  if (const auto* list = std::get_if<std::shared_ptr<const Shared<List>>>(&data_))
    return (*list)->depth;
  if (const auto* context = std::get_if<std::shared_ptr<const Shared<Context>>>(&data_))
    return (*context)->depth;
  if (const auto* range = std::get_if<std::shared_ptr<const Shared<Range>>>(&data_))
    return (*range)->depth;
  return 0;
}

bool operator==(const Value& a, const Value& b) {
  if (a.data_ == b.data_) return true;  // scalars by content, shared content by identity
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::number:
    case Value::Kind::text:
    case Value::Kind::date:
    case Value::Kind::time:
    case Value::Kind::day_time_duration:
    case Value::Kind::year_month_duration:
    case Value::Kind::function: return false;
    case Value::Kind::date_time: return *a.date_time() == *b.date_time();
    case Value::Kind::list: return equal(*a.list(), *b.list());
    case Value::Kind::context: return equal(*a.context(), *b.context());
    case Value::Kind::range: return equal(*a.range(), *b.range());
  }
  return false;
}

std::string_view kind_name(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null: return "null";
    case Value::Kind::boolean: return "boolean";
    case Value::Kind::number: return "number";
    case Value::Kind::text: return "string";
    case Value::Kind::date: return "date";
    case Value::Kind::time: return "time";
    case Value::Kind::date_time: return "date and time";
    case Value::Kind::day_time_duration: return "days and time duration";
    case Value::Kind::year_month_duration: return "years and months duration";
    case Value::Kind::list: return "list";
    case Value::Kind::context: return "context";
    case Value::Kind::range: return "range";
    case Value::Kind::function: return "function";
  }
  return "null";
}

std::size_t size_bytes(const Value& value) {
  constexpr std::size_t scalar = 8;     // about: true, 12.50
  constexpr std::size_t temporal = 24;  // about: "2026-11-22T08:00:00Z"
  switch (value.kind()) {
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::number: return scalar;
    case Value::Kind::text: return value.text()->size() + 2;
    case Value::Kind::date:
    case Value::Kind::time:
    case Value::Kind::date_time:
    case Value::Kind::day_time_duration:
    case Value::Kind::year_month_duration:
    case Value::Kind::function: return temporal;
    case Value::Kind::list:
      return std::get<std::shared_ptr<const Value::Shared<List>>>(value.data_)->bytes;
    case Value::Kind::context:
      return std::get<std::shared_ptr<const Value::Shared<Context>>>(value.data_)->bytes;
    case Value::Kind::range:
      return std::get<std::shared_ptr<const Value::Shared<Range>>>(value.data_)->bytes;
  }
  return scalar;
}

}  // namespace onward
