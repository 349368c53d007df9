// What a search among tasks looks at: a task's name, and the number, title and customer of its
// opportunity.
#pragma once

#include <string>

#include "adapters/storage/connection.hpp"
#include "adapters/storage/list_query.hpp"

namespace onward::storage {

enum class TaskTable : std::uint8_t { open, done };

/// Adds the filter for `text`; false: no task can match, and nothing was added. Which names and
/// opportunities match is asked first, each by its own index, so that a search for what is rare
/// does not read the whole list. Errors: unavailable.
Result<bool> add_task_search(Connection& connection, const std::string& text, TaskTable table,
                             ListQuery& query);

}  // namespace onward::storage
