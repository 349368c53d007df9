// The opportunity's kept fields (docs/dialects.md, "Keep"): the closed list with its types, and how
// a dotted name is read and written.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/result.hpp"
#include "engine/service/records.hpp"

namespace onward::sales {

enum class KeptType : std::uint8_t { text, date, number, boolean, person, customer };

struct KeptField {
  std::string_view name;  ///< "quotation.number"
  KeptType type = KeptType::text;
};

/// nullptr when there is no such field.
const KeptField* find_kept_field(std::string_view name);
/// "text", "a date such as 2026-11-22" ...: for messages.
std::string_view describe(KeptType type);
/// The value as the field's type (a date may come as its text); nullopt when it is of another type.
/// Null stays null.
std::optional<Value> typed(KeptType type, const Value& value);

/// Null when the field is not there.
Value read_field(const Context& fields, std::string_view dotted);
/// A null takes the field away.
void write_field(Context& fields, std::string_view dotted, Value value);

}  // namespace onward::sales
