// What became of the elements of a running process, drawn over its picture: said by shape and word,
// so that it is read without colour. Colour only repeats it.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "adapters/diagram/diagram.hpp"

namespace onward::diagram {

class SvgPen;

enum class MarkState : std::uint8_t { done, active, possible, skipped };

struct Mark {
  MarkState state = MarkState::possible;
  std::string who;   ///< empty: nobody is named
  std::string note;  ///< until when, how often; empty: none
};
/// By the id of the element.
using Marks = std::map<std::string, Mark, std::less<>>;

/// Over the drawn shape: a badge at its corner (a tick, an arrow, a ring, a cross), its outline
/// (bold when active, dashed when possible, hatched when skipped), and inside an activity who and
/// note.
void draw_mark(SvgPen& pen, const Shape& shape, const Mark& mark);

/// What the badges mean, in one line that begins at `left`. 24 high.
void draw_legend(SvgPen& pen, Point left);

}  // namespace onward::diagram
