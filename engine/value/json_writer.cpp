// The writing half of json.hpp: escapes, texts of temporal values, and the member-by-member writer
// of the API's replies. Standard: RFC 8259 (JSON), RFC 3629 (UTF-8).
#include <array>
#include <charconv>

#include "engine/base/limits.hpp"
#include "engine/value/json.hpp"
#include "engine/value/temporal_text.hpp"

namespace onward {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

/// Bytes that cannot stand as they are: control characters, quote, backslash, and everything beyond
/// ASCII (to be checked).
constexpr std::array<bool, 256> needs_care = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte)
    table[byte] = byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80;
  return table;
}();

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

bool is_continuation(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

/// Length of the well-formed UTF-8 sequence of two to four bytes at `at`, 0 when there is none (RFC
/// 3629 clause 4).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  const unsigned second = byte_at(text, at + 1);
  if (lead >= 0xC2 && lead <= 0xDF) return is_continuation(second) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;   // overlong below
    const unsigned high = lead == 0xED ? 0x9F : 0xBF;  // surrogates above
    return second >= low && second <= high && is_continuation(byte_at(text, at + 2)) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned low = lead == 0xF0 ? 0x90 : 0x80;   // overlong below
    const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;  // beyond U+10FFFF above
    return second >= low && second <= high && is_continuation(byte_at(text, at + 2)) &&
                   is_continuation(byte_at(text, at + 3))
               ? 4
               : 0;
  }
  return 0;
}

void append_escape(std::string& out, unsigned char byte) {
  switch (byte) {
    case '"': out.append("\\\""); return;
    case '\\': out.append("\\\\"); return;
    case '\n': out.append("\\n"); return;
    case '\r': out.append("\\r"); return;
    case '\t': out.append("\\t"); return;
    case '\b': out.append("\\b"); return;
    case '\f': out.append("\\f"); return;
    default: break;
  }
  constexpr std::string_view hex = "0123456789abcdef";
  out.append("\\u00").push_back(hex[byte >> 4U]);
  out.push_back(hex[byte & 15U]);
}

/// A text inside the FEEL text of a range.
std::string feel_literal(const Value& value) {
  if (value.is_null() || value.depth() != 0) return {};  // bounds are scalars
  std::string text;
  append_json(text, value);
  const bool temporal = text.starts_with('"') && value.text() == nullptr;
  return temporal ? "@" + text
                  : text;  // DMN 1.5 clause 10.3.1.2 rule 66: @"2026-11-22" is a temporal literal
}

std::string range_text(const Range& range) {
  std::string text(range.low_included ? "[" : "(");
  text += feel_literal(range.low) + ".." + feel_literal(range.high);
  text.push_back(range.high_included ? ']' : ')');
  return text;
}

/// Writes one value; knows where its output began, so that a value that repeats itself cannot fill
/// the memory.
struct ValueWriter {
  std::string& out;
  std::size_t end;

  void write(const Value& value, std::size_t depth) {
    if (depth > limits::feel_depth || out.size() > end) {
      out.append("null");
      return;
    }
    switch (value.kind()) {
      case Value::Kind::null: out.append("null"); return;
      case Value::Kind::boolean: out.append(*value.boolean() ? "true" : "false"); return;
      case Value::Kind::number: value.number()->append_text(out); return;
      case Value::Kind::text: append_json_text(out, *value.text()); return;
      case Value::Kind::date: append_json_text(out, to_text(*value.date())); return;
      case Value::Kind::time: append_json_text(out, to_text(*value.time())); return;
      case Value::Kind::date_time: append_json_text(out, to_text(*value.date_time())); return;
      case Value::Kind::day_time_duration:
        append_json_text(out, to_text(*value.day_time_duration()));
        return;
      case Value::Kind::year_month_duration:
        append_json_text(out, to_text(*value.year_month_duration()));
        return;
      case Value::Kind::list: write(*value.list(), depth); return;
      case Value::Kind::context: write(*value.context(), depth); return;
      case Value::Kind::range: append_json_text(out, range_text(*value.range())); return;
      case Value::Kind::function: append_json_text(out, "function"); return;
    }
  }

  void write(const List& list, std::size_t depth) {
    out.push_back('[');
    for (const Value& item : list) {
      if (&item != list.data()) out.push_back(',');
      write(item, depth + 1);
      if (out.size() > end) break;
    }
    out.push_back(']');
  }

  void write(const Context& context, std::size_t depth) {
    out.push_back('{');
    for (const auto& entry : context.entries()) {
      if (&entry != context.entries().data()) out.push_back(',');
      append_json_text(out, entry.first);
      out.push_back(':');
      write(entry.second, depth + 1);
      if (out.size() > end) break;
    }
    out.push_back('}');
  }
};

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t clean = 0;  // from here to `at` everything may be copied as it is
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!needs_care[byte]) {
      ++at;
      continue;
    }
    if (const std::size_t length = sequence_length(text, at); length != 0) {
      at += length;
      continue;
    }
    out.append(text.substr(clean, at - clean));
    if (byte >= 0x80)
      out.append(replacement);
    else
      append_escape(out, byte);
    clean = ++at;
  }
  out.append(text.substr(clean));
  out.push_back('"');
}

void append_json(std::string& out, const Value& value) {
  ValueWriter{out, out.size() + limits::feel_bytes}.write(value, 0);
}

std::string to_json(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

void JsonWriter::separate() {
  if (need_comma_) out_.push_back(',');
  need_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_.push_back('{');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_.push_back('}');
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_.push_back('[');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_.push_back(']');
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::name(std::string_view name) {
  separate();
  append_json_text(out_, name);
  out_.push_back(':');
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(const Value& value) {
  separate();
  append_json(out_, value);
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view text) {
  separate();
  append_json_text(out_, text);
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t number) {
  separate();
  std::array<char, 20> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out_.append(digits.data(), written.ptr);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_.append(value ? "true" : "false");
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_.append("null");
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_.append(json);
  return *this;
}

}  // namespace onward
