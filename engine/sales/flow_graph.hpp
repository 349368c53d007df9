// A definition as a reader follows it: which elements are steps, in which order they are told, how
// they are connected when what has no name is passed over, and what can still be reached.
#pragma once

#include <string>
#include <vector>

#include "engine/model/definition.hpp"

namespace onward::sales {

/// Every activity that is no container, and whatever else has a name.
bool is_step(const model::Element& element);

/// All elements: breadth-first along the flows from the start events, each once; a sub-process
/// before its content, its content before what follows it; event sub-processes last.
std::vector<model::ElementIndex> reading_order(const model::Definition& definition);

struct StepLink {
  model::ElementIndex from = model::none, to = model::none;
  std::string label;  ///< name of the first named flow on the way
};
/// In the order of `order`, each pair of steps and label once.
std::vector<StepLink> links_between_steps(const model::Definition& definition,
                                          const std::vector<model::ElementIndex>& order);

/// What can be entered later when tokens stand at `places` and events of `waiting` may happen.
/// Conditions are not looked at.
std::vector<bool> reachable_from(const model::Definition& definition,
                                 const std::vector<model::ElementIndex>& places,
                                 const std::vector<model::ElementIndex>& waiting);

}  // namespace onward::sales
