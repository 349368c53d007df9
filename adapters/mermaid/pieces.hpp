// What statements are made of: ids, texts in quotes, shapes with their texts, lines with theirs.
// Each reads at the scanner's place and moves past it, or leaves a fault and returns false.
#pragma once

#include <string>
#include <string_view>

#include "adapters/mermaid/chart.hpp"
#include "adapters/mermaid/scanner.hpp"

namespace onward::mermaid {

/// The id at this place, empty when there is none. A hyphen or equals sign that begins a line is no
/// part of it.
std::string_view take_id(Scanner& scanner);
/// "text" with its quotes; `written` is what stands between them.
bool read_quoted(Scanner& scanner, std::string& written);

/// Whether the text of a node begins here.
bool is_at_shape(const Scanner& scanner);
bool read_shape(Scanner& scanner, Shape& shape, std::string& text);

/// A line from node to node.
struct Line {
  std::string label;
  Position at;
  bool to_the_right = false, to_the_left = false;  ///< where arrows are
  bool is_visible = true;                          ///< `~~~` only keeps nodes apart
};
bool read_line(Scanner& scanner, Line& line);

}  // namespace onward::mermaid
