// Conditional events (BPMN 2.0.2 clause 10.5.5; bpmn.md decision 4): which conditions the running
// command must look at again, because they are new or because a variable that they read was
// written. A condition must have been false before it can happen (again).
#pragma once

#include <set>
#include <string>

#include "engine/instance/fact.hpp"
#include "engine/model/definition.hpp"

namespace onward {

class Step;

/// Follows the facts; holds nothing that the instance does not say.
class Conditions {
 public:
  explicit Conditions(const Instance& instance);
  void note(const Fact& fact);
  [[nodiscard]] bool has_news() const { return !unseen_.empty() || !written_.empty(); }

 private:
  friend void fire_conditions(Step& step);
  std::set<LocalId> waiting_;      ///< every wait for a condition
  std::set<LocalId> unseen_;       ///< not looked at since they were opened or kept from happening
  std::set<std::string> written_;  ///< variables that were written since
};

/// Whether it waits for a condition that reads this name.
bool waits_for_condition_on(const model::Definition& definition, const Instance& instance,
                            const std::string& name);

/// Looks at what there is news of: a condition that became true happens. One that cannot be
/// evaluated (a variable is not there yet) does not hold. A suspended instance waits until it is
/// resumed.
void fire_conditions(Step& step);

}  // namespace onward
