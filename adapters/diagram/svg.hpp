// Draws the diagram interchange as one standalone SVG document, which needs no script, font or
// style sheet from elsewhere and says its title to screen readers.
#pragma once

#include <string>

#include "adapters/diagram/diagram.hpp"
#include "adapters/diagram/marks.hpp"

namespace onward::diagram {

/// The picture. Every shape is a group with `data-element`, so that pages can mark elements. An
/// empty diagram gives a picture that says so.
std::string to_svg(const Diagram& diagram);
/// The same with what became of the elements, and a legend below.
std::string to_svg(const Diagram& diagram, const Marks& marks);

}  // namespace onward::diagram
