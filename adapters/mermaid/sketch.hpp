// A process while it is made of a chart: its parts, the ways between them, the lanes. Each rule of
// import.cpp changes the sketch, and leaves notes of what it has guessed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "adapters/mermaid/chart.hpp"
#include "adapters/mermaid/import.hpp"
#include "engine/model/element.hpp"

namespace onward::mermaid {

enum class Role : std::uint8_t {
  task,
  decision,  ///< exclusive gateway
  parallel,  ///< parallel gateway
  start,
  end,
  person,   ///< hands on what comes to them: no element, taken away
  removed,  ///< is no part of the process any more
};

struct Part {
  Role role = Role::task;
  std::string id, name;  ///< a person has no id
  std::size_t lane = none;
  Position at;
  std::string address{}, instructions{};
  std::vector<model::FormField> form{};
};

struct Way {
  std::size_t source = none, target = none;
  std::string label;
  Position at;
  std::string id{}, condition{};
};

struct Lane {
  std::string id, name, group;
  std::size_t parent = none;
  Position at;
};

/// Ids that are unique in one process.
class Ids {
 public:
  /// `wish`, or with -2, -3 ... behind it.
  std::string make(const std::string& wish);

 private:
  std::map<std::string, std::size_t, std::less<>> taken_;  ///< and the next number to try
};

struct Sketch {
  Ids ids;
  std::vector<Part> parts;  ///< those of the chart's nodes first, in their order
  std::vector<Way> ways;
  std::vector<Lane> lanes;
  std::vector<Note> notes;

  void note(const char* code, std::string message, Position at, std::string element_id = {});
  /// Indexes of ways.
  [[nodiscard]] std::vector<std::size_t> into(std::size_t part) const;
  [[nodiscard]] std::vector<std::size_t> out_of(std::size_t part) const;
  std::size_t add(Part part);
  void connect(std::size_t source, std::size_t target, Position at, std::string label = {});
};

// The rules, in this order.
/// Lanes of people and subgraphs, and who is in which (lanes.cpp).
void make_lanes(Sketch& sketch, const Chart& chart, const std::vector<bool>& people);
/// Parts and ways of the chart; people become hand-overs (parts.cpp).
void make_parts(Sketch& sketch, const Chart& chart, const std::vector<bool>& people);
void hand_over(Sketch& sketch);
/// Where it begins and ends (ends.cpp).
void begin_and_end(Sketch& sketch);
/// Steps with several ways on (splits.cpp).
void split_and_join(Sketch& sketch);
/// Who says which way a decision goes (decisions.cpp).
void decide(Sketch& sketch);
/// What is in no lane, and lanes with nothing in them (lanes.cpp).
void settle_lanes(Sketch& sketch, const Wish& wish);

}  // namespace onward::mermaid
