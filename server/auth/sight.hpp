// Which tasks are there for somebody: the same for lists, for a single task and for live events.
#pragma once

#include <string_view>

#include "engine/service/queries.hpp"
#include "server/auth/permissions.hpp"

namespace onward::auth {

/// Who may work sees what they may work on; who may only look, and admins, see everything.
struct Sight {
  Actor actor;
  bool everything = false;
  bool works = false;  ///< may work on tasks at all
};
Sight sight_of(const Principal& who);
/// Whether the task is there for them: assigned, delegated or offered to them, or nobody is named
/// at all. What is not there answers as if it did not exist. `owner`: who delegated it.
bool may_see(const TaskRow& task, std::string_view owner, const Sight& sight);

}  // namespace onward::auth
