// The picture of a process as data: where each element stands, with what is shown of it. Read from
// a document (adapters/bpmn_xml/diagram.hpp) or made (layout.hpp); drawn by svg.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace onward::diagram {

struct Point {
  double x = 0, y = 0;
};
struct Bounds {
  double x = 0, y = 0, width = 0, height = 0;
};

enum class LoopMarker : std::uint8_t { none, loop, parallel, sequential };

struct Shape {
  std::string element;  ///< id of the BPMN element
  std::string kind;     ///< its element name: "userTask", "lane", "participant"
  std::string name;     ///< text of the element: its name, or what an annotation says
  Bounds bounds;
  std::optional<Bounds> label;
  bool is_horizontal = true;       ///< pools and lanes
  bool is_expanded = true;         ///< sub-processes
  bool is_marker_visible = false;  ///< the X of an exclusive gateway
  std::string trigger;             ///< of an event: "message", "timer", ..., "multiple"; else empty
  bool is_interrupting = true;     ///< boundary events, starts of event sub-processes
  bool is_event_sub_process = false;
  bool for_compensation = false;
  LoopMarker loop = LoopMarker::none;
};

struct Edge {
  std::string element, kind, name;
  std::vector<Point> waypoints;
  std::optional<Bounds> label;
  bool is_conditional = false;  ///< has a condition and leaves an activity
  bool is_default = false;
  bool is_directed = true;  ///< an association may have no arrow
};

struct Diagram {
  std::string title;  ///< name of the process, collaboration or document
  std::vector<Shape> shapes;
  std::vector<Edge> edges;
  [[nodiscard]] bool empty() const { return shapes.empty() && edges.empty(); }
};

}  // namespace onward::diagram
