// Exact JSON: numbers keep their decimal text, duplicate names and depth over the limit are
// refused. Temporal values, which JSON does not have, are written as their FEEL/ISO text
// ("2026-11-22", "P1D"); ranges and functions as their FEEL text. Reading gives only null, boolean,
// number, text, list, context.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.hpp"
#include "engine/value/value.hpp"

namespace onward {

/// Errors: malformed (syntax, UTF-8, a name twice, a number out of range), too_large (depth, number
/// of items); both with where = "line:column".
Result<Value> json_from_text(std::string_view text);
/// Compact, UTF-8, entries in order. Invalid UTF-8 in a text is replaced by U+FFFD. What is nested
/// deeper than limits::feel_depth or comes after limits::feel_bytes of output is written as null:
/// check size_bytes and depth() first.
std::string to_json(const Value& value);
void append_json(std::string& out, const Value& value);
void append_json_text(std::string& out, std::string_view text);  ///< quoted and escaped

/// Writes JSON member by member without building a Value first: what the API's replies use.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& name(std::string_view name);  ///< next member's name
  JsonWriter& value(const Value& value);
  JsonWriter& text(std::string_view text);
  JsonWriter& number(std::int64_t number);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  ///< already JSON
  [[nodiscard]] const std::string& str() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void separate();
  std::string out_;
  bool need_comma_ = false;
};

}  // namespace onward
