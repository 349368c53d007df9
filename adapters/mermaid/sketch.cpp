#include "adapters/mermaid/sketch.hpp"

#include <utility>

namespace onward::mermaid {

std::string Ids::make(const std::string& wish) {
  const auto [known, is_new] = taken_.emplace(wish, 2);
  if (is_new) return wish;
  while (true) {
    std::string id = wish + "-" + std::to_string(known->second++);
    if (taken_.emplace(id, 2).second) return id;
  }
}

void Sketch::note(const char* code, std::string message, Position at, std::string element_id) {
  notes.push_back({code, std::move(message), at, std::move(element_id)});
}

std::vector<std::size_t> Sketch::into(std::size_t part) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < ways.size(); ++i)
    if (ways[i].target == part) found.push_back(i);
  return found;
}

std::vector<std::size_t> Sketch::out_of(std::size_t part) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < ways.size(); ++i)
    if (ways[i].source == part) found.push_back(i);
  return found;
}

std::size_t Sketch::add(Part part) {
  parts.push_back(std::move(part));
  return parts.size() - 1;
}

void Sketch::connect(std::size_t source, std::size_t target, Position at, std::string label) {
  ways.push_back({source, target, std::move(label), at});
}

}  // namespace onward::mermaid
