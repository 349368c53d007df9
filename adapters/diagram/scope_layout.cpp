// Fills the graph of each scope with the sizes of its elements, and turns the placed graph into
// shapes and edges.
#include "adapters/diagram/scope_layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "adapters/diagram/labels.hpp"
#include "engine/base/limits.hpp"

namespace onward::diagram {
namespace {

constexpr double pad = 20;
constexpr double row_gap = 18;
constexpr double title_height = 26;  // of an open sub-process
constexpr double event_size = 36;
constexpr double label_gap = 4;
constexpr double turn_gap = 8;
constexpr double apart_width = 1'000;  // a line of elements that nothing connects
constexpr double slack = 24;           // the drawing may make lines of a label so much longer

/// What is drawn of one element, apart from where.
struct Figure {
  double width = 0, height = 0;
  std::vector<std::string> label;  ///< below it
  Box content;
  std::vector<std::size_t> boundary;  ///< elements at its bottom
  std::vector<std::vector<std::string>> boundary_labels;
  double boundary_gap = 0, boundary_label_height = 0;
};

class ScopeBuilder {
 public:
  ScopeBuilder(const model::DraftProcess& process, const Stripes& stripes)
      : process_(process), stripes_(stripes), figures_(process.elements.size()) {
    for (std::size_t i = 0; i < process.elements.size(); ++i)
      index_.emplace(process.elements[i].id, i);
    for (std::size_t i = 0; i < process.elements.size(); ++i) {
      const model::DraftElement& element = process.elements[i];
      const auto host = index_.find(element.attached_to);
      if (element.kind != model::ElementKind::boundary_event)
        children_[element.parent].push_back(i);
      else if (host != index_.end() && model::is_activity(process.elements[host->second].kind))
        figures_[host->second].boundary.push_back(i);
    }
  }

  /// Depth is bounded: deeper sub-processes are drawn empty, and so is the second of one id.
  Result<Box> scope(const std::string& parent, std::size_t depth) {
    ScopeGraph graph;
    std::map<std::size_t, std::size_t> cell_of;
    if (const auto found = children_.find(parent); found != children_.end())
      for (const std::size_t element : found->second) {
        ONWARD_TRY_DONE(measure(element, depth));
        cell_of.emplace(element, graph.cells.size());
        graph.cells.push_back(cell_for(element));
      }
    if (parent.empty()) graph.stripes = stripes_.count;
    std::vector<Edge> edges;
    for (const model::DraftFlow& flow : process_.flows) add_flow(flow, cell_of, graph, edges);
    for (const model::DraftAssociation& association : process_.associations)
      add_association(association, cell_of, graph, edges);
    if (parent.empty()) set_stripes(graph);
    ONWARD_TRY_DONE(make_columns(graph));
    return placed(graph, std::move(edges));
  }

 private:
  [[nodiscard]] const model::DraftElement& element(std::size_t index) const {
    return process_.elements[index];
  }

  Result<Done> measure(std::size_t index, std::size_t depth) {
    const model::ElementKind kind = element(index).kind;
    Figure& figure = figures_[index];
    if (model::is_activity(kind)) {
      figure.width = element(index).name.size() > 45 ? 130 : 100;
      figure.height = 80;
      if (model::is_sub_process(kind) && children_.contains(element(index).id) &&
          depth < limits::nesting && entered_.insert(element(index).id).second) {
        ONWARD_TRY(Box content, scope(element(index).id, depth + 1));
        figure.width = std::max(figure.width, content.width);
        figure.height = std::max(figure.height, content.height + title_height);
        figure.content = std::move(content);
      }
      measure_boundary(figure);
    } else {
      figure.width = figure.height = model::is_gateway(kind) ? 50 : event_size;
      figure.label = wrapped(element(index).name, 100, 4);
    }
    return Done{};
  }

  void measure_boundary(Figure& figure) const {
    for (const std::size_t event : figure.boundary) {
      figure.boundary_labels.push_back(wrapped(element(event).name, 66, 4));
      figure.boundary_label_height =
          std::max(figure.boundary_label_height, height_of(figure.boundary_labels.back()));
    }
    figure.boundary_gap = figure.boundary_label_height > 0 ? 116 : 50;
    const auto count = static_cast<double>(figure.boundary.size());
    figure.width = std::max(figure.width, count * figure.boundary_gap + 24);
  }

  /// From the centre of the activity to that of its event.
  static Point boundary_place(const Figure& figure, std::size_t place) {
    return {-figure.width / 2 + 28 + static_cast<double>(place) * figure.boundary_gap,
            figure.height / 2};
  }

  [[nodiscard]] Cell cell_for(std::size_t index) const {
    const Figure& figure = figures_[index];
    Cell cell;
    cell.element = index;
    cell.shape_width = cell.width = figure.width;
    cell.ascent = cell.descent = figure.height / 2;
    if (!figure.label.empty()) {
      cell.width = std::max(cell.width, width_of(figure.label) + slack);
      cell.descent += label_gap + height_of(figure.label);
    }
    if (!figure.boundary.empty())
      cell.descent += event_size / 2 + label_gap + figure.boundary_label_height + 2 * turn_gap +
                      turn_gap * static_cast<double>(figure.boundary.size());
    return cell;
  }

  struct End {
    std::size_t cell = nowhere;
    std::size_t boundary = nowhere;  ///< place among the boundary events of the cell's element
  };

  [[nodiscard]] End end_of(const std::string& id,
                           const std::map<std::size_t, std::size_t>& cell_of) const {
    const auto found = index_.find(id);
    if (found == index_.end()) return {};
    if (const auto cell = cell_of.find(found->second); cell != cell_of.end())
      return {cell->second, nowhere};
    const auto host = index_.find(element(found->second).attached_to);
    if (host == index_.end() || !cell_of.contains(host->second)) return {};
    const std::vector<std::size_t>& events = figures_[host->second].boundary;
    const auto place = std::find(events.begin(), events.end(), found->second);
    if (place == events.end()) return {};
    return {cell_of.at(host->second), static_cast<std::size_t>(place - events.begin())};
  }

  /// False when the link does not belong to this scope.
  bool add_link(const std::string& source, const std::string& target,
                const std::map<std::size_t, std::size_t>& cell_of, ScopeGraph& graph,
                std::size_t edge) const {
    const End from = end_of(source, cell_of);
    const End to = end_of(target, cell_of);
    if (from.cell == nowhere || to.cell == nowhere || to.boundary != nowhere) return false;
    Link link;
    link.from = from.cell;
    link.to = to.cell;
    link.edge = edge;
    if (from.boundary != nowhere) {
      const Figure& figure = figures_[graph.cells[from.cell].element];
      link.leaves_below = true;
      link.below = boundary_place(figure, from.boundary);
      link.below.y += event_size / 2;
      // What stands further left turns further down: so the lines do not cross.
      const auto behind = static_cast<double>(figure.boundary.size() - 1 - from.boundary);
      link.turn = link.below.y + label_gap + figure.boundary_label_height + turn_gap * (1 + behind);
    }
    graph.links.push_back(std::move(link));
    return true;
  }

  void add_flow(const model::DraftFlow& flow, const std::map<std::size_t, std::size_t>& cell_of,
                ScopeGraph& graph, std::vector<Edge>& edges) const {
    if (!add_link(flow.source, flow.target, cell_of, graph, edges.size())) return;
    Edge edge;
    edge.element = flow.id;
    edge.kind = "sequenceFlow";
    edge.name = flow.name;
    const model::DraftElement& source = element(index_.find(flow.source)->second);
    edge.is_default = !flow.id.empty() && source.default_flow == flow.id;
    edge.is_conditional = !flow.condition.empty() && model::is_activity(source.kind);
    edges.push_back(std::move(edge));
    const std::vector<std::string> lines = wrapped(flow.name, 90, 4);
    if (lines.empty()) return;
    graph.links.back().label_width = width_of(lines) + slack;
    graph.links.back().label_height = height_of(lines);
  }

  void add_association(const model::DraftAssociation& association,
                       const std::map<std::size_t, std::size_t>& cell_of, ScopeGraph& graph,
                       std::vector<Edge>& edges) const {
    if (!add_link(association.source, association.target, cell_of, graph, edges.size()) &&
        !add_link(association.target, association.source, cell_of, graph, edges.size()))
      return;
    Edge edge;
    edge.element = association.id;
    edge.kind = "association";
    edges.push_back(std::move(edge));
  }

  /// What is in no lane stands in that of a neighbour.
  void set_stripes(ScopeGraph& graph) const {
    if (stripes_.of_element.empty()) return;
    std::vector<std::size_t> stripe;
    for (const Cell& cell : graph.cells) stripe.push_back(stripes_.of_element[cell.element]);
    bool changed = true;
    for (int pass = 0; changed && pass < 64; ++pass) {
      changed = false;
      for (const Link& link : graph.links) {
        if ((stripe[link.from] == nowhere) == (stripe[link.to] == nowhere)) continue;
        const std::size_t known = std::min(stripe[link.from], stripe[link.to]);
        stripe[link.from] = stripe[link.to] = known;
        changed = true;
      }
    }
    for (std::size_t i = 0; i < stripe.size(); ++i)
      graph.cells[i].stripe = stripe[i] == nowhere ? 0 : stripe[i];
  }

  /// Rows, and what nothing connects, stripe by stripe. With one stripe that stands below the rows;
  /// with several, where links cross each stripe, it stands behind the last column.
  Result<Box> placed(ScopeGraph& graph, std::vector<Edge> edges) const {
    const std::vector<std::size_t> rows = make_rows(graph);
    std::vector<bool> linked = linked_cells(graph);
    Box box;
    const bool is_behind = graph.stripes > 1;
    double apart = 0;
    double y = 0;
    for (std::size_t stripe = 0; stripe < graph.stripes; ++stripe) {
      const double top = y;
      y += pad;
      place_rows(graph, stripe, rows[stripe], y);
      double apart_y = is_behind ? top + pad : y;
      apart = std::max(apart, place_apart(graph, linked, stripe, apart_y));
      y = std::max(y, apart_y);
      y = std::max(y + pad, top + (graph.stripes > 1 ? 80 : 2 * pad));
      box.stripe_heights.push_back(y - top);
    }
    box.height = y;
    double columns = 0;
    const std::vector<Route> routes = make_routes(graph, columns);
    const double behind = is_behind && apart > 0 ? columns + (columns > 0 ? pad : 0) : 0;
    box.width = std::max(behind + apart, columns) + 2 * pad;
    for (std::size_t i = 0; i < linked.size(); ++i) {
      const Cell& cell = graph.cells[i];
      if (!cell.is_bend())
        draw(cell.element, {cell.centre.x + (linked[i] ? pad : behind), cell.centre.y}, box);
    }
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
      Edge& edge = edges[graph.links[i].edge];
      edge.waypoints = routes[i].points;
      for (Point& point : edge.waypoints) point.x += pad;
      if (const Bounds& label = routes[i].label; label.width > 0)
        edge.label = Bounds{label.x + pad + slack / 2, label.y, label.width - slack, label.height};
    }
    std::move(edges.begin(), edges.end(), std::back_inserter(box.edges));
    return box;
  }

  static void place_rows(ScopeGraph& graph, std::size_t stripe, std::size_t count, double& y) {
    std::vector<double> ascents(count);
    std::vector<double> descents(count);
    for (const auto& column : graph.columns)
      for (const std::size_t index : column) {
        const Cell& cell = graph.cells[index];
        if (cell.stripe != stripe) continue;
        ascents[cell.row] = std::max(ascents[cell.row], cell.ascent);
        descents[cell.row] = std::max(descents[cell.row], cell.descent);
      }
    if (count > 0)
      for (const Link& link : graph.links) ascents[0] = std::max(ascents[0], link.label_height);
    std::vector<double> centres;
    for (std::size_t row = 0; row < count; ++row) {
      y += ascents[row];
      centres.push_back(y);
      y += descents[row] + (row + 1 < count ? row_gap : 0);
    }
    for (const auto& column : graph.columns)
      for (const std::size_t index : column)
        if (Cell& cell = graph.cells[index]; cell.stripe == stripe)
          cell.centre.y = centres[cell.row];
  }

  /// Side by side in lines; returns how far they reach.
  static double place_apart(ScopeGraph& graph, const std::vector<bool>& linked, std::size_t stripe,
                            double& y) {
    std::vector<Cell*> line;
    double x = pad;
    double reach = 0;
    bool is_first = graph.stripes > 1 || graph.columns.empty();
    const auto close_line = [&] {
      if (line.empty()) return;
      double ascent = 0;
      double descent = 0;
      for (const Cell* cell : line) {
        ascent = std::max(ascent, cell->ascent);
        descent = std::max(descent, cell->descent);
      }
      if (!is_first) y += row_gap;
      is_first = false;
      for (Cell* cell : line) cell->centre.y = y + ascent;
      y += ascent + descent;
      line.clear();
      x = pad;
    };
    for (std::size_t i = 0; i < linked.size(); ++i) {
      Cell& cell = graph.cells[i];
      if (linked[i] || cell.is_bend() || cell.stripe != stripe) continue;
      if (!line.empty() && x + cell.width > apart_width) close_line();
      cell.centre.x = x + cell.width / 2;
      x += cell.width + row_gap;
      reach = std::max(reach, x - row_gap - pad);
      line.push_back(&cell);
    }
    close_line();
    return reach;
  }

  /// The element around `centre`, its content and its boundary events.
  void draw(std::size_t index, Point centre, Box& box) const {
    const Figure& figure = figures_[index];
    Shape shape = shape_of(element(index));
    shape.bounds = {centre.x - figure.width / 2, centre.y - figure.height / 2, figure.width,
                    figure.height};
    if (!figure.label.empty()) {
      const double width = width_of(figure.label);
      shape.label = Bounds{centre.x - width / 2, shape.bounds.y + figure.height + label_gap, width,
                           height_of(figure.label)};
    }
    const Bounds bounds = shape.bounds;
    box.shapes.push_back(std::move(shape));
    Box content = figure.content;
    shift(content, bounds.x, bounds.y + title_height);
    std::move(content.shapes.begin(), content.shapes.end(), std::back_inserter(box.shapes));
    std::move(content.edges.begin(), content.edges.end(), std::back_inserter(box.edges));
    for (std::size_t i = 0; i < figure.boundary.size(); ++i) {
      Shape event = shape_of(element(figure.boundary[i]));
      const Point place = boundary_place(figure, i);
      const Point middle{centre.x + place.x, centre.y + place.y};
      event.bounds = {middle.x - event_size / 2, middle.y - event_size / 2, event_size, event_size};
      if (const auto& lines = figure.boundary_labels[i]; !lines.empty())
        event.label = Bounds{middle.x + slack / 2 + 2, middle.y + event_size / 2 + label_gap / 2,
                             width_of(lines), height_of(lines)};
      box.shapes.push_back(std::move(event));
    }
  }

  const model::DraftProcess& process_;
  const Stripes& stripes_;
  std::map<std::string, std::size_t, std::less<>> index_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> children_;
  std::set<std::string, std::less<>> entered_{std::string()};
  std::vector<Figure> figures_;
};

}  // namespace

Result<Box> lay_out_process(const model::DraftProcess& process, const Stripes& stripes) {
  return ScopeBuilder(process, stripes).scope({}, 0);
}

}  // namespace onward::diagram
