// Single steps of random processes; generator.cpp makes blocks of them.
#pragma once

#include <string>

#include "tests/simulation/random.hpp"
#include "tests/support/process_builder.hpp"

namespace onward::simulation {

/// Writes steps behind the cursor of a builder.
class Steps {
 public:
  Steps(Random& random, test::Builder& builder) : random_(random), b_(builder) {}

 protected:
  std::string id(const char* what) { return what + std::to_string(++number_); }
  std::string one_of(const char* prefix, std::size_t count) {
    return prefix + std::to_string(1 + random_.below(count));
  }
  std::string hours() { return "PT" + std::to_string(1 + random_.below(9)) + "H"; }

  /// Any one step.
  void simple();
  /// A task with a handler at its boundary.
  void undoable();
  void undo();
  /// The event at the cursor has several triggers: any of them, or all.
  void also(unsigned percent_all);
  model::EventDefinition trigger();

  Random& random_;
  test::Builder& b_;
  unsigned handlers_ = 0;  ///< how deep in paths that events start

 private:
  void twice();
  void all_of_several();
  void telling_instances();
  void with_associations();

  unsigned number_ = 0;
};

}  // namespace onward::simulation
