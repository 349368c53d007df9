// One task with everything that its performer needs: form, checklist, what it shows.
#pragma once

#include <string>
#include <vector>

#include "engine/model/definition.hpp"
#include "engine/service/queries.hpp"

namespace onward::api {

struct TaskView {
  TaskRow row;
  const Instance* instance = nullptr;  ///< nullptr: it is gone
  const Task* task = nullptr;          ///< nullptr: the task is closed
  model::DefinitionPtr definition{};   ///< nullptr: it cannot be compiled any more
  Value opportunity{};                 ///< the record as a context, or null
  std::vector<Attachment> attachments{};
  Instant now;
  const std::string& zone;
  std::vector<TaskRow> parts{};
  bool may_work = false;  ///< whether the caller may take or complete it
  [[nodiscard]] std::uint32_t revision() const {
    return task != nullptr ? task->revision : row.revision;
  }
};

/// The JSON object of GET /tasks/{id}.
std::string whole_task(const TaskView& view);

}  // namespace onward::api
