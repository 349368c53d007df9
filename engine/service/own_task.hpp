// A task of one's own: an instance of a process with nothing but this task. What the task says is
// data of the instance (the variable own_task_variable of its top scope), so the process is made
// from it and not deployed: no list of definitions, kinds, groups or start events has it, and
// nobody else can start or call it.
#pragma once

#include <string>
#include <string_view>

#include "engine/execution/environment.hpp"
#include "engine/instance/instance.hpp"

namespace onward {

struct StartInstance;

/// No XML name has a colon: no deployed process can have this key.
inline constexpr std::string_view own_task_key = "onward:task";

struct OwnTask {
  std::string name;
  model::UserTask user;  ///< all formulas but those of the form are literals
};

/// As it is kept, and back; what is missing there is empty.
Value to_value(const OwnTask& task);
OwnTask own_task_from(const Value& kept);

/// The process that is this task. Errors: invalid (what compile() found, at /form).
Result<model::DefinitionPtr> own_task_definition(const OwnTask& task);

/// The process of an instance, or of one that is about to start: deployed, or made from what the
/// task says. Errors: as Catalogue::process.
Result<model::DefinitionPtr> definition_of(Catalogue& catalogue, const Instance& instance);
Result<model::DefinitionPtr> definition_of(Catalogue& catalogue, const StartInstance& start);

}  // namespace onward
