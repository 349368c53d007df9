// Files that people attached: to an opportunity (perhaps to one of its steps), to a task, or to a
// step of a process for everybody who comes there. What is in them is kept beside, never in an
// instance; a file that was removed stays as a line of the history, without its bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/ids.hpp"
#include "engine/base/time.hpp"

namespace onward {

struct Attachment {
  std::uint64_t id = 0;  ///< carries the shard of what it is attached to
  OpportunityId opportunity;
  LocalRef task;           ///< instance 0: not attached to a task
  std::string definition;  ///< key of the process; empty: not attached to a process
  std::string element;     ///< the step of the process or of the opportunity; empty: the whole
  std::string name;        ///< of the file, as people see it
  std::string content_type;
  std::uint64_t size = 0;  ///< bytes
  std::string digest;      ///< SHA-256, hex
  Instant created;
  std::string created_by;
  std::optional<Instant> removed;
  std::string removed_by;
};

/// What was attached where: exactly one is given.
struct AttachmentQuery {
  std::optional<OpportunityId> opportunity;  ///< also what is attached to its tasks
  std::optional<LocalRef> task;
  std::optional<std::string> definition;
};

struct AttachmentWrite {
  Attachment added;
  std::shared_ptr<const std::string> content;
};

struct AttachmentRemoval {
  std::uint64_t id = 0;
  Instant at;
  std::string by;
};

}  // namespace onward
