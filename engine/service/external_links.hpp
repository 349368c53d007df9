// What belongs together here and in another system: an opportunity or a task here, a record there.
#pragma once

#include <string>

namespace onward {

struct ExternalLink {
  std::string system;        ///< "twenty:crm"
  std::string kind;          ///< "opportunity", "task"; "cursor": how far was read there
  std::string theirs, ours;  ///< ids
  std::string state{};       ///< what was last told to them
};

}  // namespace onward
