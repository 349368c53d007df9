// Each cell wishes for the row of its neighbours on the left; within a column the order is kept, so
// a wish that is too high is granted further down. Rows that nobody took are left out.
#include <algorithm>
#include <map>
#include <set>

#include "adapters/diagram/scope_graph.hpp"

namespace onward::diagram {
namespace {

/// For each cell: the cells on its left in the same stripe; below[i] says that the link leaves
/// the other at its bottom.
struct Beside {
  std::size_t cell;
  bool below;
};

std::vector<std::vector<Beside>> left_of(const ScopeGraph& graph) {
  std::vector<std::vector<Beside>> left(graph.cells.size());
  for (const Link& link : graph.links)
    for (std::size_t i = 1; i < link.stops.size(); ++i) {
      const std::size_t a = link.stops[i - 1];
      const std::size_t b = link.stops[i];
      const Cell& one = graph.cells[a];
      const Cell& other = graph.cells[b];
      if (one.stripe != other.stripe || one.column == other.column) continue;
      if (one.column < other.column)
        left[b].push_back({a, i == 1 && link.leaves_below});
      else
        left[a].push_back({b, false});
    }
  return left;
}

std::size_t wish_of(const ScopeGraph& graph, const std::vector<Beside>& left) {
  std::vector<std::size_t> rows;
  for (const Beside& beside : left)
    rows.push_back(graph.cells[beside.cell].row + (beside.below ? 1 : 0));
  if (rows.empty()) return 0;
  std::sort(rows.begin(), rows.end());
  return rows[(rows.size() - 1) / 2];
}

}  // namespace

std::vector<std::size_t> make_rows(ScopeGraph& graph) {
  const auto left = left_of(graph);
  std::vector<std::set<std::size_t>> taken(graph.stripes);
  for (const auto& column : graph.columns) {
    std::vector<std::size_t> next(graph.stripes);
    for (const std::size_t index : column) {
      Cell& cell = graph.cells[index];
      cell.row = std::max(next[cell.stripe], wish_of(graph, left[index]));
      next[cell.stripe] = cell.row + 1;
      taken[cell.stripe].insert(cell.row);
    }
  }
  std::vector<std::size_t> counts;
  std::vector<std::map<std::size_t, std::size_t>> numbers(graph.stripes);
  for (std::size_t stripe = 0; stripe < graph.stripes; ++stripe) {
    for (const std::size_t row : taken[stripe])
      numbers[stripe].emplace(row, numbers[stripe].size());
    counts.push_back(taken[stripe].size());
  }
  for (const auto& column : graph.columns)
    for (const std::size_t index : column)
      graph.cells[index].row = numbers[graph.cells[index].stripe][graph.cells[index].row];
  return counts;
}

}  // namespace onward::diagram
