// Numbers have one decimal place, so that the same picture is the same text.
#include "adapters/diagram/svg_pen.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace onward::diagram {
std::string svg_number(double value) {
  std::array<char, 32> buffer{};
  const double rounded = std::round(value * 10) / 10 + 0.0;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string("0");
}

std::string svg_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

void SvgPen::open_group(std::string_view kind, std::string_view element, std::string_view name) {
  out_ +=
      "<g data-element=\"" + svg_escaped(element) + "\" data-kind=\"" + svg_escaped(kind) + "\">";
  if (!name.empty()) out_ += "<title>" + svg_escaped(name) + "</title>";
}

void SvgPen::rectangle(const Bounds& bounds, double radius, std::string_view attributes) {
  out_ += "<rect x=\"" + svg_number(bounds.x) + "\" y=\"" + svg_number(bounds.y) + "\" width=\"" +
          svg_number(bounds.width) + "\" height=\"" + svg_number(bounds.height) + "\"";
  if (radius > 0) out_ += " rx=\"" + svg_number(radius) + "\"";
  out_ += " " + std::string(attributes) + "/>";
}

void SvgPen::circle(Point centre, double radius, std::string_view attributes) {
  out_ += "<circle cx=\"" + svg_number(centre.x) + "\" cy=\"" + svg_number(centre.y) + "\" r=\"" +
          svg_number(radius) + "\" " + std::string(attributes) + "/>";
}

void SvgPen::path(std::string_view data, std::string_view attributes) {
  out_ += "<path d=\"" + std::string(data) + "\" " + std::string(attributes) + "/>";
}

void SvgPen::symbol(std::string_view data, Point centre, double scale,
                    std::string_view attributes) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), scale,
                                          std::chars_format::fixed, 3);
  const std::string factor = error == std::errc() ? std::string(buffer.data(), end) : "1";
  out_ += "<path transform=\"translate(" + svg_number(centre.x) + " " + svg_number(centre.y) +
          ") scale(" + factor + ")\" d=\"" + std::string(data) + "\" " + std::string(attributes) +
          "/>";
}

void SvgPen::polyline(const std::vector<Point>& points, std::string_view attributes) {
  out_ += "<polyline points=\"";
  for (const Point& point : points) out_ += svg_number(point.x) + "," + svg_number(point.y) + " ";
  out_ += "\" fill=\"none\" " + std::string(attributes) + "/>";
}

void SvgPen::label(const std::vector<std::string>& lines, Point centre) {
  if (lines.empty()) return;
  double y = centre.y - line_height * (static_cast<double>(lines.size()) - 1) / 2 + 4;
  out_ += "<text>";
  for (const std::string& line : lines) {
    out_ += "<tspan x=\"" + svg_number(centre.x) + "\" y=\"" + svg_number(y) + "\">" +
            svg_escaped(line) + "</tspan>";
    y += line_height;
  }
  out_ += "</text>";
}

void SvgPen::upright_label(std::string_view text, Point centre) {
  if (text.empty()) return;
  const std::string place = svg_number(centre.x) + " " + svg_number(centre.y);
  out_ += "<text transform=\"rotate(-90 " + place + ")\" x=\"" + svg_number(centre.x) + "\" y=\"" +
          svg_number(centre.y + 4) + "\">" + svg_escaped(text) + "</text>";
}

}  // namespace onward::diagram
