// A compiled DMN model: immutable, shared as std::shared_ptr<const Model>. Decision logic is a FEEL
// tree (boxed expressions are nodes of it too); this file holds how decisions, inputs, knowledge
// models and services depend on each other.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dmn/draft.hpp"
#include "engine/feel/ast.hpp"

namespace onward::dmn {

/// Where a model stands in the tree of imports (clause 6.3.3): 0 is the model itself.
struct Place {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t parent = none;
  std::string name;  ///< of the import; empty: its elements stand among those of the parent
};

struct Element {
  DraftElement::Kind kind = DraftElement::Kind::decision;
  std::string id;
  std::string title;      ///< the name of the element
  std::string name;       ///< the name of its variable: the same, except in models of some tools
  std::size_t place = 0;  ///< in Program::places
  feel::TypePtr type;     ///< of the variable; nullptr: any
  feel::NodePtr logic;    ///< of a decision or knowledge model; nullptr: there is none
  std::vector<std::size_t> requires_elements;
  // Of a service.
  std::vector<std::size_t> outputs, input_decisions, input_data;
};

/// All elements of a model and of what it imports; functions that come out of it keep it alive.
struct Program {
  std::vector<Element> elements;  ///< of the model itself first
  std::vector<Place> places;
  /// How an expression at `from` names the place `to`, step by step; imports without a name are no
  /// step.
  [[nodiscard]] std::vector<std::string_view> path(std::size_t from, std::size_t to) const;
};

struct Model {
  std::string id, name, name_space;
  struct Decision {
    std::string id, name;
  };
  std::vector<Decision> decisions;  ///< of this model itself, in document order
  std::vector<Decision> services;
  std::shared_ptr<const Program> program;
};

}  // namespace onward::dmn
