// The models that a model imports, and those that they import (DMN 1.5 clause 6.3.3). A model that
// is imported twice stands twice: each import has inputs of its own.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/dmn/decision.hpp"
#include "engine/dmn/draft.hpp"

namespace onward::dmn {

struct ImportTree {
  std::vector<const DraftModel*> models;  ///< the model itself first, importers before imports
  std::vector<Place> places;              ///< of each model

  [[nodiscard]] bool is_inside(std::size_t place, std::size_t outer) const;
  /// The nearest place of a namespace at or below `from`; Place::none when there is none.
  [[nodiscard]] std::size_t find(std::string_view name_space, std::size_t from) const;
};

/// An import whose model is not among `imported` is left out, as is one that leads back to its
/// importer. Bounded: at most 256 places.
ImportTree import_tree(const DraftModel& draft, std::span<const DraftModel* const> imported);

/// The names that expressions of each place may use: its elements, item definitions and entries of
/// boxed expressions, and those of what it imports. Same order as the places.
std::vector<std::vector<std::string>> names_in_scope(const ImportTree& tree);

}  // namespace onward::dmn
