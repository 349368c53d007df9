// What coordinators are told: open tasks that are late, or that nobody can do. A notice is a task
// of one's own about the other, once for each; it ends by itself when the cause is gone.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/service/queries.hpp"
#include "engine/service/request.hpp"

namespace onward::sales {

/// Members of the group "coordinator@GROUP" are told of what is offered to GROUP, those of
/// "coordinator" of the rest.
inline constexpr std::string_view coordinators = "coordinator";

struct EscalationSettings {
  std::optional<Duration> overdue_after =
      Duration{24 * 3'600'000};                              ///< past the due date; absent: never
  std::optional<Duration> hung_after = Duration{3'600'000};  ///< since the task was made
};

/// Hung tasks take a walk over all that is open: not at every look.
enum class Looks : std::uint8_t { late, all };

/// Requests that give and withdraw notices, for what was found: at most limits::notices_at_once new
/// ones of a kind. Each looks again at what it finds, so that one that is carried out twice, or too
/// late, does nothing. Nothing is found while there is no coordinator. Errors: unavailable,
/// too_large (tasks that hang).
Result<std::vector<Request>> due_notices(Queries& queries, const EscalationSettings& settings,
                                         Looks looks, Instant now);

}  // namespace onward::sales
