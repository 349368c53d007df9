// Typed JSON {"t", "v"}: what the API gives and takes where plain JSON would lose the FEEL type.
#include "engine/base/limits.hpp"
#include "engine/feel/evaluator.hpp"
#include "engine/feel/feel.hpp"
#include "engine/feel/range_text.hpp"
#include "engine/feel/temporal.hpp"
#include "engine/value/json.hpp"

namespace onward::feel {
namespace {

std::string_view tag_of(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::null: return "null";
    case Value::Kind::boolean: return "boolean";
    case Value::Kind::number: return "number";
    case Value::Kind::text: return "string";
    case Value::Kind::date: return "date";
    case Value::Kind::time: return "time";
    case Value::Kind::date_time: return "dateTime";
    case Value::Kind::day_time_duration:
    case Value::Kind::year_month_duration: return "duration";
    case Value::Kind::list: return "list";
    case Value::Kind::context: return "context";
    case Value::Kind::range: return "range";
    case Value::Kind::function: return "function";
  }
  return "null";
}

void append_typed(std::string& out, const Value& value);

void append_items(std::string& out, const List& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    append_typed(out, list[i]);
  }
  out += ']';
}

void append_entries(std::string& out, const Context& context) {
  out += '{';
  bool is_first = true;
  for (const auto& [name, value] : context.entries()) {
    if (!is_first) out += ',';
    is_first = false;
    append_json_text(out, name);
    out += ':';
    append_typed(out, value);
  }
  out += '}';
}

void append_typed(std::string& out, const Value& value) {
  out += "{\"t\":\"";
  out += tag_of(value.kind());
  out += "\",\"v\":";
  switch (value.kind()) {
    case Value::Kind::null: out += "null"; break;
    case Value::Kind::boolean: out += *value.boolean() ? "true" : "false"; break;
    case Value::Kind::list: append_items(out, *value.list()); break;
    case Value::Kind::context: append_entries(out, *value.context()); break;
    case Value::Kind::number:
    case Value::Kind::text:
    case Value::Kind::date:
    case Value::Kind::time:
    case Value::Kind::date_time:
    case Value::Kind::day_time_duration:
    case Value::Kind::year_month_duration:
    case Value::Kind::range:
    case Value::Kind::function: append_json_text(out, to_feel_text(value)); break;
  }
  out += '}';
}

Error malformed(std::string message) { return {ErrorCode::malformed, std::move(message), {}, {}}; }

std::optional<Value> from_text(std::string_view tag, std::string_view text) {
  if (tag == "string") return Value(text);
  if (tag == "number") {
    const auto number = Decimal::from_text(text);
    return number ? std::optional<Value>(Value(*number)) : std::nullopt;
  }
  if (tag == "date") {
    const auto date = read_date(text);
    return date ? std::optional<Value>(Value(*date)) : std::nullopt;
  }
  if (tag == "time") {
    const auto time = read_time(text);
    return time ? std::optional<Value>(Value(*time)) : std::nullopt;
  }
  if (tag == "dateTime") {
    const auto at = read_date_time(text);
    return at ? std::optional<Value>(Value(*at)) : std::nullopt;
  }
  if (tag == "duration") return read_duration(text);
  return tag == "range" ? read_range(text) : std::nullopt;
}

Result<Value> read_typed(const Value& typed, std::size_t depth) {
  if (depth > limits::json_depth) return malformed("typed values may be nested 64 deep");
  if (typed.is_null()) return Value();
  const Context* pair = typed.context();
  const Value* tag = pair != nullptr ? pair->find("t") : nullptr;
  const Value* content = pair != nullptr ? pair->find("v") : nullptr;
  if (tag == nullptr || tag->text() == nullptr)
    return malformed("expected a typed value {\"t\", \"v\"}");
  const std::string& name = *tag->text();
  if (name == "null" || content == nullptr || content->is_null()) return Value();
  if (name == "boolean" && content->boolean() != nullptr) return *content;
  if (name == "number" && content->number() != nullptr) return *content;
  if (name == "list" && content->list() != nullptr) {
    List items;
    for (const Value& item : *content->list()) {
      ONWARD_TRY(Value value, read_typed(item, depth + 1));
      items.push_back(std::move(value));
    }
    return Value(std::move(items));
  }
  if (name == "context" && content->context() != nullptr) {
    Context entries;
    for (const auto& [key, item] : content->context()->entries()) {
      ONWARD_TRY(Value value, read_typed(item, depth + 1));
      entries.set(key, std::move(value));
    }
    return Value(std::move(entries));
  }
  if (content->text() != nullptr) {
    if (auto value = from_text(name, *content->text())) return std::move(*value);
  }
  return malformed("this is no " + name.substr(0, 40));
}

}  // namespace

std::string to_typed_json(const Value& value) {
  std::string out;
  append_typed(out, value);
  return out;
}

Result<Value> from_typed_value(const Value& typed) { return read_typed(typed, 0); }

}  // namespace onward::feel
