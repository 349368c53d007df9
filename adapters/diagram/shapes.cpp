// What the notation shows of an element besides its place.
#include "adapters/diagram/scope_layout.hpp"

namespace onward::diagram {
namespace {

std::string trigger_of(const model::Details& details) {
  if (details.events.size() > 1)
    return details.parallel_multiple ? "parallel-multiple" : "multiple";
  if (details.events.empty() || details.events.front().kind == model::EventKind::none) return {};
  if (details.events.front().kind == model::EventKind::compensation) return "compensate";
  return std::string(model::to_string(details.events.front().kind));
}

void move(Bounds& bounds, double x, double y) {
  bounds.x += x;
  bounds.y += y;
}

}  // namespace

Shape shape_of(const model::DraftElement& element) {
  Shape shape;
  shape.element = element.id;
  shape.is_event_sub_process = element.kind == model::ElementKind::event_sub_process;
  shape.kind = shape.is_event_sub_process ? "subProcess" : model::bpmn_name(element.kind);
  shape.name = element.name;
  shape.is_marker_visible = element.kind == model::ElementKind::exclusive_gateway;
  const model::Details& details = element.details;
  if (model::is_event(element.kind)) {
    shape.trigger = trigger_of(details);
    shape.is_interrupting = details.interrupting;
  }
  shape.for_compensation = details.for_compensation;
  if (details.loop) shape.loop = LoopMarker::loop;
  if (details.multi_instance)
    shape.loop = details.multi_instance->sequential ? LoopMarker::sequential : LoopMarker::parallel;
  return shape;
}

void shift(Box& box, double x, double y) {
  for (Shape& shape : box.shapes) {
    move(shape.bounds, x, y);
    if (shape.label) move(*shape.label, x, y);
  }
  for (Edge& edge : box.edges) {
    if (edge.label) move(*edge.label, x, y);
    for (Point& point : edge.waypoints) {
      point.x += x;
      point.y += y;
    }
  }
}

}  // namespace onward::diagram
