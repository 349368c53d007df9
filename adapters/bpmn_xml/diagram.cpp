// Joins the shapes of the interchange with the elements that they stand for.
#include "adapters/bpmn_xml/diagram.hpp"

#include <charconv>
#include <cmath>
#include <functional>
#include <map>

#include "adapters/bpmn_xml/names.hpp"
#include "adapters/bpmn_xml/schema.hpp"
#include "adapters/bpmn_xml/source.hpp"
#include "adapters/xml/texts.hpp"

namespace onward::bpmn_xml {
namespace {

using diagram::Bounds;
using diagram::Diagram;
using diagram::Edge;
using diagram::LoopMarker;
using diagram::Shape;

constexpr double farthest = 1'000'000;  // beyond it no picture is meant

using Elements = std::map<std::string, pugi::xml_node, std::less<>>;

/// Depth is bounded by limits::xml_depth.
void gather(pugi::xml_node parent, Elements& elements) {
  for (const pugi::xml_node node : parent.children()) {
    if (!is_bpmn(node)) continue;
    const std::string_view id = xml::trim(plain(node, "id"));
    if (!id.empty()) elements.emplace(std::string(id), node);
    gather(node, elements);
  }
}

std::optional<double> number(pugi::xml_node node, const char* name) {
  const std::string_view text = xml::trim(plain(node, name));
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value) || std::abs(value) > farthest) return std::nullopt;
  return value;
}

std::optional<Bounds> bounds_in(pugi::xml_node node) {
  const pugi::xml_node written = xml::child(node, dc_uri, "Bounds");
  const auto x = number(written, "x");
  const auto y = number(written, "y");
  const auto width = number(written, "width");
  const auto height = number(written, "height");
  if (!x || !y || !width || !height || *width < 0 || *height < 0) return std::nullopt;
  return Bounds{*x, *y, *width, *height};
}

std::optional<Bounds> label_in(pugi::xml_node node) {
  return bounds_in(xml::child(node, bpmndi_uri, "BPMNLabel"));
}

std::string text_shown(pugi::xml_node element) {
  if (is_bpmn(element, "textAnnotation")) return trimmed_text(bpmn_child(element, "text"));
  return std::string(plain(element, "name"));
}

/// "message" of messageEventDefinition; several triggers are "multiple" or "parallel-multiple".
std::string trigger_of(pugi::xml_node element) {
  std::string trigger;
  for (const pugi::xml_node child : element.children()) {
    if (!is_bpmn(child)) continue;
    std::string_view name = xml::local_name(child);
    if (!is_in_group(name, "eventDefinition") && name != "eventDefinitionRef") continue;
    if (!trigger.empty()) {
      const bool all = xml::boolean_of(plain(element, "parallelMultiple")).value_or(false);
      return all ? "parallel-multiple" : "multiple";
    }
    name.remove_suffix(std::string_view("EventDefinition").size());
    trigger = name == "eventDef" ? std::string_view("multiple") : name;
  }
  return trigger;
}

LoopMarker loop_of(pugi::xml_node element) {
  if (bpmn_child(element, "standardLoopCharacteristics")) return LoopMarker::loop;
  const pugi::xml_node multi = bpmn_child(element, "multiInstanceLoopCharacteristics");
  if (!multi) return LoopMarker::none;
  return xml::boolean_of(plain(multi, "isSequential")).value_or(false) ? LoopMarker::sequential
                                                                       : LoopMarker::parallel;
}

bool flag(pugi::xml_node node, const char* name, bool otherwise) {
  return xml::boolean_of(plain(node, name)).value_or(otherwise);
}

std::optional<Shape> read_shape(pugi::xml_node node, const Elements& elements) {
  const auto found = elements.find(xml::local_name(xml::trim(plain(node, "bpmnElement"))));
  const std::optional<Bounds> bounds = bounds_in(node);
  if (found == elements.end() || !bounds) return std::nullopt;
  const pugi::xml_node element = found->second;
  Shape shape;
  shape.element = found->first;
  shape.kind = xml::local_name(element);
  shape.name = text_shown(element);
  shape.bounds = *bounds;
  shape.label = label_in(node);
  shape.is_horizontal = flag(node, "isHorizontal", true);
  shape.is_expanded = flag(node, "isExpanded", shape.bounds.width > 150);
  shape.is_marker_visible = flag(node, "isMarkerVisible", false);
  shape.trigger = trigger_of(element);
  shape.is_interrupting =
      flag(element, "isInterrupting", true) && flag(element, "cancelActivity", true);
  shape.is_event_sub_process = flag(element, "triggeredByEvent", false);
  shape.for_compensation = flag(element, "isForCompensation", false);
  shape.loop = loop_of(element);
  return shape;
}

bool leaves_activity(pugi::xml_node flow, const Elements& elements, bool& is_default) {
  const auto source = elements.find(xml::trim(plain(flow, "sourceRef")));
  if (source == elements.end()) return false;
  is_default = xml::trim(plain(source->second, "default")) == xml::trim(plain(flow, "id"));
  const std::string_view kind = xml::local_name(source->second);
  return !kind.ends_with("Gateway") && !kind.ends_with("Event");
}

std::optional<Edge> read_edge(pugi::xml_node node, const Elements& elements) {
  const auto found = elements.find(xml::local_name(xml::trim(plain(node, "bpmnElement"))));
  if (found == elements.end()) return std::nullopt;
  const pugi::xml_node element = found->second;
  Edge edge;
  edge.element = found->first;
  edge.kind = xml::local_name(element);
  edge.name = plain(element, "name");
  edge.label = label_in(node);
  for (const pugi::xml_node way : node.children()) {
    if (!xml::is(way, di_uri, "waypoint")) continue;
    const auto x = number(way, "x");
    const auto y = number(way, "y");
    if (x && y) edge.waypoints.push_back({*x, *y});
  }
  if (edge.waypoints.size() < 2) return std::nullopt;
  if (edge.kind == "association")
    edge.is_directed = plain(element, "associationDirection") == "One" ||
                       plain(element, "associationDirection") == "Both";
  if (edge.kind == "sequenceFlow")
    edge.is_conditional = leaves_activity(element, elements, edge.is_default) &&
                          bpmn_child(element, "conditionExpression");
  return edge;
}

std::string title_of(const xml::Document& document, pugi::xml_node plane,
                     const Elements& elements) {
  const auto drawn = elements.find(xml::local_name(xml::trim(plain(plane, "bpmnElement"))));
  if (drawn != elements.end() && !plain(drawn->second, "name").empty())
    return std::string(plain(drawn->second, "name"));
  for (const pugi::xml_node process : bpmn_children(document.root(), "process"))
    if (!plain(process, "name").empty()) return std::string(plain(process, "name"));
  return std::string(plain(document.root(), "name"));
}

}  // namespace

Result<diagram::Diagram> read_diagram(std::string_view bytes) {
  ONWARD_TRY(const xml::Document document, xml::Document::parse(bytes));
  Elements elements;
  gather(document.root(), elements);
  const pugi::xml_node plane =
      xml::child(xml::child(document.root(), bpmndi_uri, "BPMNDiagram"), bpmndi_uri, "BPMNPlane");
  Diagram diagram;
  diagram.title = title_of(document, plane, elements);
  for (const pugi::xml_node node : plane.children()) {
    if (xml::is(node, bpmndi_uri, "BPMNShape")) {
      if (std::optional<Shape> shape = read_shape(node, elements))
        diagram.shapes.push_back(std::move(*shape));
    } else if (xml::is(node, bpmndi_uri, "BPMNEdge")) {
      if (std::optional<Edge> edge = read_edge(node, elements))
        diagram.edges.push_back(std::move(*edge));
    }
  }
  return diagram;
}

}  // namespace onward::bpmn_xml
