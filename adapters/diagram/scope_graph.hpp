// What stands in one scope of a process, as a graph in columns: the middle part of a layout, which
// knows sizes and neighbours and nothing of BPMN. layout.cpp fills it, columns.cpp and rows.cpp
// place the cells, routes.cpp draws the links.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "adapters/diagram/diagram.hpp"
#include "engine/base/result.hpp"

namespace onward::diagram {

inline constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

/// A node, or (element == nowhere) the place where a link passes a column.
struct Cell {
  std::size_t element = nowhere;  ///< index in the process
  std::size_t stripe = 0;         ///< lanes from top to bottom
  std::size_t column = 0, row = 0;
  double width = 0;                ///< what it needs, its label included
  double ascent = 0, descent = 0;  ///< above and below its centre
  double shape_width = 0;          ///< of the shape alone
  Point centre;
  [[nodiscard]] bool is_bend() const { return element == nowhere; }
};

/// A flow or association from cell to cell.
struct Link {
  std::size_t from = 0, to = 0;    ///< cells
  std::size_t edge = 0;            ///< for whoever made it
  bool is_backward = false;        ///< leads to a column that is not behind its source
  std::vector<std::size_t> stops;  ///< from, bends, to
  /// A boundary event: the link leaves at this point below the centre of the source.
  bool leaves_below = false;
  Point below;      ///< relative to the centre: the bottom of the event
  double turn = 0;  ///< relative to the centre: where it turns to the right
  double label_width = 0, label_height = 0;
};

/// The room between column c and column c + 1 is channel c + 1; channel 0 lies left of all.
struct ScopeGraph {
  std::vector<Cell> cells;
  std::vector<Link> links;
  std::size_t stripes = 1;
  std::vector<std::vector<std::size_t>> columns;  ///< cells from top to bottom
};

/// Cells that no link touches are in no column; the caller places them.
std::vector<bool> linked_cells(const ScopeGraph& graph);

/// Longest paths from left to right; links that would close a circle lead backward. Adds the bends
/// and orders each column so that few links cross. Errors: too_large.
Result<Done> make_columns(ScopeGraph& graph);

/// Rows in each stripe, so that chains are straight lines. Returns how many rows each stripe has.
std::vector<std::size_t> make_rows(ScopeGraph& graph);

/// The way of each link, as points; and where its label stands.
struct Route {
  std::vector<Point> points;
  Bounds label;
};
/// Gives every cell its x, and every link its route; the y of the cells are known. `width` is set
/// to what all columns and channels take.
std::vector<Route> make_routes(ScopeGraph& graph, double& width);

}  // namespace onward::diagram
