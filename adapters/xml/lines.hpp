// Turns a byte offset of a document into the line and column that a person counts.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/base/position.hpp"

namespace onward::xml {

/// Where the lines of one text begin; built once, asked often.
class Lines {
 public:
  Lines() = default;
  explicit Lines(std::string_view utf8);
  /// The place of byte `offset` of the same text; an offset past the end is the end.
  [[nodiscard]] Position at(std::string_view utf8, std::size_t offset) const;

 private:
  /// A place that is known: each line begins with one, and a long line has one every so often,
  /// since some tools write a document of megabytes as a single line.
  struct Mark {
    std::size_t offset = 0;
    std::uint32_t line = 1, characters = 0;  ///< characters of the line before it
  };
  std::vector<Mark> marks_;
};

}  // namespace onward::xml
