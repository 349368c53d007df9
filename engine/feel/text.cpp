// string() of every kind of value (DMN 1.5 clause 10.3.4.1).
#include "engine/feel/callable.hpp"
#include "engine/feel/feel.hpp"
#include "engine/value/temporal_text.hpp"

namespace onward::feel {
namespace {

void append(std::string& out, const Value& value, bool is_inner);

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

// A key that would not read back as a name is written as a text.
bool is_plain_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '_' && c != ' ' && c != '?' && static_cast<unsigned char>(c) < 0x80)
      return false;
  }
  return true;
}

void append_context(std::string& out, const Context& context) {
  out += '{';
  bool is_first = true;
  for (const auto& [name, value] : context.entries()) {
    if (!is_first) out += ", ";
    is_first = false;
    if (is_plain_name(name)) {
      out += name;
    } else {
      append_quoted(out, name);
    }
    out += ": ";
    append(out, value, true);
  }
  out += '}';
}

void append_range(std::string& out, const Range& range) {
  out += range.low_included ? '[' : '(';
  if (!range.low.is_null()) append(out, range.low, true);
  out += "..";
  if (!range.high.is_null()) append(out, range.high, true);
  out += range.high_included ? ']' : ')';
}

void append_function(std::string& out, const Value& value) {
  out += "function(";
  if (const auto callable = as_callable(value)) {
    for (std::size_t i = 0; i < callable->parameters().size(); ++i) {
      if (i > 0) out += ", ";
      out += callable->parameters()[i];
    }
  }
  out += ')';
}

void append(std::string& out, const Value& value, bool is_inner) {
  switch (value.kind()) {
    case Value::Kind::null: out += "null"; return;
    case Value::Kind::boolean: out += *value.boolean() ? "true" : "false"; return;
    case Value::Kind::number: out += value.number()->to_text(); return;
    case Value::Kind::text:
      if (is_inner) {
        append_quoted(out, *value.text());
      } else {
        out += *value.text();
      }
      return;
    case Value::Kind::date: out += to_text(*value.date()); return;
    case Value::Kind::time: out += to_text(*value.time()); return;
    case Value::Kind::date_time: out += to_text(*value.date_time()); return;
    case Value::Kind::day_time_duration: out += to_text(*value.day_time_duration()); return;
    case Value::Kind::year_month_duration: out += to_text(*value.year_month_duration()); return;
    case Value::Kind::list: {
      out += '[';
      bool is_first = true;
      for (const Value& item : *value.list()) {
        if (!is_first) out += ", ";
        is_first = false;
        append(out, item, true);
      }
      out += ']';
      return;
    }
    case Value::Kind::context: append_context(out, *value.context()); return;
    case Value::Kind::range: append_range(out, *value.range()); return;
    case Value::Kind::function: append_function(out, value); return;
  }
}

}  // namespace

std::string to_feel_text(const Value& value) {
  std::string out;
  append(out, value, false);
  return out;
}

}  // namespace onward::feel
