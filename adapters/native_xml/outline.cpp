// Recursion goes down the tree, whose depth is bounded by limits::xml_depth.
#include "adapters/native_xml/outline.hpp"

#include <algorithm>

#include "adapters/native_xml/grammar.hpp"

namespace onward::native_xml {

std::vector<pugi::xml_node> steps_of(pugi::xml_node block) {
  std::vector<pugi::xml_node> steps;
  for (const pugi::xml_node node : block.children())
    if (node.type() == pugi::node_element && is_step(name_of(node))) steps.push_back(node);
  return steps;
}

std::vector<pugi::xml_node> parts_of(pugi::xml_node step) {
  std::vector<pugi::xml_node> parts;
  for (const pugi::xml_node node : step.children())
    if (node.type() == pugi::node_element && name_of(node) != "documentation")
      parts.push_back(node);
  return parts;
}

std::vector<pugi::xml_node> boundaries_of(pugi::xml_node activity) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node node : activity.children())
    if (node.type() == pugi::node_element && is_boundary(name_of(node))) found.push_back(node);
  return found;
}

bool is_interrupting(pugi::xml_node boundary) {
  if (name_of(boundary) == "every") return false;
  return !has(boundary, "interrupting") || flag(boundary, "interrupting");
}

bool is_open(pugi::xml_node part) {
  if (has(part, "next")) return false;
  const std::vector<pugi::xml_node> steps = steps_of(part);
  return steps.empty() || (!has(steps.back(), "next") && exits_of(steps.back()) > 0);
}

std::size_t exits_of(pugi::xml_node step) {
  const std::string_view name = name_of(step);
  if (name == "end") return 0;
  if (name == "choice" || name == "first-of" || name == "parallel") {
    const std::vector<pugi::xml_node> parts = parts_of(step);
    const auto open = static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), is_open));
    return name == "parallel" ? std::min<std::size_t>(open, 1) : open;
  }
  std::size_t exits = 1;
  for (const pugi::xml_node boundary : boundaries_of(step))
    if (is_interrupting(boundary) && is_open(boundary)) ++exits;
  return exits;
}

std::string as_words(std::string_view id) {
  std::string words(id);
  std::replace(words.begin(), words.end(), '-', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

}  // namespace onward::native_xml
