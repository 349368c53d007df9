// Links run along rows, where nothing else stands, and change rows in the channels between the
// columns, each on a track of its own.
#include <algorithm>
#include <cmath>

#include "adapters/diagram/scope_graph.hpp"

namespace onward::diagram {
namespace {

constexpr double track_gap = 12;
constexpr double channel_pad = 16;
constexpr std::size_t sorted_tracks = 400;  // beyond it the order of tracks is left as it came

enum class Side : std::uint8_t { left, right };

/// Where a link changes rows: a vertical line in a channel, with a horizontal one at each end.
struct Turn {
  std::size_t link = 0, hop = 0, channel = 0;
  double from = 0, to = 0;
  Side from_side = Side::left, to_side = Side::right;
  double x = 0;
  [[nodiscard]] double top() const { return std::min(from, to); }
  [[nodiscard]] double bottom() const { return std::max(from, to); }
};

/// How bad it is when `a` stands left of `b`.
int cost(const Turn& a, const Turn& b) {
  int total = 0;
  const auto meet = [&](double y, const Turn& other) {
    if (y > other.top() && y < other.bottom()) ++total;
  };
  for (const auto& [y, side] : {std::pair(a.from, a.from_side), std::pair(a.to, a.to_side)}) {
    if (side != Side::right) continue;
    meet(y, b);
    // Two lines one on top of the other are worse than two that cross.
    if ((b.from == y && b.from_side == Side::left) || (b.to == y && b.to_side == Side::left))
      total += 4;
  }
  if (b.from_side == Side::left) meet(b.from, a);
  if (b.to_side == Side::left) meet(b.to, a);
  return total;
}

/// Each is put where it costs least among those before it.
void sort_tracks(std::vector<Turn*>& turns) {
  if (turns.size() > sorted_tracks) return;
  std::vector<Turn*> sorted;
  for (Turn* turn : turns) {
    int here = 0;  // at the far left
    for (const Turn* other : sorted) here += cost(*turn, *other);
    int least = here;
    std::size_t place = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      here += cost(*sorted[i], *turn) - cost(*turn, *sorted[i]);
      if (here > least) continue;
      least = here;
      place = i + 1;
    }
    sorted.insert(sorted.begin() + static_cast<std::ptrdiff_t>(place), turn);
  }
  turns = std::move(sorted);
}

class Router {
 public:
  explicit Router(ScopeGraph& graph) : graph_(graph), channels_(graph.columns.size() + 1) {}

  std::vector<Route> route(double& width) {
    for (std::size_t i = 0; i < graph_.links.size(); ++i) find_turns(i);
    std::vector<std::vector<Turn*>> tracks(channels_.size());
    for (Turn& turn : turns_) tracks[turn.channel].push_back(&turn);
    for (auto& each : tracks) sort_tracks(each);
    for (const Link& link : graph_.links) {
      double& room = channels_[graph_.cells[link.from].column + 1].label;
      room = std::max(room, link.label_width);
    }
    place_columns(tracks, width);
    std::vector<Route> routes(graph_.links.size());
    for (std::size_t i = 0, turn = 0; i < graph_.links.size(); ++i) draw(i, turn, routes[i]);
    return routes;
  }

 private:
  struct Channel {
    double label = 0, label_x = 0;
  };

  static double leaving(const Link& link, const Cell& source) {
    return source.centre.y + (link.leaves_below ? link.turn : 0);
  }

  void find_turns(std::size_t index) {
    const Link& link = graph_.links[index];
    for (std::size_t hop = 1; hop < link.stops.size(); ++hop) {
      const Cell& a = graph_.cells[link.stops[hop - 1]];
      const Cell& b = graph_.cells[link.stops[hop]];
      Turn turn;
      turn.link = index;
      turn.hop = hop;
      turn.from = hop == 1 ? leaving(link, a) : a.centre.y;
      turn.to = b.centre.y;
      if (!link.is_backward) {
        turn.channel = b.column;
      } else if (hop == 1) {
        turn.channel = a.column + 1;
        turn.to_side = Side::left;
      } else if (hop + 1 == link.stops.size()) {
        turn.channel = b.column;
        turn.from_side = Side::right;
      } else {
        turn.channel = a.column;
        turn.from_side = Side::right;
        turn.to_side = Side::left;
      }
      if (turn.from != turn.to) turns_.push_back(turn);
    }
  }

  void place_columns(const std::vector<std::vector<Turn*>>& tracks, double& width) {
    double x = 0;
    for (std::size_t c = 0; c < channels_.size(); ++c) {
      const bool is_edge = c == 0 || c == graph_.columns.size();
      if (!is_edge || !tracks[c].empty() || channels_[c].label > 0) x += channel_pad;
      for (Turn* turn : tracks[c]) {
        turn->x = x;
        x += track_gap;
      }
      channels_[c].label_x = x;
      if (channels_[c].label > 0) x += channels_[c].label + 8;
      if (!is_edge) x += channel_pad;
      if (c == graph_.columns.size()) break;
      double column = 0;
      for (const std::size_t cell : graph_.columns[c])
        column = std::max(column, graph_.cells[cell].width);
      for (const std::size_t cell : graph_.columns[c]) graph_.cells[cell].centre.x = x + column / 2;
      x += column;
    }
    width = x;
  }

  /// `turn`: the next of turns_, which are in the order of links.
  void draw(std::size_t index, std::size_t& turn, Route& route) {
    const Link& link = graph_.links[index];
    const Cell& source = graph_.cells[link.from];
    const Cell& target = graph_.cells[link.to];
    if (link.leaves_below) {
      route.points.push_back({source.centre.x + link.below.x, source.centre.y + link.below.y});
      route.points.push_back({source.centre.x + link.below.x, leaving(link, source)});
    } else {
      route.points.push_back({source.centre.x + source.shape_width / 2, source.centre.y});
    }
    for (; turn < turns_.size() && turns_[turn].link == index; ++turn) {
      route.points.push_back({turns_[turn].x, turns_[turn].from});
      route.points.push_back({turns_[turn].x, turns_[turn].to});
    }
    route.points.push_back({target.centre.x - target.shape_width / 2, target.centre.y});
    simplify(route.points);
    if (link.label_width > 0) place_label(link, route);
  }

  static void simplify(std::vector<Point>& points) {
    std::vector<Point> kept;
    for (const Point& point : points) {
      const std::size_t n = kept.size();
      if (n > 0 && kept[n - 1].x == point.x && kept[n - 1].y == point.y) continue;
      const bool goes_on = n > 1 && ((kept[n - 2].x == kept[n - 1].x && kept[n - 1].x == point.x) ||
                                     (kept[n - 2].y == kept[n - 1].y && kept[n - 1].y == point.y));
      if (goes_on) kept.pop_back();
      kept.push_back(point);
    }
    points = std::move(kept);
  }

  /// In the channel behind the source, above the line that goes on from there.
  void place_label(const Link& link, Route& route) {
    const Cell& source = graph_.cells[link.from];
    const Cell& next = graph_.cells[link.stops[1]];
    const double y = link.is_backward ? (leaving(link, source) + next.centre.y) / 2
                                      : next.centre.y - link.label_height - 3;
    route.label = {channels_[source.column + 1].label_x, y, link.label_width, link.label_height};
  }

  ScopeGraph& graph_;
  std::vector<Channel> channels_;
  std::vector<Turn> turns_;
};

}  // namespace

std::vector<Route> make_routes(ScopeGraph& graph, double& width) {
  return Router(graph).route(width);
}

}  // namespace onward::diagram
