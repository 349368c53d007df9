// Draws shapes by their kind, then the flows between them.
#include "adapters/diagram/svg.hpp"

#include <algorithm>
#include <cmath>

#include "adapters/diagram/svg_pen.hpp"
#include "adapters/diagram/svg_symbols.hpp"

namespace onward::diagram {
namespace {

constexpr double margin = 20;
constexpr double legend_width = 400;
constexpr double legend_height = 34;
constexpr std::string_view thin = "stroke-width=\"1.3\"";
constexpr std::string_view bold = "stroke-width=\"3.5\"";
constexpr std::string_view outline = "fill=\"none\" stroke-width=\"1.3\"";
constexpr std::string_view solid = "fill=\"#22242a\" stroke=\"#ffffff\" stroke-width=\"1\"";
constexpr std::string_view header =
    "<defs>"
    "<marker id=\"flow-end\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"8\" "
    "markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 1L10 5L0 9Z\" "
    "fill=\"#22242a\" stroke=\"none\"/></marker>"
    "<marker id=\"message-end\" viewBox=\"0 0 10 10\" refX=\"10\" refY=\"5\" markerWidth=\"9\" "
    "markerHeight=\"9\" orient=\"auto\"><path d=\"M0 1L10 5L0 9Z\" fill=\"#ffffff\"/></marker>"
    "<marker id=\"message-start\" viewBox=\"0 0 10 10\" refX=\"5\" refY=\"5\" markerWidth=\"8\" "
    "markerHeight=\"8\"><circle cx=\"5\" cy=\"5\" r=\"4\" fill=\"#ffffff\"/></marker>"
    "<marker id=\"line-end\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" "
    "markerHeight=\"9\" orient=\"auto\"><path d=\"M1 1L9 5L1 9\" fill=\"none\"/></marker>"
    "<marker id=\"default-start\" viewBox=\"0 0 20 10\" refX=\"0\" refY=\"5\" "
    "markerWidth=\"16\" markerHeight=\"8\" orient=\"auto\"><path d=\"M7 9L12 1\"/></marker>"
    "<marker id=\"condition-start\" viewBox=\"0 0 20 10\" refX=\"0\" refY=\"5\" "
    "markerWidth=\"18\" markerHeight=\"9\" orient=\"auto\"><path d=\"M0 5L9 1L18 5L9 9Z\" "
    "fill=\"#ffffff\"/></marker></defs>\n";

Point centre_of(const Bounds& bounds) {
  return {bounds.x + bounds.width / 2, bounds.y + bounds.height / 2};
}

bool is_event(const Shape& shape) { return shape.kind.ends_with("Event"); }
bool is_gateway(const Shape& shape) { return shape.kind.ends_with("Gateway"); }
bool is_sub_process(const Shape& shape) {
  return shape.kind == "subProcess" || shape.kind == "transaction" ||
         shape.kind == "adHocSubProcess";
}
bool is_activity(const Shape& shape) {
  return shape.kind == "task" || shape.kind.ends_with("Task") || shape.kind == "callActivity" ||
         is_sub_process(shape);
}

/// The name beside a small shape: where the interchange says, else below it.
void draw_outer_label(SvgPen& pen, const Shape& shape) {
  const Point centre = centre_of(shape.bounds);
  if (shape.label && shape.label->width > 0) {
    pen.label(wrapped(shape.name, std::max(shape.label->width + 24, 60.0), 5),
              centre_of(*shape.label));
    return;
  }
  const std::vector<std::string> lines = wrapped(shape.name, 100, 4);
  const double below = shape.bounds.y + shape.bounds.height + 4;
  pen.label(lines, {centre.x, below + line_height * static_cast<double>(lines.size()) / 2});
}

void draw_event(SvgPen& pen, const Shape& shape) {
  const Point centre = centre_of(shape.bounds);
  const double radius = std::min(shape.bounds.width, shape.bounds.height) / 2;
  const bool is_end = shape.kind == "endEvent";
  const bool throws = is_end || shape.kind == "intermediateThrowEvent";
  std::string attributes(is_end ? bold : thin);
  if (!shape.is_interrupting) attributes += " stroke-dasharray=\"5 3\"";
  pen.circle(centre, radius, attributes);
  if (!is_end && shape.kind != "startEvent")
    pen.circle(centre, radius - 3, attributes + " fill=\"none\"");
  if (const Symbol* symbol = event_symbol(shape.trigger))
    pen.symbol(symbol->path, centre, radius / 18, throws && symbol->is_area ? solid : outline);
  draw_outer_label(pen, shape);
}

void draw_gateway(SvgPen& pen, const Shape& shape) {
  const Bounds& b = shape.bounds;
  const Point centre = centre_of(b);
  pen.path("M" + svg_number(centre.x) + " " + svg_number(b.y) + "L" + svg_number(b.x + b.width) +
               " " + svg_number(centre.y) + "L" + svg_number(centre.x) + " " +
               svg_number(b.y + b.height) + "L" + svg_number(b.x) + " " + svg_number(centre.y) +
               "Z",
           thin);
  const bool is_bare = shape.kind == "exclusiveGateway" && !shape.is_marker_visible;
  const Symbol* symbol = is_bare ? nullptr : gateway_symbol(shape.kind);
  const bool is_heavy = shape.kind != "eventBasedGateway";
  if (symbol != nullptr)
    pen.symbol(symbol->path, centre, b.width / 45,
               is_heavy ? "fill=\"none\" stroke-width=\"3\"" : outline);
  draw_outer_label(pen, shape);
}

/// The markers at the bottom of an activity, side by side.
void draw_markers(SvgPen& pen, const Shape& shape) {
  std::vector<std::string_view> markers;
  if (is_sub_process(shape) && !shape.is_expanded)
    markers.emplace_back("M-7 -7H7V7H-7ZM0 -4V4M-4 0H4");
  if (shape.loop == LoopMarker::loop)
    markers.emplace_back("M-4 6A7 7 0 1 1 3 6.5M-4 6L-8 5M-4 6L-4 2");
  if (shape.loop == LoopMarker::parallel) markers.emplace_back("M-5 -7V7M0 -7V7M5 -7V7");
  if (shape.loop == LoopMarker::sequential) markers.emplace_back("M-7 -5H7M-7 0H7M-7 5H7");
  if (shape.kind == "adHocSubProcess") markers.emplace_back("M-8 2C-4 -6 2 6 8 -2");
  if (shape.for_compensation) markers.emplace_back("M0 -6V6L-8 0ZM8 -6V6L0 0Z");
  double x = centre_of(shape.bounds).x - 8 * (static_cast<double>(markers.size()) - 1);
  for (const std::string_view marker : markers) {
    pen.symbol(marker, {x, shape.bounds.y + shape.bounds.height - 10}, 0.8, outline);
    x += 16;
  }
}

void draw_activity(SvgPen& pen, const Shape& shape) {
  const Bounds& b = shape.bounds;
  std::string attributes(shape.kind == "callActivity" ? bold : thin);
  if (shape.is_event_sub_process) attributes += " stroke-dasharray=\"2 3\"";
  pen.rectangle(b, 10, attributes);
  if (shape.kind == "transaction")
    pen.rectangle({b.x + 3, b.y + 3, b.width - 6, b.height - 6}, 8, outline);
  if (const Symbol* symbol = task_symbol(shape.kind))
    pen.symbol(symbol->path, {b.x + 14, b.y + 14}, 0.8, symbol->is_area ? solid : outline);
  const auto most = static_cast<std::size_t>(std::max(1.0, (b.height - 8) / line_height));
  const std::vector<std::string> lines = wrapped(shape.name, b.width - 12, most);
  const bool is_open = is_sub_process(shape) && shape.is_expanded;
  Point place = is_open ? Point{centre_of(b).x, b.y + 16} : centre_of(b);
  // A long text moves down, away from the symbol in the corner, as far as there is room.
  const double room = (b.height - 8 - line_height * static_cast<double>(lines.size())) / 2;
  if (task_symbol(shape.kind) != nullptr && lines.size() > 2) place.y += std::max(0.0, room);
  pen.label(lines, place);
  draw_markers(pen, shape);
}

/// Pools and lanes: the name stands in a strip of 30 at the beginning.
void draw_container(SvgPen& pen, const Shape& shape) {
  const Bounds& b = shape.bounds;
  pen.rectangle(b, 0, thin);
  const bool is_pool = shape.kind == "participant";
  const bool is_closed = is_pool && b.height < 80 && shape.is_horizontal;
  if (is_closed) {
    pen.label(wrapped(shape.name, b.width - 12, 2), centre_of(b));
  } else if (shape.is_horizontal) {
    if (is_pool)
      pen.path(
          "M" + svg_number(b.x + 30) + " " + svg_number(b.y) + "V" + svg_number(b.y + b.height),
          outline);
    const std::vector<std::string> lines = wrapped(shape.name, b.height - 8, 1);
    pen.upright_label(lines.empty() ? std::string() : lines[0], {b.x + 15, centre_of(b).y});
  } else {
    if (is_pool)
      pen.path("M" + svg_number(b.x) + " " + svg_number(b.y + 30) + "H" + svg_number(b.x + b.width),
               outline);
    pen.label(wrapped(shape.name, b.width - 8, 1), {centre_of(b).x, b.y + 15});
  }
}

void draw_data(SvgPen& pen, const Shape& shape) {
  const Bounds& b = shape.bounds;
  const std::string left = svg_number(b.x);
  const std::string right = svg_number(b.x + b.width);
  const std::string top = svg_number(b.y);
  const std::string bottom = svg_number(b.y + b.height);
  if (shape.kind == "dataStoreReference" || shape.kind == "dataStore") {
    const std::string half = svg_number(b.width / 2);
    const std::string arc = "A" + half + " 7 0 0 0 ";
    const std::string upper = svg_number(b.y + 7);
    const std::string lower = svg_number(b.y + b.height - 7);
    pen.path("M" + left + " " + upper + arc + right + " " + upper + "V" + lower + "A" + half +
                 " 7 0 0 1 " + left + " " + lower + "ZM" + left + " " + upper + "A" + half +
                 " 7 0 0 1 " + right + " " + upper,
             thin);
  } else {
    const std::string fold = svg_number(b.x + b.width - 10);
    const std::string below = svg_number(b.y + 10);
    pen.path("M" + left + " " + top + "H" + fold + "L" + right + " " + below + "V" + bottom + "H" +
                 left + "ZM" + fold + " " + top + "V" + below + "H" + right,
             thin);
  }
  draw_outer_label(pen, shape);
}

void draw_annotation(SvgPen& pen, const Shape& shape) {
  const Bounds& b = shape.bounds;
  pen.path("M" + svg_number(b.x + 10) + " " + svg_number(b.y) + "H" + svg_number(b.x) + "V" +
               svg_number(b.y + b.height) + "H" + svg_number(b.x + 10),
           outline);
  const auto most = static_cast<std::size_t>(std::max(1.0, b.height / line_height));
  pen.label(wrapped(shape.name, b.width - 10, most), centre_of(b));
}

void draw_shape(SvgPen& pen, const Shape& shape) {
  pen.open_group(shape.kind, shape.element, shape.name);
  if (is_event(shape)) {
    draw_event(pen, shape);
  } else if (is_gateway(shape)) {
    draw_gateway(pen, shape);
  } else if (is_activity(shape)) {
    draw_activity(pen, shape);
  } else if (shape.kind == "participant" || shape.kind == "lane") {
    draw_container(pen, shape);
  } else if (shape.kind.starts_with("data")) {
    draw_data(pen, shape);
  } else if (shape.kind == "textAnnotation") {
    draw_annotation(pen, shape);
  } else if (shape.kind == "group") {
    pen.rectangle(shape.bounds, 10, "fill=\"none\" stroke-dasharray=\"8 3 1 3\"");
    draw_outer_label(pen, shape);
  } else {
    pen.rectangle(shape.bounds, 4, thin);
    pen.label(wrapped(shape.name, shape.bounds.width - 8, 4), centre_of(shape.bounds));
  }
  pen.close_group();
}

/// The middle of the longest piece: where a label is in nobody's way.
Point label_place(const Edge& edge) {
  if (edge.label && edge.label->width > 0) return centre_of(*edge.label);
  Point best = edge.waypoints.front();
  double longest = -1;
  for (std::size_t i = 1; i < edge.waypoints.size(); ++i) {
    const Point& a = edge.waypoints[i - 1];
    const Point& b = edge.waypoints[i];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    if (length <= longest) continue;
    longest = length;
    best = {(a.x + b.x) / 2, (a.y + b.y) / 2 - 8};
  }
  return best;
}

void draw_edge(SvgPen& pen, const Edge& edge) {
  std::string attributes(thin);
  if (edge.kind == "sequenceFlow") {
    attributes += " marker-end=\"url(#flow-end)\"";
    if (edge.is_default) attributes += " marker-start=\"url(#default-start)\"";
    if (edge.is_conditional && !edge.is_default)
      attributes += " marker-start=\"url(#condition-start)\"";
  } else if (edge.kind == "messageFlow") {
    attributes +=
        " stroke-dasharray=\"8 5\" marker-start=\"url(#message-start)\" "
        "marker-end=\"url(#message-end)\"";
  } else {
    attributes += " stroke-dasharray=\"1 4\" stroke-linecap=\"round\"";
    if (edge.is_directed) attributes += " marker-end=\"url(#line-end)\"";
  }
  pen.open_group(edge.kind, edge.element, edge.name);
  pen.polyline(edge.waypoints, attributes);
  const double width = edge.label ? std::max(edge.label->width + 24, 60.0) : 90.0;
  pen.label(wrapped(edge.name, width, 4), label_place(edge));
  pen.close_group();
}

Bounds frame_of(const Diagram& diagram) {
  double left = 1e9;
  double top = 1e9;
  double right = -1e9;
  double bottom = -1e9;
  const auto include = [&](double x, double y) {
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  };
  const auto include_bounds = [&](const Bounds& b) {
    include(b.x, b.y);
    include(b.x + b.width, b.y + b.height);
  };
  for (const Shape& shape : diagram.shapes) {
    include_bounds(shape.bounds);
    if (shape.label) include_bounds(*shape.label);
  }
  for (const Edge& edge : diagram.edges) {
    for (const Point& point : edge.waypoints) include(point.x, point.y);
    if (edge.label) include_bounds(*edge.label);
  }
  if (diagram.empty()) return {0, 0, 320, 60};
  return {left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin};
}

}  // namespace

std::string to_svg(const Diagram& diagram) { return to_svg(diagram, {}); }

std::string to_svg(const Diagram& diagram, const Marks& marks) {
  Bounds frame = frame_of(diagram);
  const Point below{frame.x + margin, frame.y + frame.height};
  if (!marks.empty()) {
    frame.width = std::max(frame.width, legend_width);
    frame.height += legend_height;
  }
  const std::string title = diagram.title.empty() ? "Process" : diagram.title;
  SvgPen pen;
  pen.raw(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"title desc\" "
      "viewBox=\"" +
      svg_number(frame.x) + " " + svg_number(frame.y) + " " + svg_number(frame.width) + " " +
      svg_number(frame.height) + "\" width=\"" + svg_number(frame.width) + "\" height=\"" +
      svg_number(frame.height) + "\">\n<title id=\"title\">" + svg_escaped(title) +
      "</title>\n<desc id=\"desc\">BPMN diagram with " + std::to_string(diagram.shapes.size()) +
      " elements and " + std::to_string(diagram.edges.size()) + " connections.</desc>\n");
  pen.raw(header);
  pen.raw(
      "<style>text{font:12px sans-serif;fill:#22242a;stroke:none;text-anchor:middle}"
      "</style>\n<g fill=\"#ffffff\" stroke=\"#22242a\" stroke-linejoin=\"round\">\n");
  // What contains others comes first, and boundary events come last, on top of their activities.
  const auto is_behind = [](const Shape& s) { return s.kind == "participant" || s.kind == "lane"; };
  for (const Shape& shape : diagram.shapes)
    if (is_behind(shape)) draw_shape(pen, shape);
  for (const Shape& shape : diagram.shapes)
    if (is_sub_process(shape) && shape.is_expanded) draw_shape(pen, shape);
  for (const Edge& edge : diagram.edges) draw_edge(pen, edge);
  const auto is_late = [&](const Shape& s) {
    return !is_behind(s) && !(is_sub_process(s) && s.is_expanded) && s.kind != "boundaryEvent";
  };
  for (const Shape& shape : diagram.shapes)
    if (is_late(shape)) draw_shape(pen, shape);
  for (const Shape& shape : diagram.shapes)
    if (shape.kind == "boundaryEvent") draw_shape(pen, shape);
  for (const Shape& shape : diagram.shapes)
    if (const auto mark = marks.find(shape.element); mark != marks.end())
      draw_mark(pen, shape, mark->second);
  if (!marks.empty()) draw_legend(pen, below);
  if (diagram.empty()) pen.label({"This process has no diagram."}, {160, 30});
  pen.raw("</g>\n</svg>\n");
  return pen.text();
}

}  // namespace onward::diagram
