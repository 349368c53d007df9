// A place in a text document, as people count: what readers report beside a problem.
#pragma once

#include <cstdint>
#include <string>

namespace onward {

/// Line and column, both from 1; {0, 0} means "no place known". Columns count characters, not
/// bytes.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

/// "line:column", the form of Error::where.
inline std::string to_text(Position at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace onward
