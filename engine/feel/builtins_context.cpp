// Context functions (DMN 1.5 clause 10.3.4.10, Table 83).
#include <array>

#include "engine/feel/builtins.hpp"

namespace onward::feel {
namespace {

Value get_value(const Call& call) {
  const Value* found = call[0].context()->find(*call[1].text());
  return found != nullptr ? *found : Value();
}

// get value(context, ["a", "b"]) follows the keys.
Value get_value_by_path(const Call& call) {
  Value at = call[0];
  if (call[1].list()->empty()) return call.fail("get value: there is no key");
  for (const Value& key : *call[1].list()) {
    const Value* found = key.text() != nullptr && at.context() != nullptr
                             ? at.context()->find(*key.text())
                             : nullptr;
    if (found == nullptr) return {};
    at = Value(*found);
  }
  return at;
}

Value get_entries(const Call& call) {
  List entries;
  const auto& all = call[0].context()->entries();
  if (!call.evaluator.fits_list(all.size() * 3)) return {};
  for (const auto& [name, value] : all) {
    Context entry;
    entry.set("key", name);
    entry.set("value", value);
    entries.emplace_back(std::move(entry));
  }
  return Value(std::move(entries));
}

Value context_from(const Call& call) {
  Context result;
  for (const Value& entry : *call[0].list()) {
    const Context* pair = entry.context();
    const Value* key = pair != nullptr ? pair->find("key") : nullptr;
    const Value* value = pair != nullptr ? pair->find("value") : nullptr;
    if (key == nullptr || key->text() == nullptr || value == nullptr)
      return call.fail("context: an entry needs key and value");
    if (result.find(*key->text()) != nullptr) return call.fail("context: a key comes twice");
    if (!call.evaluator.step() || !call.evaluator.charge(sizeof(Context::Entry))) return {};
    result.set(*key->text(), *value);
  }
  return Value(std::move(result));
}

Value context_put(const Call& call) {
  Context result = *call[0].context();
  if (!call.evaluator.charge(sizeof(Context::Entry) * (result.entries().size() + 1))) return {};
  result.set(*call[1].text(), call[2]);
  return Value(std::move(result));
}

std::optional<Value> put_deep(const Call& call, const Value& into, std::span<const Value> keys,
                              std::size_t depth) {
  if (keys.empty()) return call[2];
  const bool can_hold = into.context() != nullptr || into.is_null();
  if (!can_hold || keys.front().text() == nullptr || depth > 64) return std::nullopt;
  Context result = into.context() != nullptr ? *into.context() : Context();
  const Value* inner = result.find(*keys.front().text());
  auto value = put_deep(call, inner != nullptr ? *inner : Value(), keys.subspan(1), depth + 1);
  if (!value || !call.evaluator.charge(sizeof(Context::Entry) * (result.entries().size() + 1)))
    return std::nullopt;
  result.set(*keys.front().text(), std::move(*value));
  return Value(std::move(result));
}

Value context_put_by_path(const Call& call) {
  if (call[1].list()->empty()) return call.fail("context put: there is no key");
  auto result = put_deep(call, call[0], *call[1].list(), 0);
  return result ? std::move(*result) : call.fail("context put: the keys lead nowhere");
}

Value context_merge(const Call& call) {
  Context result;
  for (const Value& item : *call[0].list()) {
    if (item.context() == nullptr) return call.fail("context merge: an item is no context");
    for (const auto& [name, value] : item.context()->entries()) {
      if (!call.evaluator.step() || !call.evaluator.charge(sizeof(Context::Entry))) return {};
      result.set(name, value);
    }
  }
  return Value(std::move(result));
}

}  // namespace

std::span<const BuiltinRow> context_builtins() {
  static constexpr std::array rows = {
      BuiltinRow{"get value", "m:c, key:s", get_value},
      BuiltinRow{"get value", "context:c, key:s", get_value},
      BuiltinRow{"get value", "m:c, keys:l", get_value_by_path},
      BuiltinRow{"get entries", "m:c", get_entries},
      BuiltinRow{"context", "entries:l", context_from},
      BuiltinRow{"context put", "context:c, key:s, value:a", context_put},
      BuiltinRow{"context put", "context:c, keys:l, value:a", context_put_by_path},
      BuiltinRow{"context merge", "contexts:l", context_merge},
  };
  return rows;
}

}  // namespace onward::feel
