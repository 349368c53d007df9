// The picture of one process: its scopes from the inside out.
#pragma once

#include <cstddef>
#include <vector>

#include "adapters/diagram/diagram.hpp"
#include "adapters/diagram/scope_graph.hpp"
#include "engine/base/result.hpp"
#include "engine/model/draft.hpp"

namespace onward::diagram {

/// Which stripe an element of the process itself belongs to; `nowhere`: any.
struct Stripes {
  std::size_t count = 1;
  std::vector<std::size_t> of_element;  ///< by index in the process; empty: all the same
};

/// A scope laid out, its upper left corner at (0, 0).
struct Box {
  double width = 0, height = 0;
  std::vector<Shape> shapes;
  std::vector<Edge> edges;
  std::vector<double> stripe_heights;  ///< from top to bottom
};

/// Errors: too_large.
Result<Box> lay_out_process(const model::DraftProcess& process, const Stripes& stripes);

/// Moves everything.
void shift(Box& box, double x, double y);
/// The shape of a draft element, without its place.
Shape shape_of(const model::DraftElement& element);

}  // namespace onward::diagram
