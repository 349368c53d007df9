// What goes into a statement and comes out of it: a null, a number or bytes. Which kind of bytes
// (text or raw) the statement's types say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/time.hpp"

namespace onward::storage {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Cell>;
using RowSet = std::vector<Row>;

// Ids use 63 bits at most, so they are positive numbers in every database.
inline Cell cell(std::uint64_t number) { return static_cast<std::int64_t>(number); }
inline Cell cell(std::int64_t number) { return number; }
inline Cell cell(std::uint32_t number) { return std::int64_t{number}; }
inline Cell cell(std::int32_t number) { return std::int64_t{number}; }
inline Cell cell(std::uint16_t number) { return std::int64_t{number}; }
inline Cell cell(bool flag) { return std::int64_t{flag ? 1 : 0}; }
inline Cell cell(std::string text) { return text; }
inline Cell cell(std::string_view text) { return std::string(text); }
inline Cell cell(const char* text) { return std::string(text); }
inline Cell cell(Instant at) { return at.ms; }
inline Cell cell(const std::optional<Instant>& at) { return at ? Cell(at->ms) : Cell(); }

inline std::int64_t number_of(const Cell& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number == nullptr ? 0 : *number;
}
inline std::uint64_t unsigned_of(const Cell& cell) {
  return static_cast<std::uint64_t>(number_of(cell));
}
inline std::uint32_t small_of(const Cell& cell) {
  return static_cast<std::uint32_t>(number_of(cell));
}
inline bool flag_of(const Cell& cell) { return number_of(cell) != 0; }
inline std::string text_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}
inline Instant instant_of(const Cell& cell) { return Instant{number_of(cell)}; }
inline std::optional<Instant> optional_instant_of(const Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  return instant_of(cell);
}

}  // namespace onward::storage
