// The layered drawing of Sugiyama, Tagawa and Toda (1981): circles are cut, nodes are put into
// columns by longest paths, long links get a bend in each column they pass, and sweeps over the
// barycentres of the neighbours sort the columns.
#include <algorithm>
#include <cstdint>
#include <utility>

#include "adapters/diagram/scope_graph.hpp"
#include "engine/base/limits.hpp"

namespace onward::diagram {
namespace {

constexpr int sweeps = 8;

using Lists = std::vector<std::vector<std::size_t>>;

/// Links by their source.
Lists outgoing_of(const ScopeGraph& graph) {
  Lists outgoing(graph.cells.size());
  for (std::size_t i = 0; i < graph.links.size(); ++i) outgoing[graph.links[i].from].push_back(i);
  return outgoing;
}

/// Links that lead to a cell which the search has entered and not left are cut: they close a
/// circle.
class CircleCutter {
 public:
  explicit CircleCutter(ScopeGraph& graph)
      : graph_(graph), outgoing_(outgoing_of(graph)), states_(graph.cells.size(), State::fresh) {}

  void cut() {
    std::vector<std::size_t> incoming(graph_.cells.size());
    for (const Link& link : graph_.links) ++incoming[link.to];
    for (std::size_t cell = 0; cell < graph_.cells.size(); ++cell)
      if (incoming[cell] == 0) search(cell);
    for (std::size_t cell = 0; cell < graph_.cells.size(); ++cell) search(cell);
  }

 private:
  enum class State : std::uint8_t { fresh, entered, left };

  void search(std::size_t root) {
    if (states_[root] != State::fresh) return;
    std::vector<std::pair<std::size_t, std::size_t>> path;  // cell, next of its links
    path.emplace_back(root, 0);
    states_[root] = State::entered;
    while (!path.empty()) {
      auto& [cell, next] = path.back();
      if (next == outgoing_[cell].size()) {
        states_[cell] = State::left;
        path.pop_back();
        continue;
      }
      Link& link = graph_.links[outgoing_[cell][next++]];
      if (states_[link.to] == State::entered) link.is_backward = true;
      if (states_[link.to] != State::fresh) continue;
      states_[link.to] = State::entered;
      path.emplace_back(link.to, 0);
    }
  }

  ScopeGraph& graph_;
  Lists outgoing_;
  std::vector<State> states_;
};

void place_by_longest_path(ScopeGraph& graph) {
  const Lists outgoing = outgoing_of(graph);
  std::vector<std::size_t> missing(graph.cells.size());
  for (const Link& link : graph.links)
    if (!link.is_backward) ++missing[link.to];
  std::vector<std::size_t> agenda;
  for (std::size_t cell = 0; cell < graph.cells.size(); ++cell)
    if (missing[cell] == 0) agenda.push_back(cell);
  for (std::size_t i = 0; i < agenda.size(); ++i)
    for (const std::size_t index : outgoing[agenda[i]]) {
      const Link& link = graph.links[index];
      if (link.is_backward) continue;
      Cell& target = graph.cells[link.to];
      target.column = std::max(target.column, graph.cells[agenda[i]].column + 1);
      if (--missing[link.to] == 0) agenda.push_back(link.to);
    }
}

std::size_t add_bend(ScopeGraph& graph, std::size_t stripe, std::size_t column) {
  Cell bend;
  bend.stripe = stripe;
  bend.column = column;
  bend.ascent = bend.descent = 6;
  graph.cells.push_back(bend);
  return graph.cells.size() - 1;
}

/// Forward in each column between; backward also beside the source and beside the target, where the
/// link turns.
Result<Done> add_bends(ScopeGraph& graph) {
  for (Link& link : graph.links) {
    const std::size_t from = graph.cells[link.from].column;
    const std::size_t to = graph.cells[link.to].column;
    const std::size_t stripe = graph.cells[link.from].stripe;
    link.stops = {link.from};
    if (link.is_backward) {
      for (std::size_t column = from + 1; column-- > to;)
        link.stops.push_back(add_bend(graph, stripe, column));
    } else {
      for (std::size_t column = from + 1; column < to; ++column)
        link.stops.push_back(add_bend(graph, stripe, column));
    }
    link.stops.push_back(link.to);
    if (graph.cells.size() > limits::diagram_cells)
      return Error{ErrorCode::too_large, "the process has too many elements to be laid out"};
  }
  return Done{};
}

/// Who is next to whom in the columns left and right.
struct Neighbours {
  Lists left, right;
};

Neighbours neighbours_of(const ScopeGraph& graph) {
  Neighbours found{Lists(graph.cells.size()), Lists(graph.cells.size())};
  for (const Link& link : graph.links)
    for (std::size_t i = 1; i < link.stops.size(); ++i) {
      std::size_t a = link.stops[i - 1];
      std::size_t b = link.stops[i];
      if (graph.cells[a].column == graph.cells[b].column) continue;
      if (graph.cells[a].column > graph.cells[b].column) std::swap(a, b);
      found.right[a].push_back(b);
      found.left[b].push_back(a);
    }
  return found;
}

std::vector<std::size_t> places_of(const ScopeGraph& graph) {
  std::vector<std::size_t> places(graph.cells.size());
  for (const auto& column : graph.columns)
    for (std::size_t i = 0; i < column.size(); ++i) places[column[i]] = i;
  return places;
}

void sort_column(const ScopeGraph& graph, std::vector<std::size_t>& column, const Lists& beside,
                 const std::vector<std::size_t>& places) {
  std::vector<std::pair<double, std::size_t>> keyed;
  for (std::size_t i = 0; i < column.size(); ++i) {
    double sum = 0;
    for (const std::size_t other : beside[column[i]]) sum += static_cast<double>(places[other]);
    const auto count = static_cast<double>(beside[column[i]].size());
    keyed.emplace_back(count > 0 ? sum / count : static_cast<double>(i), column[i]);
  }
  std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
    const std::size_t upper = graph.cells[a.second].stripe;
    const std::size_t lower = graph.cells[b.second].stripe;
    return upper != lower ? upper < lower : a.first < b.first;
  });
  for (std::size_t i = 0; i < column.size(); ++i) column[i] = keyed[i].second;
}

/// Pairs of links between two columns whose order differs at both ends (counted with a Fenwick
/// tree).
std::size_t crossings_of(const ScopeGraph& graph, const Neighbours& neighbours) {
  const std::vector<std::size_t> places = places_of(graph);
  std::size_t crossings = 0;
  for (std::size_t c = 1; c < graph.columns.size(); ++c) {
    std::vector<std::size_t> tree(graph.columns[c].size() + 1);
    std::size_t entered = 0;
    for (const std::size_t cell : graph.columns[c - 1]) {
      std::vector<std::size_t> ends;
      for (const std::size_t other : neighbours.right[cell]) ends.push_back(places[other]);
      for (const std::size_t end : ends) {
        std::size_t not_below = 0;
        for (std::size_t i = end + 1; i > 0; i -= i & (~i + 1)) not_below += tree[i];
        crossings += entered - not_below;
      }
      for (const std::size_t end : ends) {
        ++entered;
        for (std::size_t i = end + 1; i < tree.size(); i += i & (~i + 1)) ++tree[i];
      }
    }
  }
  return crossings;
}

void order_columns(ScopeGraph& graph) {
  const Neighbours neighbours = neighbours_of(graph);
  auto best = graph.columns;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (int sweep = 0; sweep <= sweeps && fewest > 0; ++sweep) {
    const std::size_t crossings = crossings_of(graph, neighbours);
    if (sweep > 0 && crossings < fewest) {
      fewest = crossings;
      best = graph.columns;
    }
    std::vector<std::size_t> places = places_of(graph);
    const bool rightward = sweep % 2 == 0;
    for (std::size_t n = 0; n < graph.columns.size(); ++n) {
      auto& column = graph.columns[rightward ? n : graph.columns.size() - 1 - n];
      sort_column(graph, column, rightward ? neighbours.left : neighbours.right, places);
      for (std::size_t i = 0; i < column.size(); ++i) places[column[i]] = i;
    }
  }
  graph.columns = std::move(best);
}

}  // namespace

std::vector<bool> linked_cells(const ScopeGraph& graph) {
  std::vector<bool> linked(graph.cells.size());
  for (const Link& link : graph.links) linked[link.from] = linked[link.to] = true;
  return linked;
}

Result<Done> make_columns(ScopeGraph& graph) {
  CircleCutter(graph).cut();
  place_by_longest_path(graph);
  const std::vector<bool> linked = linked_cells(graph);
  ONWARD_TRY_DONE(add_bends(graph));
  for (std::size_t cell = 0; cell < graph.cells.size(); ++cell) {
    if (cell < linked.size() && !linked[cell]) continue;
    const std::size_t column = graph.cells[cell].column;
    if (column >= graph.columns.size()) graph.columns.resize(column + 1);
    graph.columns[column].push_back(cell);
  }
  order_columns(graph);
  return Done{};
}

}  // namespace onward::diagram
