// Texts in a picture: how they break into lines and how much room they take.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onward::diagram {

inline constexpr double font_size = 12;
inline constexpr double line_height = 14;

/// Lines of a text that fit into `width`, at most `most`; what is left over becomes "...".
std::vector<std::string> wrapped(std::string_view text, double width, std::size_t most);
double width_of(const std::vector<std::string>& lines);
double height_of(const std::vector<std::string>& lines);

}  // namespace onward::diagram
