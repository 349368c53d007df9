// A Mermaid flowchart as it is drawn: nodes, lines, frames, each with its place in the source. What
// it may mean is not here: import.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/position.hpp"

namespace onward::mermaid {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);
// Nobody reads a larger picture, and it is laid out within seconds.
inline constexpr std::size_t most_nodes = 1'000;
inline constexpr std::size_t most_edges = 2'000;
inline constexpr std::size_t most_charts = 100;   // of one document
inline constexpr std::size_t most_problems = 50;  // one text that is no chart has one in each line

enum class Shape : std::uint8_t {
  plain,          ///< nothing but an id
  rectangle,      ///< [..]
  round,          ///< (..)
  stadium,        ///< ([..])
  subroutine,     ///< [[..]]
  cylinder,       ///< [(..)]
  circle,         ///< ((..))
  double_circle,  ///< (((..)))
  diamond,        ///< {..}
  hexagon,        ///< {{..}}
  flag,           ///< >..]
  slanted,        ///< [/../] [\..\] [/..\] [\../]
};

struct Node {
  std::string id, text;  ///< text: without HTML; the id when there is none
  Shape shape = Shape::plain;
  Position at;
  std::size_t frame = none;  ///< the innermost subgraph that mentions it first
  std::string address{};     ///< of `click`
};

struct Edge {
  std::size_t source = none, target = none;
  std::string label;
  Position at;
  bool has_arrow = true;  ///< a line without one is read in the order of writing
};

struct Frame {  ///< a subgraph
  std::string id, title;
  Position at;
  std::size_t parent = none;
};

struct Chart {
  std::string title;  ///< of the front matter
  Position at;
  std::vector<Node> nodes;  ///< in the order of their first mention
  std::vector<Edge> edges;
  std::vector<Frame> frames;
};

}  // namespace onward::mermaid
