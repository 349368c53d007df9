// Writes SVG text piece by piece: numbers, escaped texts, lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/diagram/diagram.hpp"
#include "adapters/diagram/labels.hpp"

namespace onward::diagram {

/// With one decimal place at most.
std::string svg_number(double value);
std::string svg_escaped(std::string_view text);

class SvgPen {
 public:
  [[nodiscard]] const std::string& text() const { return out_; }
  void raw(std::string_view text) { out_ += text; }

  void open_group(std::string_view kind, std::string_view element, std::string_view name);
  void close_group() { out_ += "</g>\n"; }
  void rectangle(const Bounds& bounds, double radius, std::string_view attributes = {});
  void circle(Point centre, double radius, std::string_view attributes = {});
  void path(std::string_view data, std::string_view attributes = {});
  /// The same path, moved and scaled: symbols are drawn in a square of 20 by 20 around its centre.
  void symbol(std::string_view data, Point centre, double scale, std::string_view attributes);
  void polyline(const std::vector<Point>& points, std::string_view attributes);
  /// Lines centred around a point.
  void label(const std::vector<std::string>& lines, Point centre);
  /// One line that reads from bottom to top, for pools and lanes.
  void upright_label(std::string_view text, Point centre);

 private:
  std::string out_;
};

}  // namespace onward::diagram
