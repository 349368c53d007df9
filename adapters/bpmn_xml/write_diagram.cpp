// Shapes and edges as they are; what stands for no element that was written is left out.
#include "adapters/bpmn_xml/write_diagram.hpp"

#include "adapters/diagram/svg_pen.hpp"

namespace onward::bpmn_xml {
namespace {

void add_bounds(pugi::xml_node parent, const diagram::Bounds& bounds) {
  const pugi::xml_node node = add(parent, "dc:Bounds");
  set_always(node, "x", diagram::svg_number(bounds.x));
  set_always(node, "y", diagram::svg_number(bounds.y));
  set_always(node, "width", diagram::svg_number(bounds.width));
  set_always(node, "height", diagram::svg_number(bounds.height));
}

void add_label(pugi::xml_node parent, const std::optional<diagram::Bounds>& label) {
  if (label) add_bounds(add(parent, "bpmndi:BPMNLabel"), *label);
}

bool is_container(const diagram::Shape& shape) {
  return shape.kind == "participant" || shape.kind == "lane";
}

void add_shape(Target& target, pugi::xml_node plane, const diagram::Shape& shape) {
  const pugi::xml_node node = add(plane, "bpmndi:BPMNShape");
  set_always(node, "id", target.free_id(shape.element + "_di"));
  set_always(node, "bpmnElement", shape.element);
  if (is_container(shape)) set_always(node, "isHorizontal", shape.is_horizontal ? "true" : "false");
  if (shape.kind.ends_with("ubProcess") || shape.kind == "transaction")
    set_always(node, "isExpanded", shape.is_expanded ? "true" : "false");
  set_true(node, "isMarkerVisible", shape.is_marker_visible);
  add_bounds(node, shape.bounds);
  add_label(node, shape.label);
}

void add_edge(Target& target, pugi::xml_node plane, const diagram::Edge& edge) {
  const pugi::xml_node node = add(plane, "bpmndi:BPMNEdge");
  set_always(node, "id", target.free_id(edge.element + "_di"));
  set_always(node, "bpmnElement", edge.element);
  for (const diagram::Point& point : edge.waypoints) {
    const pugi::xml_node way = add(node, "di:waypoint");
    set_always(way, "x", diagram::svg_number(point.x));
    set_always(way, "y", diagram::svg_number(point.y));
  }
  add_label(node, edge.label);
}

}  // namespace

void add_diagram(Target& target, const diagram::Diagram& picture, const std::string& plane) {
  const pugi::xml_node drawing = add(target.root(), "bpmndi:BPMNDiagram");
  set_always(drawing, "id", target.free_id("diagram"));
  const pugi::xml_node node = add(drawing, "bpmndi:BPMNPlane");
  set_always(node, "id", target.free_id("plane"));
  set(node, "bpmnElement", plane);
  for (const diagram::Shape& shape : picture.shapes)
    if (target.is_taken(shape.element)) add_shape(target, node, shape);
  for (const diagram::Edge& edge : picture.edges)
    if (target.is_taken(edge.element)) add_edge(target, node, edge);
}

}  // namespace onward::bpmn_xml
