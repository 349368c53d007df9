#include "adapters/diagram/marks.hpp"

#include <algorithm>
#include <string_view>

#include "adapters/diagram/svg_pen.hpp"

namespace onward::diagram {
namespace {

struct Look {
  std::string_view word, badge, badge_attributes, outline;
};

constexpr double badge_radius = 9;
constexpr std::string_view skipped_hatch = "stroke=\"#6b7280\" stroke-width=\"1\" fill=\"none\"";

const Look& look_of(MarkState state) {
  static constexpr Look looks[] = {
      {"done", "M-5 0L-1.5 4L5 -4", "fill=\"#2f6f3e\" stroke=\"#ffffff\"",
       "stroke=\"#2f6f3e\" stroke-width=\"2\""},
      {"active", "M-3 -5L5 0L-3 5Z", "fill=\"#b45309\" stroke=\"#ffffff\"",
       "stroke=\"#b45309\" stroke-width=\"4\""},
      {"possible", "M-3.5 0A3.5 3.5 0 1 1 3.5 0A3.5 3.5 0 1 1 -3.5 0Z",
       "fill=\"#ffffff\" stroke=\"#22242a\"",
       "stroke=\"#ffffff\" stroke-width=\"2.5\" stroke-dasharray=\"5 5\""},
      {"skipped", "M-4 -4L4 4M-4 4L4 -4", "fill=\"#ffffff\" stroke=\"#6b7280\"",
       "stroke=\"#ffffff\" stroke-width=\"2.5\" stroke-dasharray=\"2 5\""},
  };
  return looks[static_cast<std::size_t>(state)];
}

Point middle_of(const Bounds& b) { return {b.x + b.width / 2, b.y + b.height / 2}; }

std::string moved(double x, double y) { return svg_number(x) + " " + svg_number(y); }

void draw_outline(SvgPen& pen, const Shape& shape, std::string_view attributes) {
  const Bounds& b = shape.bounds;
  const std::string all = "fill=\"none\" " + std::string(attributes);
  const Point middle = middle_of(b);
  if (shape.kind.ends_with("Event"))
    pen.circle(middle, std::min(b.width, b.height) / 2, all);
  else if (shape.kind.ends_with("Gateway"))
    pen.path("M" + moved(middle.x, b.y) + "L" + moved(b.x + b.width, middle.y) + "L" +
                 moved(middle.x, b.y + b.height) + "L" + moved(b.x, middle.y) + "Z",
             all);
  else
    pen.rectangle(b, 10, all);
}

/// Thin lines through an activity, as on a form that is void.
void draw_hatch(SvgPen& pen, const Bounds& b) {
  std::string data;
  for (double at = 16; at < b.width + b.height; at += 16) {
    const double right = std::min(at, b.width);
    const double low = std::min(at, b.height);
    data += "M" + moved(b.x + right, b.y + at - right) + "L" + moved(b.x + at - low, b.y + low);
  }
  pen.path(data, std::string(skipped_hatch) + " opacity=\"0.35\"");
}

void draw_badge(SvgPen& pen, Point at, const Look& look) {
  pen.circle(at, badge_radius, std::string(look.badge_attributes) + " stroke-width=\"1.5\"");
  // The arrow is an area, the others are lines.
  const bool is_area = look.badge.ends_with('Z') && look.badge.find('A') == std::string_view::npos;
  const bool is_dark = look.badge_attributes.find("stroke=\"#ffffff\"") != std::string_view::npos;
  const std::string ink = is_dark ? "#ffffff" : "#22242a";
  pen.symbol(look.badge, at, 1,
             is_area ? "fill=\"" + ink + "\" stroke=\"none\""
                     : "fill=\"none\" stroke=\"" + ink + "\" stroke-width=\"2\"");
}

/// One small line that begins there, cut where it is longer than the room.
void draw_small(SvgPen& pen, const std::string& text, Point left, double room) {
  constexpr double smaller = 10.0 / font_size;
  const std::vector<std::string> lines = wrapped(text, room / smaller, 1);
  if (lines.empty()) return;
  pen.raw("<text x=\"" + svg_number(left.x) + "\" y=\"" + svg_number(left.y) +
          "\" style=\"text-anchor:start;font-size:10px\">" + svg_escaped(lines.front()) +
          "</text>");
}

}  // namespace

void draw_mark(SvgPen& pen, const Shape& shape, const Mark& mark) {
  const Look& look = look_of(mark.state);
  const bool is_small = shape.kind.ends_with("Event") || shape.kind.ends_with("Gateway");
  std::string said = shape.name + ": " + std::string(look.word);
  for (const std::string* more : {&mark.who, &mark.note})
    if (!more->empty()) said += ", " + *more;
  pen.open_group(look.word, shape.element, said);
  draw_outline(pen, shape, look.outline);
  const Bounds& b = shape.bounds;
  if (mark.state == MarkState::skipped && !is_small) draw_hatch(pen, b);
  draw_badge(pen, {b.x + b.width - (is_small ? 4 : 0), b.y + (is_small ? 4 : 0)}, look);
  if (!is_small) {
    // Beside the symbol of its type, and above its lower edge: the middle is the name's.
    draw_small(pen, mark.who, {b.x + 26, b.y + 17}, b.width - 38);
    draw_small(pen, mark.note, {b.x + 8, b.y + b.height - 7}, b.width - 16);
  }
  pen.close_group();
}

void draw_legend(SvgPen& pen, Point left) {
  constexpr double step = 90;
  pen.raw("<g data-kind=\"legend\">");
  for (const MarkState state :
       {MarkState::done, MarkState::active, MarkState::possible, MarkState::skipped}) {
    const Look& look = look_of(state);
    draw_badge(pen, {left.x + badge_radius, left.y + 12}, look);
    pen.label({std::string(look.word)}, {left.x + 50, left.y + 12});
    left.x += step;
  }
  pen.raw("</g>\n");
}

}  // namespace onward::diagram
