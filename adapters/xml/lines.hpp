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
  std::vector<std::size_t> starts_;
};

}  // namespace onward::xml
